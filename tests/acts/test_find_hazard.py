"""How a hazard begins: whose it is, by when, how grave, and who may read it."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hazard_app.acts.find_hazard import Finding, keep_hazard, new_hazard
from hazard_app.acts.take_step import NewStep
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.category import Category
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.search import holding
from hazard_app.models.time_limit import TimeLimit, TimeLimits
from hazard_app.rules.chain import GENESIS
from hazard_app.rules.steps import NotAllowed
from hazard_app.rules.terms import Severity, State, StepKind
from hazard_app.rules.whereabouts import Whereabouts
from tests.visits import item_of, photo, told
from tests.world import NOW, World

# The end of a day in Jinan, in UTC.
EVENING = (15, 59, 59, 999999)


def find(session: Session, person: Person, world: World, code: str = "PER-D-14", at: datetime = NOW) -> Hazard:
    item = item_of(session, code)
    new = NewStep(StepKind.FOUND, told(at), "灯不亮")
    finding = Finding(uuid4(), world.school, item.category, item.severity, item, step=new)
    return found(session, person, finding)


def found(session: Session, person: Person, finding: Finding) -> Hazard:
    hazard, step = new_hazard(person, finding, TimeLimits.of(session), repeat_of=None)
    return keep_hazard(session, hazard, [step])


def find_free(session: Session, world: World, category: str, severity: Severity, before: list[Photo]) -> Hazard:
    new = NewStep(StepKind.FOUND, told(), "护栏松动", before=before)
    kind, where = session.get_one(Category, category), Whereabouts("食堂", "留样间", "北门")
    finding = Finding(uuid4(), world.school, kind, severity, whereabouts=where, step=new)
    return found(session, world.officer, finding)


def test_it_begins_with_what_its_item_says(session: Session, world: World) -> None:
    hazard = find(session, world.officer, world)
    assert (hazard.school, hazard.zone, hazard.item_code) == (world.school, world.east, "PER-D-14")
    assert (hazard.category_code, hazard.severity, hazard.responsible_code) == ("SEC_TECH", Severity.MINOR, "school")
    assert (hazard.state, hazard.found_by, hazard.note) == (State.OPEN, world.officer, "灯不亮")
    assert (hazard.happened_at, hazard.closed_at, hazard.length) == (NOW, None, 1)


def test_a_free_one_begins_with_what_was_said(session: Session, world: World) -> None:
    shown = [photo(session, world.officer, name) for name in ("one", "two")]
    hazard = find_free(session, world, "WATER", Severity.CRITICAL, shown)
    assert (hazard.item_code, hazard.severity, hazard.responsible_code) == (None, Severity.CRITICAL, "water")
    assert (hazard.building, hazard.room, hazard.place_words) == ("食堂", "留样间", "北门")
    assert hazard.cover == shown[0]


def test_free_ones_are_never_merged(session: Session, world: World) -> None:
    assert len({find_free(session, world, "WATER", Severity.MINOR, []).id for _ in range(2)}) == 2


def test_a_second_open_one_on_an_item_is_the_databases_to_refuse(session: Session, world: World) -> None:
    find(session, world.officer, world)
    with pytest.raises(IntegrityError):
        find(session, world.officer2, world)


DEADLINES = {
    # Monday 2026-11-23; a minor one has 30 days, a major one 15, a critical one 7.
    "PER-D-14": datetime(2026, 12, 23, *EVENING, tzinfo=UTC),
    "PER-D-13": datetime(2026, 12, 8, *EVENING, tzinfo=UTC),
    "PER-D-16": datetime(2026, 11, 30, *EVENING, tzinfo=UTC),
}


@pytest.mark.parametrize(("code", "deadline"), DEADLINES.items())
def test_the_graver_the_sooner(session: Session, world: World, code: str, deadline: datetime) -> None:
    hazard = find(session, world.officer, world, code)
    assert (hazard.deadline, hazard.first_deadline) == (deadline, deadline)


def test_a_deadline_on_a_weekend_moves_to_monday(session: Session, world: World) -> None:
    saturday_plus_7 = datetime(2026, 11, 21, 3, tzinfo=UTC)
    hazard = find(session, world.officer, world, "PER-D-16", saturday_plus_7)
    assert hazard.deadline == datetime(2026, 11, 30, *EVENING, tzinfo=UTC)


def test_a_deadline_on_a_holiday_moves_behind_it(session: Session, world: World) -> None:
    session.add_all(CalendarDay(day=date(2026, 11, day), working=False) for day in (30,))
    session.add(CalendarDay(day=date(2026, 12, 1), working=False))
    session.flush()
    assert find(session, world.officer, world, "PER-D-16").deadline.date() == date(2026, 12, 2)


def test_a_day_begins_at_the_school_and_not_in_london(session: Session, world: World) -> None:
    after_midnight = datetime(2026, 11, 23, 16, 30, tzinfo=UTC)
    assert find(session, world.officer, world, "PER-D-16", after_midnight).deadline.date() == date(2026, 12, 1)


def test_time_limits_are_the_installations_own(session: Session, world: World) -> None:
    session.get_one(TimeLimit, Severity.CRITICAL).days = 1
    assert find(session, world.officer, world, "PER-D-16").deadline.date() == date(2026, 11, 24)


@pytest.mark.parametrize(("code", "hidden"), [("SEC-M-33", True), ("SEC-M-09", True), ("SEC-M-12", False)])
def test_what_only_police_may_read_never_reaches_the_school(
    session: Session, world: World, code: str, hidden: bool
) -> None:
    """By its item, by its category, or by nothing."""
    hazard = find(session, world.officer, world, code)
    seen = session.scalars(Hazard.visible_to(world.liaison.reach_on(NOW.date()))).all()
    assert (hazard.police_only, hazard not in seen) == (hidden, hidden)


def test_a_single_hazard_may_be_for_police_only(session: Session, world: World) -> None:
    item = item_of(session, "PER-D-14")
    new = NewStep(StepKind.FOUND, told())
    finding = Finding(uuid4(), world.school, item.category, item.severity, item, police_only=True, step=new)
    assert found(session, world.officer, finding).police_only


@pytest.mark.parametrize("who", ["auditor", "administrator", "outsider", "nobody"])
def test_whoever_only_reads_finds_nothing(session: Session, world: World, who: str) -> None:
    person: Person = getattr(world, who)
    with pytest.raises(NotAllowed):
        find(session, person, world)


def test_the_first_step_holds_how_it_began(session: Session, world: World) -> None:
    [first] = find(session, world.officer, world).steps
    assert (first.number, first.previous_hash) == (1, GENESIS)
    assert first.facts == {
        "school": str(world.school.uid),
        "item": "PER-D-14",
        "category": "SEC_TECH",
        "severity": "minor",
        "deadline": "2026-12-23T15:59:59.999999+00:00",
        "responsible": "school",
        "police_only": False,
        "self_found": False,
    }


def test_the_chain_keeps_building_and_room_where_they_were_said(session: Session, world: World) -> None:
    [first] = find_free(session, world, "WATER", Severity.MINOR, []).steps
    assert (first.facts["building"], first.facts["room"]) == ("食堂", "留样间")


def test_it_is_found_by_its_building_its_room_and_its_place(session: Session, world: World) -> None:
    hazard = find_free(session, world, "WATER", Severity.MINOR, [])
    mine = Hazard.visible_to(world.officer.reach_on(NOW.date()))
    for words in ("食堂", "留样间", "北门"):
        assert session.scalars(mine.where(holding(words))).all() == [hazard], words


@pytest.mark.parametrize(("words", "found"), [("不亮", True), ("路灯", True), ("厨房", False), ("", False)])
def test_it_is_found_by_two_characters_of_its_words_or_its_items(
    session: Session, world: World, words: str, found: bool
) -> None:
    hazard = find(session, world.officer, world)
    text = item_of(session, "PER-D-14").text_zh
    query = text[:2] if words == "路灯" else words
    seen = session.scalars(Hazard.visible_to(world.officer.reach_on(NOW.date())).where(holding(query))).all()
    assert (hazard in seen) is found
