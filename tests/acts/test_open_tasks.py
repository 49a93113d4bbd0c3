"""Tasks become rows: each once, fixed as it was due, and none that no plan asks for."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts import open_tasks as module
from hazard_app.acts.open_tasks import Opened, open_some, open_tasks
from hazard_app.acts.run_plans import change_plan
from hazard_app.demo.cast import make_school
from hazard_app.models.posting import Posting
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import Role, SchoolKind
from tests.rounds import FIRST, MONDAY, local, plan, saying, tasks
from tests.world import NOW, World

DAY = timedelta(days=1)


def due(session: Session) -> list[tuple[date, str]]:
    return [(task.due_on, task.school.code) for task in tasks(session)]


def test_every_day_since_the_plan_began_has_its_task_though_nobody_ever_looked(session: Session, world: World) -> None:
    daily = plan(session, world, applies_from=MONDAY - 3 * DAY)
    assert open_tasks(session, daily, NOW) == 4
    friday = MONDAY - 3 * DAY
    assert due(session) == [(friday, "school"), (friday, "neighbour"), (MONDAY, "school"), (MONDAY, "neighbour")]


def test_opened_twice_there_are_no_twins(session: Session, world: World) -> None:
    daily = plan(session, world)
    open_tasks(session, daily, NOW)
    before = len(tasks(session))
    assert (open_tasks(session, daily, NOW), len(tasks(session))) == (0, before)


def test_a_task_is_known_by_its_day_and_not_by_the_edition_of_its_plan(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,))
    open_tasks(session, weekly, NOW)
    [*_, this_week] = tasks(session)
    assert (this_week.due_on, this_week.opens_at) == (MONDAY + 4 * DAY, local(MONDAY, 0))


def test_one_of_two_a_day_opens_when_the_other_is_due(session: Session, world: World) -> None:
    times = (time(8), time(17))
    shifts = plan(session, world, times=times, schools=(world.school.id,), applies_from=MONDAY)
    open_tasks(session, shifts, local(MONDAY, 7))
    assert [task.sequence for task in tasks(session)] == [1]
    open_tasks(session, shifts, local(MONDAY, 9))
    assert [(task.sequence, task.due_at) for task in tasks(session)] == [(1, local(MONDAY, 8)), (2, local(MONDAY, 17))]


def test_only_schools_that_the_checklist_fits_and_of_the_kinds_that_were_chosen(session: Session, world: World) -> None:
    plans = [
        plan(session, world, code="DORM-W", zone=world.bureau, applies_from=MONDAY),
        plan(session, world, kinds=(SchoolKind.KINDERGARTEN,), zone=world.bureau, applies_from=MONDAY),
    ]
    for each in plans:
        open_tasks(session, each, NOW)
    found = {(task.plan_id, task.school.code) for task in tasks(session)}
    assert found == {(plans[0].id, "school"), (plans[0].id, "foreign"), (plans[1].id, "neighbour")}


def test_a_zone_without_schools_has_no_tasks(session: Session, world: World) -> None:
    assert open_tasks(session, plan(session, world, zone=world.west), NOW) == 0


def test_a_closed_school_has_none_from_its_last_day_on(session: Session, world: World) -> None:
    world.neighbour.closed_on = MONDAY
    daily = plan(session, world, applies_from=MONDAY - 3 * DAY)
    open_tasks(session, daily, NOW)
    assert [code for day, code in due(session) if day == MONDAY] == ["school"]


def test_each_of_them_has_a_task_of_their_own(session: Session, world: World) -> None:
    own = plan(session, world, who=Who.EACH_OF, schools=(world.school.id,), applies_from=MONDAY)
    open_tasks(session, own, NOW)
    assert {task.assignee for task in tasks(session)} == {world.officer, world.officer2, world.auxiliary}


def test_where_nobody_holds_the_role_the_task_is_whoevers(session: Session, world: World) -> None:
    own = plan(session, world, code="FIRE-W", who=Who.EACH_OF, role=Role.LIAISON, applies_from=MONDAY)
    open_tasks(session, own, NOW)
    named = {(task.school.code, task.assignee_id) for task in tasks(session)}
    assert named == {("school", world.liaison.id), ("school", world.liaison2.id), ("neighbour", None)}


def test_who_has_left_leaves_the_task_to_whoever_comes(session: Session, world: World) -> None:
    mine = plan(session, world, who=Who.PERSON, assignee_id=world.officer.id, applies_from=MONDAY)
    world.officer.deactivated_at = NOW
    open_tasks(session, mine, NOW)
    assert {task.assignee_key for task in tasks(session)} == {0}


def test_a_posting_that_ended_has_no_task_of_its_own(session: Session, world: World) -> None:
    ended = session.query(Posting).filter_by(person_id=world.auxiliary.id).one()
    ended.ends_on = MONDAY - DAY
    own = plan(session, world, who=Who.EACH_OF, schools=(world.school.id,), applies_from=MONDAY)
    open_tasks(session, own, NOW)
    assert {task.assignee for task in tasks(session)} == {world.officer, world.officer2}


def test_more_schools_than_one_go_takes_are_all_opened(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK", 2)
    for number in range(5):
        make_school(session, world.west, f"more-{number}", f"学校{number}", SchoolKind.PRIMARY, 36.6, 117.0)
    daily = plan(session, world, applies_from=MONDAY)
    assert open_tasks(session, daily, NOW) == 7
    assert daily.opened_until == MONDAY


def test_a_plan_that_is_changed_while_it_is_opened_is_opened_anew(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "CHUNK", 1)
    daily = plan(session, world, applies_from=MONDAY)
    begun = open_some(session, daily, NOW, Opened())
    assert (begun.tasks, begun.after) == (1, world.school.id)
    change_plan(session, daily, world.supervisor, saying(open_after=1, applies_from=MONDAY), NOW)
    while begun.after is not None:
        begun = open_some(session, daily, NOW, begun)
    assert due(session) == [(MONDAY, "school"), (MONDAY, "neighbour")]


def test_a_plan_that_ended_asks_no_more(session: Session, world: World) -> None:
    short = plan(session, world, ends_on=FIRST, schools=(world.school.id,))
    open_tasks(session, short, NOW)
    assert due(session) == [(FIRST, "school")]


def test_what_was_said_is_what_is_kept(session: Session, world: World) -> None:
    [edition] = plan(session, world, times=(time(8), time(16, 30)), open_after=3).editions
    said = saying(times=(time(8), time(16, 30)), open_after=3)
    assert (edition.recurrence, edition.window) == (said.recurrence, said.window)
