"""Steps: the table decides, the chain keeps, the hazard follows."""

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import OtherContent
from hazard_app.acts.take_step import NewStep, known_step, take_step
from hazard_app.models.hazard import Hazard
from hazard_app.models.step import Step
from hazard_app.rules.chain import Link, first_broken
from hazard_app.rules.places import Place
from hazard_app.rules.steps import NotAllowed, WrongStep
from hazard_app.rules.terms import PhotoUse, State, StepKind
from tests.visits import fail, kinds, photo, step, the_hazard, told, visit
from tests.world import NOW, World

LAMP = "PER-D-14"
HOUR = timedelta(hours=1)


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    """Found by Wang a day ago."""
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, NOW - 24 * HOUR)
    return the_hazard(session)


def test_a_comment_changes_nothing_but_the_chain(session: Session, world: World, hazard: Hazard) -> None:
    taken = step(session, hazard, world.liaison, StepKind.COMMENT, note="已报修")
    assert (taken.number, taken.state, hazard.state, hazard.closed_at) == (2, State.OPEN, State.OPEN, None)
    assert (hazard.length, hazard.tip, taken.previous_hash) == (2, taken.hash, hazard.steps[0].hash)


def test_a_whole_life(session: Session, world: World, hazard: Hazard) -> None:
    life = [
        (world.liaison, StepKind.FIX, State.AWAITING_RECHECK, None),
        (world.officer, StepKind.RECHECK_FAIL, State.OPEN, None),
        (world.liaison, StepKind.FIX, State.AWAITING_RECHECK, None),
        (world.officer, StepKind.RECHECK_PASS, State.CLOSED, NOW),
        (world.supervisor, StepKind.REOPEN, State.OPEN, None),
        (world.supervisor, StepKind.VOID, State.VOID, None),
    ]
    for person, kind, state, closed_at in life:
        assert step(session, hazard, person, kind).state is state
        assert (hazard.state, hazard.closed_at) == (state, closed_at)


def test_a_word_said_later_does_not_move_the_closing(session: Session, world: World, hazard: Hazard) -> None:
    step(session, hazard, world.officer, StepKind.RECHECK_PASS, NOW)
    step(session, hazard, world.liaison, StepKind.COMMENT, NOW + HOUR)
    assert (hazard.state, hazard.closed_at) == (State.CLOSED, NOW)


def test_a_pair_that_stands_in_no_table_is_wrong(session: Session, world: World, hazard: Hazard) -> None:
    with pytest.raises(WrongStep):
        step(session, hazard, world.officer, StepKind.RECHECK_FAIL)
    assert (hazard.length, kinds(hazard)) == (1, ["found"])


def test_a_step_for_somebody_else_is_not_allowed(session: Session, world: World, hazard: Hazard) -> None:
    with pytest.raises(NotAllowed):
        step(session, hazard, world.officer, StepKind.VOID)


def test_whoever_reported_the_fix_does_not_recheck_it(session: Session, world: World, hazard: Hazard) -> None:
    step(session, hazard, world.officer, StepKind.FIX)
    with pytest.raises(NotAllowed):
        step(session, hazard, world.officer, StepKind.RECHECK_PASS)
    assert step(session, hazard, world.officer2, StepKind.RECHECK_PASS).state is State.CLOSED


def test_roles_are_those_of_when_it_was_made(session: Session, world: World, hazard: Hazard) -> None:
    world.officer.postings[0].ends_on = NOW.date()
    session.flush()
    assert step(session, hazard, world.officer, StepKind.COMMENT, NOW, arrives=NOW + 24 * HOUR)
    with pytest.raises(NotAllowed):
        step(session, hazard, world.officer, StepKind.COMMENT, NOW + 24 * HOUR)


@pytest.mark.parametrize("kind", [StepKind.SEEN_AGAIN, StepKind.FIX])
def test_late_evidence_is_kept_flagged_and_changes_nothing(
    session: Session, world: World, hazard: Hazard, kind: StepKind
) -> None:
    step(session, hazard, world.officer, StepKind.RECHECK_PASS, NOW)
    shown = photo(session, world.officer2, "shown")
    late = step(session, hazard, world.officer2, kind, NOW - HOUR, arrives=NOW + HOUR, before=[shown])
    assert [flag.kind.value for flag in late.flags] == ["late_evidence"]
    assert (hazard.state, hazard.closed_at, hazard.cover) == (State.CLOSED, NOW, None)
    assert (hazard.length, hazard.tip) == (3, late.hash)


