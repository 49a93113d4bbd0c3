"""A check does the task it was made for, when it was made, and only the first complete one does."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.run_covers import NewCover, add_cover
from hazard_app.acts.void_inspection import void_inspection
from hazard_app.models.task import TaskCheck
from hazard_app.rules.rounds import Rhythm, TaskState, Who
from hazard_app.rules.terms import Role
from tests.rounds import MONDAY, go, local, name, one_task, plan, tasks
from tests.visits import PASS, told, visit
from tests.world import NOW, World

EVENING = local(MONDAY, 20)
DAY = timedelta(days=1)


def checks(session: Session) -> list[bool]:
    return list(session.scalars(select(TaskCheck.does).order_by(TaskCheck.inspection_id)))


def test_a_check_does_the_task_that_it_names(session: Session, world: World) -> None:
    daily = plan(session, world)
    go(session, world.officer, world.school, NOW, task=name(daily, world.school))
    task = one_task(session)
    assert (task.school_id, task.due_on, task.done_at) == (world.school.id, MONDAY, NOW)
    assert task.state(EVENING) is TaskState.DONE


def test_a_check_that_names_none_does_the_one_that_is_due_there(session: Session, world: World) -> None:
    plan(session, world)
    go(session, world.officer, world.school, NOW)
    assert one_task(session).done_at == NOW


def test_without_a_plan_a_check_stands_for_itself(session: Session, world: World) -> None:
    plan(session, world, code="GATE-D")
    go(session, world.officer, world.school, NOW)
    assert (tasks(session), checks(session)) == ([], [])


def test_a_name_that_no_plan_knows_is_kept_as_a_check_without_a_task(session: Session, world: World) -> None:
    daily = plan(session, world)
    saturday = MONDAY - 2 * DAY
    go(session, world.officer, world.school, local(saturday), task=name(daily, world.school, saturday))
    assert tasks(session) == []


def test_a_check_does_no_task_of_another_checklist(session: Session, world: World) -> None:
    daily = plan(session, world)
    plan(session, world, Rhythm.WEEKLY, code="PER-W")
    go(session, world.officer, world.school, NOW, code="PER-W", task=name(daily, world.school))
    # It did the one of its own.
    assert {task.plan.checklist.code for task in tasks(session) if task.done_at} == {"PER-W"}


def test_the_second_check_is_kept_and_marked(session: Session, world: World) -> None:
    daily = plan(session, world)
    go(session, world.officer, world.school, NOW, task=name(daily, world.school))
    go(session, world.officer2, world.school, NOW, task=name(daily, world.school))
    assert checks(session) == [True, False]


def test_a_check_with_items_left_out_does_not_do_it(session: Session, world: World) -> None:
    daily = plan(session, world)
    visit(session, world.officer, world.school, {"PER-D-01": PASS}, NOW, task=name(daily, world.school))
    assert (one_task(session).done_at, checks(session)) == (None, [False])


def test_made_offline_and_sent_the_next_day_it_counts_when_it_was_made(session: Session, world: World) -> None:
    daily = plan(session, world)
    go(session, world.officer, world.school, NOW, arrives=NOW + DAY, task=name(daily, world.school))
    assert one_task(session).state(NOW + 2 * DAY) is TaskState.DONE


def test_after_its_time_it_is_late_and_after_its_window_it_is_missed(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, open_after=2)
    friday = MONDAY - 3 * DAY
    go(session, world.officer, world.school, local(friday + DAY), task=name(weekly, world.school, friday))
    go(session, world.officer, world.neighbour, local(friday + 3 * DAY), task=name(weekly, world.neighbour, friday))
    assert [task.state(NOW) for task in tasks(session)] == [TaskState.DONE_LATE, TaskState.MISSED]


def test_somebody_elses_own_task_is_not_done_by_passing_by(session: Session, world: World) -> None:
    plan(session, world, who=Who.EACH_OF, role=Role.OFFICER)
    go(session, world.officer2, world.school, NOW)
    done = {task.assignee_id: task.done_at for task in tasks(session)}
    assert done == {world.officer.id: None, world.auxiliary.id: None, world.officer2.id: NOW}


@pytest.mark.parametrize(("goes", "away"), [("officer", "officer2"), ("officer2", "officer")])
def test_whoever_stands_in_does_their_own_first_and_then_the_others(
    session: Session, world: World, goes: str, away: str
) -> None:
    plan(session, world, who=Who.EACH_OF, role=Role.OFFICER)
    person, absent = getattr(world, goes), getattr(world, away)
    new = NewCover(uid=uuid4(), absent_id=absent.id, person_id=person.id, starts_on=MONDAY, ends_on=MONDAY)
    add_cover(session, absent.id, new, MONDAY, NOW)
    for minutes, whose in ((10, [person.id]), (0, sorted([person.id, absent.id]))):
        go(session, person, world.school, NOW - timedelta(minutes=minutes))
        assert sorted(task.assignee_id or 0 for task in tasks(session) if task.done_at) == whose


def test_of_several_due_the_first_one_is_done(session: Session, world: World) -> None:
    plan(session, world, Rhythm.MONTHLY)
    daily = plan(session, world)
    go(session, world.officer, world.school, NOW)
    assert [task.plan_id for task in tasks(session) if task.done_at] == [daily.id]


def test_a_voided_check_did_nothing_and_the_next_one_did_it(session: Session, world: World) -> None:
    plan(session, world)
    first = go(session, world.officer, world.school, NOW - timedelta(hours=1))
    go(session, world.officer2, world.school, NOW, task=name(one_task(session).plan, world.school))
    void_inspection(session, world.supervisor, first.id, told(NOW), "误填")
    assert (one_task(session).done_at, checks(session)) == (NOW, [False, True])


def test_voided_alone_the_task_is_due_again(session: Session, world: World) -> None:
    plan(session, world)
    only = go(session, world.officer, world.school, NOW)
    void_inspection(session, world.supervisor, only.id, told(NOW), "误填")
    assert one_task(session).state(NOW) is TaskState.DUE
