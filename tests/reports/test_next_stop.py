"""Where a round goes on: what is late first, then what is near, and nothing is nearer than here."""

from datetime import timedelta

from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.reports.next_stop import next_stop
from hazard_app.rules.rounds import HindranceKind, Rhythm
from tests.filling import newest
from tests.reporting import told
from tests.rounds import go, name, plan
from tests.world import NOW, World

DAY = timedelta(days=1)
PATROL, WEEKLY = "PER-D", "PER-W"


def stop(session: Session, person: Person, here: School, code: str = PATROL) -> tuple[str, str, bool] | None:
    """The school, the day of the check that is next there, and whether it is this one."""
    session.flush()
    found = next_stop(session, person.reach_on(NOW.date()), here, newest(session, code), NOW)
    return (found.school.name, found.task.name.due_on.isoformat(), found.is_here) if found else None


def further(session: Session, world: World, title: str, north: float | None) -> School:
    """A school so many degrees north of the first one."""
    school = School(name=title, kind=world.school.kind, zone=world.school.zone, address="北", code=title)
    if north is not None and world.school.latitude is not None:
        school.latitude, school.longitude = world.school.latitude + north, world.school.longitude
    session.add(school)
    session.flush()
    return school


def test_where_nothing_is_planned_there_is_none(session: Session, world: World) -> None:
    assert stop(session, world.officer, world.school) is None


def test_the_nearest_school_comes_first_and_one_of_an_unknown_place_last(session: Session, world: World) -> None:
    far, near = further(session, world, "远", 0.03), further(session, world, "近", 0.0001)
    nowhere = further(session, world, "未知", None)
    daily = plan(session, world)
    seen = []
    for _ in range(4):
        found = stop(session, world.officer, world.school)
        if found:
            seen.append(found[0])
            [school] = [one for one in (far, near, nowhere, world.neighbour) if one.name == found[0]]
            go(session, world.officer, school, NOW, task=name(daily, school))
    assert (seen[0], seen[-1], len(set(seen))) == ("近", "未知", 4)
    assert stop(session, world.officer, world.school) is None


def test_what_is_late_comes_before_what_is_near(session: Session, world: World) -> None:
    far, _near = further(session, world, "远", 0.03), further(session, world, "近", 0.0001)
    plan(session, world)
    plan(session, world, Rhythm.OWN, WEEKLY, rule="FREQ=WEEKLY;BYDAY=SU", schools=(far.id,), open_after=3)
    assert stop(session, world.officer, world.school) == ("远", "2026-11-22", False)


def test_what_else_is_open_here_is_nearer_than_any_other_school(session: Session, world: World) -> None:
    further(session, world, "近", 0.0001)
    plan(session, world)
    plan(session, world, Rhythm.WEEKLY, "GATE-D", schools=(world.school.id,))
    assert stop(session, world.officer, world.school) == (world.school.name, "2026-11-27", True)


def test_the_check_that_is_being_made_is_not_its_own_next_one(session: Session, world: World) -> None:
    plan(session, world, schools=(world.school.id,))
    assert stop(session, world.officer, world.school) is None
    assert stop(session, world.officer, world.school, WEEKLY) == (world.school.name, "2026-11-23", True)


def test_what_could_not_be_checked_is_no_stop(session: Session, world: World) -> None:
    daily = plan(session, world)
    hindered = Hindered(told(), HindranceKind.WEATHER)
    note_hindrance(session, world.officer, world.neighbour, name(daily, world.neighbour), hindered)
    assert stop(session, world.officer, world.school) is None


def test_who_goes_no_round_has_no_next_stop(session: Session, world: World) -> None:
    plan(session, world)
    for person in (world.supervisor, world.liaison):
        assert stop(session, person, world.school) is None