@pytest.mark.parametrize("kind", [StepKind.SEEN_AGAIN, StepKind.FIX])
def test_evidence_from_after_the_closing_is_wrong(
    session: Session, world: World, hazard: Hazard, kind: StepKind
) -> None:
    step(session, hazard, world.officer, StepKind.RECHECK_PASS, NOW)
    with pytest.raises(WrongStep):
        step(session, hazard, world.officer2, kind, NOW + HOUR)


def test_photos_stand_in_the_order_they_were_taken(session: Session, world: World, hazard: Hazard) -> None:
    one, two, three = (photo(session, world.officer, name) for name in ("one", "two", "three"))
    taken = step(session, hazard, world.officer, StepKind.SEEN_AGAIN, before=[two, one], after=[three])
    session.flush()
    session.expire(taken)
    assert [(each.photo, each.use) for each in taken.attachments] == [
        (two, PhotoUse.BEFORE),
        (one, PhotoUse.BEFORE),
        (three, PhotoUse.AFTER),
    ]


def test_the_first_photo_of_a_hazard_becomes_its_cover_and_stays(
    session: Session, world: World, hazard: Hazard
) -> None:
    first, second = (photo(session, world.officer, name) for name in ("first", "second"))
    for shown in (first, second):
        step(session, hazard, world.officer, StepKind.SEEN_AGAIN, before=[shown])
    assert hazard.cover is first


def test_the_same_step_sent_twice_is_known(session: Session, world: World, hazard: Hazard) -> None:
    said = told()
    taken = take_step(session, hazard, world.officer, NewStep(StepKind.COMMENT, said, "已报修"))
    assert known_step(session, world.officer, said.uid, said.content_hash) is taken
    assert known_step(session, world.officer, told().uid, said.content_hash) is None
    for person, content in ((world.officer, "other"), (world.officer2, said.content_hash)):
        with pytest.raises(OtherContent):
            known_step(session, person, said.uid, content)


@pytest.fixture
def long_life(session: Session, world: World, hazard: Hazard) -> Hazard:
    """Four steps with all that a step can hold, read back from the database."""
    place = Place(36.65, 117.02, 8.0)
    shown = photo(session, world.officer, "shown")
    take_step(session, hazard, world.officer, NewStep(StepKind.SEEN_AGAIN, told(place=place), "é", [shown], []))
    step(session, hazard, world.liaison, StepKind.FIX)
    step(session, hazard, world.officer2, StepKind.RECHECK_PASS, facts={"reason": "看过", "metres": 1.5})
    session.expire_all()
    return hazard


def broken_at(hazard: Hazard) -> int | None:
    return first_broken(Link(each.number, each.previous_hash, each.hash, each.record()) for each in hazard.steps)


def test_a_chain_holds_when_it_is_read_again(long_life: Hazard) -> None:
    assert (broken_at(long_life), long_life.tip) == (None, long_life.steps[-1].hash)


TAMPERINGS = {
    "whose it was": {"person_id": None},
    "what it was": {"kind": StepKind.COMMENT},
    "what came of it": {"state": State.VOID},
    "when it was": {"happened_at": NOW - HOUR},
    "when it came": {"received_at": NOW + HOUR},
    "its facts": {"facts": {"severity": "minor"}},
    "its note": {"sealed_note": "0" * 64},
    "its place": {"sealed_place": "0" * 64},
    "its hash": {"hash": "0" * 64},
    "the hash before": {"previous_hash": "0" * 64},
    "its number": {"number": 9},
}


@pytest.mark.parametrize("change", TAMPERINGS.values(), ids=TAMPERINGS.keys())
def test_a_step_that_somebody_changed_is_named(session: Session, long_life: Hazard, change: dict[str, object]) -> None:
    session.execute(update(Step).where(Step.hazard_id == long_life.id, Step.number == 2).values(change))
    session.expire_all()
    assert broken_at(long_life) == 2


def test_a_photo_that_somebody_exchanged_is_named(session: Session, long_life: Hazard) -> None:
    long_life.steps[1].attachments[0].photo.stored_sha256 = "0" * 64
    session.flush()
    session.expire_all()
    assert broken_at(long_life) == 2


def test_retention_may_erase_note_and_place_without_breaking_it(session: Session, long_life: Hazard) -> None:
    erased = {"note": "", "salt": b"", "latitude": None, "longitude": None, "accuracy": None}
    session.execute(update(Step).where(Step.hazard_id == long_life.id).values(erased))
    session.expire_all()
    assert broken_at(long_life) is None


def test_no_two_steps_have_the_same_salt(long_life: Hazard) -> None:
    assert len({each.salt for each in long_life.steps}) == len(long_life.steps)
