"""What one answer does to a hazard that stands on its item."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.rules.answers import Answer
from hazard_app.rules.terms import PhotoUse, State, StepKind, Verdict
from tests.visits import GONE, NA, NOT_GONE, PASS, fail, flags, hazards, kinds, photo, step, the_hazard, visit
from tests.world import NOW, World

LAMP = "PER-D-14"
ALARM = "FIRE-W-02"
HOUR = timedelta(hours=1)


def gone(*after: Photo) -> Answer:
    return Answer(Verdict.PASS, gone=True, after_photos=tuple(each.sent_sha256 for each in after))


def on_spot(before: Photo, after: Photo) -> Answer:
    return Answer(Verdict.FAIL, "灯不亮", (before.sent_sha256,), (after.sent_sha256,), fixed_on_spot=True)


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    """Found by Wang an hour ago."""
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, NOW - HOUR)
    return the_hazard(session)


@pytest.fixture
def pictures(session: Session, world: World) -> list[Photo]:
    return [photo(session, world.officer, name) for name in ("before", "after")]


def test_a_failed_item_is_found(hazard: Hazard) -> None:
    assert (kinds(hazard), hazard.state) == (["found"], State.OPEN)


def test_a_failed_item_says_in_which_building_and_room(session: Session, world: World) -> None:
    inspection = visit(session, world.officer, world.school, {LAMP: fail("灯不亮", building="教学楼", room="三楼")})
    hazard = the_hazard(session)
    assert (hazard.building, hazard.room, hazard.place_words) == ("教学楼", "三楼", "")
    assert inspection.answers[LAMP] == {"verdict": "fail", "note": "灯不亮", "building": "教学楼", "room": "三楼"}


def test_failing_it_again_is_evidence_on_the_same_hazard(session: Session, world: World, hazard: Hazard) -> None:
    visit(session, world.officer2, world.school, {LAMP: fail("还是不亮")})
    assert hazards(session) == [hazard]
    assert (kinds(hazard), hazard.steps[1].note) == (["found", "seen_again"], "还是不亮")


def test_the_same_item_of_another_school_is_another_hazard(session: Session, world: World, hazard: Hazard) -> None:
    visit(session, world.officer, world.neighbour, {LAMP: fail("灯不亮")})
    assert [each.school for each in hazards(session)] == [world.school, world.neighbour]


@pytest.mark.parametrize("answer", [PASS, NOT_GONE, NA, Answer()])
def test_it_stays_open_until_somebody_says_that_it_is_gone(
    session: Session, world: World, hazard: Hazard, answer: Answer
) -> None:
    visit(session, world.officer2, world.school, {LAMP: answer})
    assert (kinds(hazard), hazard.state) == (["found"], State.OPEN)


def test_gone_is_a_recheck_that_closes_it(session: Session, world: World, hazard: Hazard) -> None:
    after = photo(session, world.officer2, "after")
    inspection = visit(session, world.officer2, world.school, {LAMP: gone(after)})
    assert (kinds(hazard), hazard.state, hazard.closed_at) == (["found", "recheck_pass"], State.CLOSED, NOW)
    assert [(each.photo, each.use) for each in hazard.steps[1].attachments] == [(after, PhotoUse.AFTER)]
    assert hazard.steps[1].inspection is inspection


def test_gone_says_nothing_where_nothing_was_open(session: Session, world: World) -> None:
    inspection = visit(session, world.officer, world.school, {LAMP: GONE})
    assert not hazards(session)
    assert not flags(inspection)


def test_fixed_on_the_spot_is_closed_by_the_inspection_that_found_it(
    session: Session, world: World, pictures: list[Photo]
) -> None:
    visit(session, world.officer, world.school, {LAMP: on_spot(*pictures)})
    hazard = the_hazard(session)
    assert (kinds(hazard), hazard.state, hazard.closed_at) == (["found", "fixed_on_spot"], State.CLOSED, NOW)
    assert [each.use for each in hazard.steps[1].attachments] == [PhotoUse.AFTER]
    assert hazard.cover is pictures[0]


def test_an_old_one_fixed_on_the_spot_is_rechecked(session: Session, world: World, hazard: Hazard) -> None:
    before, after = (photo(session, world.officer2, name) for name in ("before", "after"))
    visit(session, world.officer2, world.school, {LAMP: on_spot(before, after)})
    assert (kinds(hazard), hazard.state) == (["found", "seen_again", "recheck_pass"], State.CLOSED)


def test_found_again_after_closing_is_a_repeat(session: Session, world: World, hazard: Hazard) -> None:
    visit(session, world.officer2, world.school, {LAMP: GONE}, NOW)
    visit(session, world.officer, world.school, {LAMP: fail("又不亮了")}, NOW + HOUR)
    _, again = hazards(session)
    assert (again.repeat_of, again.state, hazard.state) == (hazard, State.OPEN, State.CLOSED)


def test_what_was_voided_is_no_repeat(session: Session, world: World, hazard: Hazard) -> None:
    step(session, hazard, world.supervisor, StepKind.VOID)
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")})
    assert hazards(session)[1].repeat_of is None


def fixed_by(session: Session, hazard: Hazard, person: Person) -> None:
    step(session, hazard, person, StepKind.FIX, NOW - HOUR / 2)


def test_whoever_reported_the_fix_cannot_recheck_it_and_the_visit_is_kept(
    session: Session, world: World, hazard: Hazard
) -> None:
    fixed_by(session, hazard, world.officer2)
    after = photo(session, world.officer2, "after")
    inspection = visit(session, world.officer2, world.school, {LAMP: gone(after)})
    assert hazard.state is State.AWAITING_RECHECK
    assert flags(inspection) == {"open_item_passed": {"items": LAMP}}
    assert [each.photo for each in hazard.steps[-1].attachments] == [after], "what was shown stays with the hazard"


def test_another_inspector_rechecks_a_fix(session: Session, world: World, hazard: Hazard) -> None:
    fixed_by(session, hazard, world.liaison)
    visit(session, world.officer, world.school, {LAMP: GONE})
    assert (kinds(hazard), hazard.state) == (["found", "fix", "recheck_pass"], State.CLOSED)


def test_seen_again_after_a_fix_it_is_to_be_fixed_again(session: Session, world: World, hazard: Hazard) -> None:
    fixed_by(session, hazard, world.liaison)
    visit(session, world.officer, world.school, {LAMP: fail("还是不亮")})
    assert hazard.state is State.OPEN


def closed_before_it_arrives(session: Session, world: World, answer: Answer) -> Inspection:
    """Wang looks while his phone has no net; meanwhile Zhou sees that it is gone."""
    visit(session, world.officer2, world.school, {LAMP: GONE}, NOW)
    return visit(session, world.officer, world.school, {LAMP: answer}, NOW - HOUR / 2, NOW + HOUR)


def test_evidence_from_before_the_closing_is_kept_and_opens_nothing(
    session: Session, world: World, hazard: Hazard
) -> None:
    shown = photo(session, world.officer, "shown")
    closed_before_it_arrives(session, world, fail("不亮", photos=(shown.sent_sha256,)))
    assert hazards(session) == [hazard]
    late = hazard.steps[-1]
    assert (late.kind, [flag.kind.value for flag in late.flags]) == (StepKind.SEEN_AGAIN, ["late_evidence"])
    assert ([each.photo for each in late.attachments], hazard.state) == ([shown], State.CLOSED)


@pytest.mark.parametrize("says", ["gone", "on the spot"])
def test_a_closing_that_comes_second_leaves_its_photos(
    session: Session, world: World, hazard: Hazard, pictures: list[Photo], says: str
) -> None:
    answer = gone(pictures[1]) if says == "gone" else on_spot(*pictures)
    inspection = closed_before_it_arrives(session, world, answer)
    assert (hazard.state, hazard.closed_at) == (State.CLOSED, NOW)
    assert pictures[1] in [each.photo for taken in hazard.steps for each in taken.attachments]
    assert not flags(inspection)


def test_who_looked_before_it_was_seen_again_does_not_close_it(session: Session, world: World, hazard: Hazard) -> None:
    visit(session, world.officer2, world.school, {LAMP: fail("不亮")}, NOW)
    inspection = visit(session, world.officer, world.school, {LAMP: GONE}, NOW - HOUR / 2, NOW + HOUR)
    assert hazard.state is State.OPEN
    assert "open_item_passed" in flags(inspection)


def test_who_looked_before_it_was_found_does_not_close_it(session: Session, world: World, hazard: Hazard) -> None:
    visit(session, world.officer2, world.school, {LAMP: GONE}, NOW - 2 * HOUR, NOW)
    assert hazard.state is State.OPEN


def test_a_clock_in_1970_hides_nothing_behind_an_old_closing(session: Session, world: World, hazard: Hazard) -> None:
    visit(session, world.officer2, world.school, {LAMP: GONE}, NOW)
    visit(session, world.officer, world.school, {LAMP: fail("又不亮")}, NOW.replace(year=1970), NOW + HOUR)
    assert [each.state for each in hazards(session)] == [State.CLOSED, State.OPEN]


def test_a_self_check_finds_for_the_schools_own_ledger(session: Session, world: World) -> None:
    visit(session, world.liaison, world.school, {ALARM: fail("未接入")})
    assert (the_hazard(session).self_found, the_hazard(session).found_by) == (True, world.liaison)


def test_a_self_check_sampled_by_police_is_no_self_find(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {ALARM: fail("未接入")})
    assert not the_hazard(session).self_found


def test_what_the_school_fixed_on_the_spot_waits_for_its_second_person(session: Session, world: World) -> None:
    before, after, later = (photo(session, world.liaison, name) for name in ("before", "after", "later"))
    visit(session, world.liaison, world.school, {ALARM: on_spot(before, after)}, NOW - HOUR)
    states = [the_hazard(session).state]
    for person, answer in ((world.liaison, gone(later)), (world.liaison2, GONE)):
        visit(session, person, world.school, {ALARM: answer}, NOW)
        states.append(the_hazard(session).state)
    assert states == [State.AWAITING_RECHECK, State.AWAITING_RECHECK, State.CLOSED]
    assert kinds(the_hazard(session)) == ["found", "fix", "comment", "recheck_pass"]


def test_a_school_that_sees_its_own_again_may_fix_it_on_the_spot(session: Session, world: World) -> None:
    before, after = (photo(session, world.liaison, name) for name in ("before", "after"))
    visit(session, world.liaison2, world.school, {ALARM: fail("未接入")}, NOW - HOUR)
    visit(session, world.liaison, world.school, {ALARM: on_spot(before, after)})
    assert kinds(the_hazard(session)) == ["found", "seen_again", "fix"]


def test_the_finder_does_not_close_the_schools_own_alone(session: Session, world: World) -> None:
    visit(session, world.liaison, world.school, {ALARM: fail("未接入")}, NOW - HOUR)
    inspection = visit(session, world.liaison, world.school, {ALARM: GONE})
    assert the_hazard(session).state is State.OPEN
    assert "open_item_passed" in flags(inspection)


def test_the_schools_second_person_closes_it(session: Session, world: World) -> None:
    visit(session, world.liaison, world.school, {ALARM: fail("未接入")}, NOW - HOUR)
    visit(session, world.liaison2, world.school, {ALARM: GONE})
    assert the_hazard(session).state is State.CLOSED


def test_overdue_it_is_like_any_other(session: Session, world: World) -> None:
    visit(session, world.liaison, world.school, {ALARM: fail("未接入")}, NOW - timedelta(days=40))
    visit(session, world.liaison2, world.school, {ALARM: GONE})
    assert the_hazard(session).state is State.OPEN


def test_where_the_school_asked_for_more_time_it_is_like_any_other(session: Session, world: World) -> None:
    visit(session, world.liaison, world.school, {ALARM: fail("未接入")}, NOW - HOUR)
    step(session, the_hazard(session), world.liaison, StepKind.ASK_MORE_TIME, NOW - HOUR, note="要等施工")
    visit(session, world.liaison2, world.school, {ALARM: GONE})
    assert the_hazard(session).state is State.OPEN
    visit(session, world.officer, world.school, {ALARM: GONE})
    assert the_hazard(session).state is State.CLOSED
