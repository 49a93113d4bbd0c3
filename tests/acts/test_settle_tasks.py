"""What tasks follow from is changed: what was due stays where it was due, what is to come follows the change."""

from datetime import timedelta

from sqlalchemy.orm import Session

from hazard_app.acts.log_act import Actor
from hazard_app.acts.merge_schools import merge_schools
from hazard_app.acts.open_tasks import open_tasks
from hazard_app.acts.run_places import change_school, close_school
from hazard_app.models.zone import Zone
from hazard_app.rules.rounds import Rhythm
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
