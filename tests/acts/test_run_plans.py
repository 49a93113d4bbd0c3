"""Plans change from a day on; what was due before stays, and what somebody touched is never taken away."""

from datetime import date, timedelta

from sqlalchemy.orm import Session

from hazard_app.acts.open_tasks import open_tasks
from hazard_app.acts.run_plans import change_plan, end_pause, pause_plan, skip_day
from hazard_app.rules.rounds import Rhythm
from tests.rounds import MONDAY, go, plan, saying, tasks
from tests.world import NOW, World

DAY = timedelta(days=1)
FRIDAY = MONDAY - 3 * DAY


def days(session: Session) -> list[date]:
    return [task.due_on for task in tasks(session)]


def test_a_change_applies_from_its_day_on(session: Session, world: World) -> None:
    daily = plan(session, world, schools=(world.school.id,), applies_from=FRIDAY)
    change_plan(session, daily, world.supervisor, saying(Rhythm.WEEKLY, applies_from=MONDAY), NOW)
    open_tasks(session, daily, NOW)
    assert [(task.due_on, task.school.code) for task in tasks(session)] == [
        (FRIDAY, "school"),
        (MONDAY + 4 * DAY, "school"),
        (MONDAY + 4 * DAY, "neighbour"),
    ]


def test_what_was_done_already_stays_done(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,), applies_from=MONDAY)
    go(session, world.officer, world.school, NOW)
    change_plan(session, weekly, world.supervisor, saying(Rhythm.MONTHLY, applies_from=MONDAY), NOW)
    open_tasks(session, weekly, NOW)
    done = [task.due_on for task in tasks(session) if task.done_at]
    assert (done, len(tasks(session))) == ([MONDAY + 4 * DAY], 3)


def test_while_it_rests_nothing_is_due(session: Session, world: World) -> None:
    daily = plan(session, world, schools=(world.school.id,), applies_from=FRIDAY)
    pause_plan(session, daily, world.supervisor, MONDAY, "停课", NOW)
    open_tasks(session, daily, NOW + 3 * DAY)
    assert days(session) == [FRIDAY]


def test_it_goes_on_on_the_day_that_ends_the_pause(session: Session, world: World) -> None:
    daily = plan(session, world, schools=(world.school.id,), applies_from=FRIDAY)
    pause = pause_plan(session, daily, world.supervisor, FRIDAY, "停课", NOW)
    assert pause_plan(session, daily, world.supervisor, MONDAY, "停课", NOW) is pause
    end_pause(session, pause, MONDAY)
    session.expire(daily)
    open_tasks(session, daily, NOW)
    assert days(session) == [MONDAY]


def test_a_pause_that_ends_on_its_first_day_never_was(session: Session, world: World) -> None:
    daily = plan(session, world, schools=(world.school.id,), applies_from=MONDAY)
    end_pause(session, pause_plan(session, daily, world.supervisor, MONDAY, "停课", NOW), MONDAY)
    session.expire(daily)
    assert daily.pauses == []


def test_a_day_that_is_left_out_is_due_for_nobody_but_who_was_there_already(session: Session, world: World) -> None:
    daily = plan(session, world, applies_from=MONDAY)
    go(session, world.officer, world.school, NOW)
    open_tasks(session, daily, NOW)
    assert len(tasks(session)) == 2
    skip = skip_day(session, daily, world.supervisor, MONDAY, "运动会", NOW)
    assert skip_day(session, daily, world.supervisor, MONDAY, "运动会", NOW) is skip
    open_tasks(session, daily, NOW)
    assert [task.school.code for task in tasks(session)] == ["school"]
