"""Coverage: which schools were checked in which weeks, by figures worked out by hand."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.demo.cast import make_school
from hazard_app.models.checklist import Checklist
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.school_calendar import SchoolDay
from hazard_app.models.zone import Zone
from hazard_app.reports import coverage as module
from hazard_app.reports.check_sums import CheckSums
from hazard_app.reports.coverage import Coverage, coverage, planned_checklist
from hazard_app.rules.rounds import HindranceKind, Rhythm, TaskState
from hazard_app.rules.terms import SchoolKind
from tests.rounds import MONDAY, go, local, name, plan, tasks
from tests.visits import told
from tests.world import CENTRE, NOW, World

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
FLOOD = [date(2026, 11, day) for day in (16, 17, 18)]


def read(session: Session, person: Person, zone: Zone, checklist: Checklist | None = None) -> Coverage:
    return coverage(session, person.reach_on(NOW.date()), zone, checklist, None, NOW)


def check(session: Session, world: World, daily: Plan, school: School, day: int, late: int = 0) -> None:
    """On a day of November, or so many days after it was due."""
    due_on = date(2026, 11, day)
    go(session, world.officer, school, local(due_on + late * DAY), task=name(daily, school, due_on))


def hinder(session: Session, world: World, daily: Plan, school: School, day: int) -> None:
    due_on = date(2026, 11, day)
    hindered = Hindered(told(local(due_on)), HindranceKind.CALL)
    note_hindrance(session, world.officer, school, name(daily, school, due_on), hindered)


@pytest.fixture
def month(session: Session, world: World) -> Plan:
    """Due on 9 to 13, 19, 20 and 23 November, a day longer if late; nobody opened anything. The kindergarten closes on
    the 12th; at the school in the west nobody ever was.
    """
    session.add_all(SchoolDay(zone_id=world.station.id, day=day, taught=False) for day in FLOOD)
    make_school(session, world.west, "third", "西片小学", SchoolKind.PRIMARY, *CENTRE)
    daily = plan(session, world, applies_from=date(2026, 11, 9), open_after=1)
    check(session, world, daily, world.school, 9)
    check(session, world, daily, world.school, 10, late=1)
    hinder(session, world, daily, world.school, 11)
    check(session, world, daily, world.school, 13)
    check(session, world, daily, world.neighbour, 9)
    world.neighbour.closed_on = date(2026, 11, 12)
    session.flush()
    return daily


@pytest.mark.usefixtures("month")
def test_the_worst_school_comes_first_with_what_it_is_made_of(session: Session, world: World) -> None:
    found = {line.name: line.sums for line in read(session, world.supervisor, world.station).lines}
    assert list(found.items()) == [
        ("西片小学", CheckSums(due=7, done=0, in_time=0, overdue=0, missed=7, could_not=0)),
        ("新安实验小学", CheckSums(due=7, done=3, in_time=2, overdue=0, missed=3, could_not=1)),
        ("河滨幼儿园", CheckSums(due=3, done=1, in_time=1, overdue=0, missed=2, could_not=0)),
    ]


@pytest.mark.usefixtures("month")
def test_a_station_is_the_sum_of_its_schools(session: Session, world: World) -> None:
    page = read(session, world.supervisor, world.station)
    assert page.total == CheckSums(due=17, done=4, in_time=3, overdue=0, missed=12, could_not=1)
    assert (page.schools, page.asked, page.checked) == (3, 3, 2)
    assert [(choice.code, choice.due) for choice in page.choices] == [("PER-D", 17)]


@pytest.mark.usefixtures("month")
def test_a_week_is_that_of_the_due_day_and_today_is_not_due_before_its_end(session: Session, world: World) -> None:
    page = read(session, world.officer, world.east)
    assert (len(page.weeks), page.weeks[0], page.weeks[-1]) == (12, date(2026, 9, 7), MONDAY)
    states = {line.name: [week.state for week in line.weeks[-4:]] for line in page.lines}
    missed, due = TaskState.MISSED, TaskState.DUE
    assert states == {"新安实验小学": [None, missed, missed, due], "河滨幼儿园": [None, missed, None, None]}


@pytest.mark.usefixtures("month")
def test_looking_opens_nothing(session: Session, world: World) -> None:
    read(session, world.supervisor, world.station)
    assert (len(tasks(session)), list(session.new), list(session.dirty)) == (5, [], [])


def test_a_week_tells_the_worst_of_its_checks(session: Session, world: World) -> None:
    daily = plan(session, world, schools=(world.school.id,), open_after=3)
    for day in (2, 4, 5, 6, 9, 10, 11, 12, 16, 17, 18, 19):
        check(session, world, daily, world.school, day)
    check(session, world, daily, world.school, 3, late=1)
    hinder(session, world, daily, world.school, 13)
    line = read(session, world.officer, world.east).lines[0]
    late, could_not, overdue = TaskState.DONE_LATE, TaskState.COULD_NOT, TaskState.OVERDUE
    assert [week.state for week in line.weeks[-4:]] == [late, could_not, overdue, TaskState.DUE]
    assert line.sums == CheckSums(due=15, done=13, in_time=12, overdue=1, missed=0, could_not=1)


def test_what_is_to_come_this_week_shows_and_counts_nothing(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, applies_from=MONDAY)
    page = read(session, world.officer, world.east)
    assert (page.lines[0].weeks[-1].state, page.total, page.asked) == (TaskState.DUE, CheckSums(), 0)


def test_a_check_made_before_its_day_counts_at_once(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, applies_from=MONDAY)
    go(session, world.officer, world.school, NOW, task=name(weekly, world.school, MONDAY + 4 * DAY))
    page = read(session, world.officer, world.east)
    assert (page.total, page.asked, page.checked) == (CheckSums(due=1, done=1, in_time=1), 1, 1)


@pytest.mark.usefixtures("month")
def test_of_one_checklist_only_its_checks_count_and_the_others_stand_beside_it(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, code="PER-W", applies_from=date(2026, 11, 9), schools=(world.school.id,))
    page = read(session, world.officer, world.east, planned_checklist(session, "PER-W"))
    # Due on the 13th and, since there is a Friday left after the flood, on the 20th.
    assert [(choice.code, choice.due) for choice in page.choices] == [("PER-D", 10), ("PER-W", 2)]
    assert [(line.name, line.sums.missed) for line in page.lines] == [("新安实验小学", 2)]


def test_a_school_that_moved_leaves_its_past_and_takes_what_nobody_opened(session: Session, world: World) -> None:
    daily = plan(session, world, zone=world.bureau, applies_from=MONDAY - 3 * DAY, schools=(world.school.id,))
    go(session, world.officer, world.school, local(MONDAY - 3 * DAY), task=name(daily, world.school, MONDAY - 3 * DAY))
    world.school.zone = world.far
    session.flush()
    [stayed, _] = read(session, world.officer, world.east).lines
    assert (stayed.name, stayed.sums.done, stayed.weeks[-1].state) == ("新安实验小学", 1, None)


def test_a_page_holds_so_many_schools_and_the_next_one_goes_on(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PAGE", 1)
    reach = world.supervisor.reach_on(NOW.date())
    first = coverage(session, reach, world.station, None, None, NOW)
    second = coverage(session, reach, world.station, None, first.after, NOW)
    assert [line.name for page in (first, second) for line in page.lines] == ["新安实验小学", "河滨幼儿园"]
    assert (first.after, second.after, first.schools) == (world.school.uid, None, 2)


def test_without_a_plan_the_schools_stand_there_and_nothing_is_due(session: Session, world: World) -> None:
    page = read(session, world.officer, world.east)
    assert (page.schools, page.asked, page.total, page.choices) == (2, 0, CheckSums(), [])
