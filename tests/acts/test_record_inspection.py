"""One filled checklist: what it keeps, what it opens, what it may not do."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.acts.item_steps import NewHazard
from hazard_app.acts.record_inspection import Companion, record_inspection
from hazard_app.acts.refusals import MissingPhotos, NotForYou, OtherContent, OutOfReach, UsedPhotos
from hazard_app.models.category import Category
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.step import Step
from hazard_app.rules.answers import Answer
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Capacity, DoneBy, Role, Severity, State
from hazard_app.rules.whereabouts import Whereabouts
from tests.filling import newest
from tests.visits import GONE, NA, PASS, fail, filling, flags, hazards, kinds, photo, recorded, the_hazard, told, visit
from tests.world import NOW, World

LAMP = "PER-D-14"
TODAY = date(2026, 11, 23)


def test_answers_are_kept_as_given_and_counted(session: Session, world: World) -> None:
    answers = {"PER-D-01": PASS, "PER-D-04": fail("两车并排"), "PER-D-05": NA, "PER-D-06": Answer()}
    inspection = visit(session, world.officer, world.school, answers)
    assert inspection.answers == {
        "PER-D-01": {"verdict": "pass"},
        "PER-D-04": {"verdict": "fail", "note": "两车并排"},
        "PER-D-05": {"verdict": "na"},
    }
    sums = (inspection.passed, inspection.failed, inspection.not_applicable, inspection.unanswered)
    assert sums == (1, 1, 1, 16)


def test_a_rest_answered_by_one_touch_is_stored_as_that(session: Session, world: World) -> None:
    inspection = visit(session, world.officer, world.school, {LAMP: Answer(PASS.verdict, by_rest=True)})
    assert inspection.answers[LAMP] == {"verdict": "pass", "by_rest": True}


def test_the_place_and_the_times_are_kept(session: Session, world: World) -> None:
    said = told(NOW - timedelta(hours=2), NOW, place=Place(36.65, 117.02, 8.0))
    inspection = recorded(session, world.officer, filling(session, world.school, {LAMP: PASS}, said))
    assert inspection.place == Place(36.65, 117.02, 8.0)
    assert (inspection.happened_at, inspection.received_at) == (NOW - timedelta(hours=2), NOW)


def test_each_failure_opens_a_hazard_of_its_own(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {"PER-D-04": fail("争吵"), LAMP: fail("灯不亮"), "PER-D-05": NA})
    assert [(hazard.item_code, hazard.note) for hazard in hazards(session)] == [("PER-D-04", "争吵"), (LAMP, "灯不亮")]


def test_hazards_that_stand_on_no_list_are_opened_too(session: Session, world: World) -> None:
    found = NewHazard(session.get_one(Category, "CONSTR"), Severity.MAJOR, "围挡倒伏", Whereabouts(words="北门外"))
    inspection = visit(session, world.officer, world.school, {LAMP: PASS}, others=[found, found])
    first, second = hazards(session)
    assert (first.item, first.note, first.place_words) == (None, "围挡倒伏", "北门外")
    assert first.uid != second.uid
    assert first.inspection is inspection


def test_the_same_again_is_the_same_row_and_takes_no_step_twice(session: Session, world: World) -> None:
    filled = filling(session, world.school, {LAMP: fail("灯不亮")}, told())
    first, again = (record_inspection(session, world.officer, filled) for _ in range(2))
    assert (first[0], first[1], again[1]) == (again[0], True, False)
    assert session.scalar(select(func.count()).select_from(Step)) == 1


def test_other_content_under_the_id_is_refused(session: Session, world: World) -> None:
    said = told()
    record_inspection(session, world.officer, filling(session, world.school, {LAMP: PASS}, said))
    other = told(uid=said.uid)
    with pytest.raises(OtherContent):
        record_inspection(session, world.officer, filling(session, world.school, {LAMP: NA}, other))


def test_another_person_cannot_send_under_the_id(session: Session, world: World) -> None:
    filled = filling(session, world.school, {LAMP: PASS}, told())
    record_inspection(session, world.officer, filled)
    with pytest.raises(OtherContent):
        record_inspection(session, world.officer2, filled)


def test_a_photo_that_was_never_uploaded_is_named(session: Session, world: World) -> None:
    mine, theirs = photo(session, world.officer, "mine"), photo(session, world.liaison, "theirs")
    shown = fail(photos=(mine.sent_sha256, theirs.sent_sha256))
    with pytest.raises(MissingPhotos) as refusal:
        visit(session, world.officer, world.school, {LAMP: shown})
    assert refusal.value.hashes == {theirs.sent_sha256}


def test_an_after_photo_that_was_used_before_is_refused(session: Session, world: World) -> None:
    used = photo(session, world.officer, "used")
    visit(session, world.officer, world.school, {LAMP: fail(photos=(used.sent_sha256,))})
    proof = Answer(PASS.verdict, gone=True, after_photos=(used.sent_sha256,))
    with pytest.raises(UsedPhotos):
        visit(session, world.officer, world.school, {LAMP: proof})


def test_one_photo_cannot_show_before_and_after(session: Session, world: World) -> None:
    one = (photo(session, world.officer, "one").sent_sha256,)
    with pytest.raises(UsedPhotos):
        visit(session, world.officer, world.school, {LAMP: fail(photos=one, after_photos=one, fixed_on_spot=True)})


def test_one_photo_cannot_prove_two_fixes_of_one_visit(session: Session, world: World) -> None:
    proof = (photo(session, world.officer, "proof").sent_sha256,)
    fixed = {
        code: fail(photos=(photo(session, world.officer, code).sent_sha256,), after_photos=proof, fixed_on_spot=True)
        for code in (LAMP, "PER-D-16")
    }
    with pytest.raises(UsedPhotos) as refusal:
        visit(session, world.officer, world.school, fixed)
    assert refusal.value.hashes == set(proof)


def test_the_maker_leads_and_has_confirmed(session: Session, world: World) -> None:
    inspection = visit(session, world.officer, world.school, {LAMP: PASS})
    [lead] = inspection.participants
    assert (lead.person, lead.capacity, lead.police) == (world.officer, Capacity.LEAD, True)
    assert lead.confirmed_at == NOW


def test_companions_stand_as_they_were_and_may_confirm_later(session: Session, world: World) -> None:
    along = [
        Companion(Capacity.INSPECTOR, world.officer2),
        Companion(Capacity.SCHOOL_REPRESENTATIVE, None, "刘校长", "新安实验小学", "校长"),
    ]
    inspection = visit(session, world.officer, world.school, {LAMP: PASS}, companions=along)
    _, officer2, head = inspection.participants
    assert (officer2.name, officer2.unit, officer2.police, officer2.confirmed_at) == ("周磊", "新安派出所", True, None)
    assert (head.name, head.title, head.police, head.person) == ("刘校长", "校长", False, None)


def test_nobody_is_their_own_companion(session: Session, world: World) -> None:
    along = [Companion(Capacity.INSPECTOR, world.officer)]
    inspection = visit(session, world.officer, world.school, {"SEC-M-03": PASS}, companions=along)
    assert len(inspection.participants) == 1


def test_a_formal_check_by_one_officer_is_kept_as_a_patrol_record(session: Session, world: World) -> None:
    inspection = visit(session, world.officer, world.school, {"SEC-M-03": PASS})
    assert inspection.record_kind is DoneBy.PATROL
    assert flags(inspection)["one_officer"] == {"police": 1}


def test_a_school_out_of_reach_is_out_of_reach(session: Session, world: World) -> None:
    with pytest.raises(OutOfReach):
        visit(session, world.officer, world.foreign, {LAMP: PASS})


@pytest.mark.parametrize("who", ["liaison", "auditor", "administrator"])
def test_a_patrol_is_for_inspectors(session: Session, world: World, who: str) -> None:
    person: Person = getattr(world, who)
    with pytest.raises(NotForYou):
        visit(session, person, world.school, {LAMP: PASS})


def transfer(session: Session, person: Person, last_day: date) -> None:
    person.postings[0].ends_on = last_day
    session.flush()


def test_whoever_was_transferred_since_may_still_send_what_was_made_before(session: Session, world: World) -> None:
    transfer(session, world.officer, TODAY - timedelta(days=1))
    inspection = visit(session, world.officer, world.school, {LAMP: PASS}, NOW - timedelta(days=2), NOW)
    assert inspection.person is world.officer


def test_the_last_day_of_a_posting_is_part_of_it(session: Session, world: World) -> None:
    transfer(session, world.officer, TODAY)
    assert visit(session, world.officer, world.school, {LAMP: PASS})


def test_whoever_was_transferred_makes_nothing_there_any_more(session: Session, world: World) -> None:
    transfer(session, world.officer, TODAY - timedelta(days=1))
    with pytest.raises(OutOfReach):
        visit(session, world.officer, world.school, {LAMP: PASS})


def test_whoever_was_deactivated_since_may_still_hand_in_what_was_made_before(session: Session, world: World) -> None:
    world.officer.deactivated_at = NOW - timedelta(hours=1)
    inspection = visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, NOW - timedelta(hours=2), NOW)
    assert the_hazard(session).inspection is inspection


def test_a_role_is_judged_by_the_day_at_the_school_not_in_london(session: Session, world: World) -> None:
    """23:30 UTC on Sunday is Monday morning in Jinan."""
    world.officer.postings[0].starts_on = TODAY
    session.flush()
    assert visit(session, world.officer, world.school, {LAMP: PASS}, NOW - timedelta(hours=6, minutes=32), NOW)


def test_a_clock_that_fell_back_to_its_birth_refuses_nobody(session: Session, world: World) -> None:
    """A phone starts in 1970, is filled in, then hears the time from the net and sends: nobody can mend that."""
    long_ago = NOW.replace(year=1970)
    inspection = visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, long_ago, NOW)
    assert inspection.made_at == long_ago


def test_who_had_no_posting_there_when_it_was_made_but_has_one_now_is_heard(session: Session, world: World) -> None:
    session.add(Posting(person=world.outsider, role=Role.OFFICER, zone=world.east, starts_on=TODAY))
    session.flush()
    assert visit(session, world.outsider, world.school, {LAMP: PASS}, NOW - timedelta(days=3), NOW)


def test_a_failure_waiting_for_nothing_is_no_flag(session: Session, world: World) -> None:
    assert not flags(visit(session, world.officer, world.school, {LAMP: PASS}))


@pytest.mark.parametrize(
    ("answer", "flagged"),
    [(PASS, True), (Answer(PASS.verdict, gone=False), False), (NA, False), (Answer(), False), (GONE, False)],
)
def test_passing_an_open_item_without_a_word_is_to_look_into(
    session: Session, world: World, answer: Answer, flagged: bool
) -> None:
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")})
    inspection = visit(session, world.officer2, world.school, {LAMP: answer})
    assert flags(inspection) == ({"open_item_passed": {"items": LAMP}} if flagged else {})
    assert the_hazard(session).state is (State.CLOSED if answer is GONE else State.OPEN)


def test_only_the_items_that_a_liaison_may_read_are_counted(session: Session, world: World) -> None:
    hidden = [item.code for item in newest(session, "DORM-W").items if item.for_police]
    inspection = visit(session, world.liaison, world.school, {"DORM-W-01": PASS})
    assert inspection.unanswered == len(newest(session, "DORM-W").items) - len(hidden) - 1


def test_a_hazard_of_an_inspection_has_a_name_that_follows_from_it(session: Session, world: World) -> None:
    """So that a phone knows it before the server does."""
    filled = filling(session, world.school, {LAMP: fail("灯不亮")}, told())
    record_inspection(session, world.officer, filled)
    names = {the_hazard(session).uid}
    session.rollback()
    record_inspection(session, world.officer, filled)
    assert {the_hazard(session).uid} == names
    assert kinds(the_hazard(session)) == ["found"]
    assert session.scalars(select(Inspection)).one().uid == filled.told.uid
