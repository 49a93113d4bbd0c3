"""A check does the task that it was made for. The first complete one that comes in does it; others are kept, marked."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import CursorResult, select, update
from sqlalchemy.orm import Session

from hazard_app.acts.name_task import task_named
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.cover import Cover
from hazard_app.models.derived import not_opened
from hazard_app.models.inspection import Inspection
from hazard_app.models.plan import Plan, planned
from hazard_app.models.school import School
from hazard_app.models.task import NOBODY, Task, TaskCheck
from hazard_app.rules.task_names import TaskName


def do_task(
    session: Session, inspection: Inspection, version: ChecklistVersion, school: School, name: TaskName | None
) -> TaskCheck | None:
    """By its name, else the one that it must have been made for: of its checklist and school, due first, and one's own
    before that of whom one stands in for.

    None where no plan asks for it: it stands as a check of its own.
    """
    if version.checklist_id not in planned(session):
        return None
    task = task_named(session, name, inspection.received_at) if name else None
    # A form may be left open under another checklist's address; that one's task is not done by it.
    if task is None or task.plan.checklist_id != version.checklist_id:
        task = task_at(session, inspection, version.checklist_id, school)
    if task is None:
        return None
    check = TaskCheck(inspection_id=inspection.id, task_id=task.id, does=is_done_by(session, task, inspection))
    session.add(check)
    session.flush()
    return check


def is_done_by(session: Session, task: Task, inspection: Inspection) -> bool:
    """It counts when it was made, not when it came in. Of two at once the database takes one."""
    if inspection.unanswered or inspection.happened_at > task.missed_at:
        return False
    first = update(Task).where(Task.id == task.id, Task.done_at.is_(None)).values(done_at=inspection.happened_at)
    done = session.execute(first)
    assert isinstance(done, CursorResult)
    return done.rowcount == 1


def task_at(session: Session, inspection: Inspection, checklist_id: int, school: School) -> Task | None:
    """Somebody went the round and opened the form from the school's own page: that is a round all the same."""
    wanted = Plan.touching((school.zone.path,)).where(Plan.checklist_id == checklist_id)
    plans = list(session.scalars(wanted))
    if not plans:
        return None
    for plan in plans:
        open_here(session, plan, school, inspection.happened_at)
    day = inspection.happened_at.astimezone(school.zone.clock).date()
    mine = [NOBODY, inspection.person_id, *session.scalars(Cover.of_whom(inspection.person_id, day))]
    due = (
        select(Task)
        .where(Task.plan_id.in_([plan.id for plan in plans]), Task.school_id == school.id, Task.done_at.is_(None))
        .where(Task.opens_at <= inspection.happened_at, Task.missed_at >= inspection.happened_at)
        .where(Task.assignee_key.in_(mine))
        .order_by(Task.due_at, Task.assignee_key != inspection.person_id, Task.id)
    )
    return session.scalar(due.limit(1))


def open_here(session: Session, plan: Plan, school: School, at: datetime) -> None:
    """What was open there then becomes rows."""
    for each in not_opened(session, plan, at):
        occurrence = each.occurrence
        if occurrence.is_open(at):
            task_named(session, TaskName(plan.uid, school.uid, occurrence.due_on, occurrence.sequence), at)


def undo_task(session: Session, inspection: Inspection) -> None:
    """A voided check did nothing: of the others that were made in time, the one that came in first did it."""
    check = session.get(TaskCheck, inspection.id)
    if check is None or not check.does:
        return
    check.does, check.task.done_at = False, None
    session.flush()
    for other in next_checks(session, check.task):
        other.does = is_done_by(session, check.task, other.inspection)
        session.flush()
        if other.does:
            return


def next_checks(session: Session, task: Task) -> Iterator[TaskCheck]:
    others = select(TaskCheck).join(TaskCheck.inspection).where(TaskCheck.task_id == task.id)
    return iter(session.scalars(others.where(~Inspection.voiding.has()).order_by(Inspection.id)).all())
