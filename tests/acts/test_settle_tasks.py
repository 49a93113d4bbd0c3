"""What tasks follow from is changed: what was due stays where it was due, what is to come follows the change."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from hazard_app.acts.log_act import Actor
from hazard_app.acts.merge_schools import merge_schools
from hazard_app.acts.open_tasks import open_tasks
from hazard_app.acts.run_calendars import GivenTerm, create_term, put_school_day
from hazard_app.acts.run_places import change_school, close_school
from hazard_app.models.zone import Zone
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.school_terms import SchoolTerm
from tests.rounds import MONDAY, go, plan, tasks
from tests.world import NOW, World

DAY = timedelta(days=1)
FRIDAY = MONDAY - 3 * DAY
THIS_WEEK = MONDAY + 4 * DAY


def due(session: Session) -> list[tuple[int, str, str]]:
    """Day of the month, school, zone."""
    return [(task.due_on.day, task.school.code, task.zone.code) for task in tasks(session)]


def move(session: Session, world: World, zone: Zone) -> None:
    given = {"code": world.school.code, "name": world.school.name}
    change_school(session, Actor.of(world.administrator), world.school.id, given, zone, NOW)


def test_a_school_that_moves_leaves_what_was_due_behind_and_follows_the_plans_of_its_new_zone(
    session: Session, world: World
) -> None:
    east = plan(session, world, zone=world.east, applies_from=FRIDAY)
    far = plan(session, world, Rhythm.WEEKLY, zone=world.far, applies_from=FRIDAY, schools=(world.school.id,))
    move(session, world, world.far)
    for each in (east, far):
        open_tasks(session, each, NOW)
    assert due(session) == [
        (20, "school", "east"),
        (20, "neighbour", "east"),
        (23, "neighbour", "east"),
        (27, "school", "far"),
    ]


def test_what_was_done_before_it_moved_stays_done(session: Session, world: World) -> None:
    daily = plan(session, world, zone=world.bureau, applies_from=MONDAY, schools=(world.school.id,))
    go(session, world.officer, world.school, NOW)
    move(session, world, world.west)
    open_tasks(session, daily, NOW + DAY)
    assert due(session) == [(23, "school", "east"), (24, "school", "west")]
    assert [task.done_at for task in tasks(session)] == [NOW, None]


def test_a_school_that_closes_is_asked_for_no_more(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, zone=world.east, applies_from=MONDAY)
    open_tasks(session, weekly, NOW)
    close_school(session, Actor.of(world.administrator), world.neighbour.id, NOW)
    open_tasks(session, weekly, NOW)
    assert due(session) == [(27, "school", "east")]


def test_a_school_that_becomes_part_of_another_is_asked_for_no_more(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, zone=world.east, applies_from=MONDAY)
    open_tasks(session, weekly, NOW)
    merge_schools(session, world.administrator.id, world.neighbour.id, world.school.id, NOW)
    open_tasks(session, weekly, NOW)
    assert due(session) == [(27, "school", "east")]


def test_a_term_that_is_brought_in_late_moves_what_is_to_come_and_makes_no_twin(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, zone=world.east, applies_from=MONDAY, schools=(world.school.id,))
    open_tasks(session, weekly, NOW)
    assert due(session) == [(27, "school", "east")]
    actor, term = Actor.of(world.administrator), SchoolTerm(date(2026, 9, 1), date(2026, 11, 25))
    create_term(session, actor, GivenTerm("秋季学期", term), world.bureau, NOW)
    # The next one begins in March; in between nothing is taught.
    spring = SchoolTerm(date(2027, 3, 1), date(2027, 7, 9))
    create_term(session, actor, GivenTerm("春季学期", spring), world.bureau, NOW)
    open_tasks(session, weekly, NOW)
    assert due(session) == [(25, "school", "east")]


def test_a_day_without_classes_is_due_no_more_unless_somebody_was_there(session: Session, world: World) -> None:
    daily = plan(session, world, zone=world.east, applies_from=MONDAY)
    go(session, world.officer, world.school, NOW)
    open_tasks(session, daily, NOW)
    actor = Actor.of(world.administrator)
    put_school_day(session, actor, world.station, MONDAY, taught=False, words="运动会", now=NOW)
    open_tasks(session, daily, NOW)
    assert due(session) == [(23, "school", "east")]
