"""From its name to its row: made by the first act that needs it, if a plan says that there is such a task."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.open_tasks import insert_tasks, tasks_of
from hazard_app.acts.refusals import NotForYou, OutOfReach
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.derived import bound_schools, coming
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.models.zone import Zone
from hazard_app.rules.checks import may_fill
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.terms import Role


def task_named(session: Session, name: TaskName, now: datetime) -> Task | None:
    """None for what no plan asks for, or not yet: its plan was changed or ended since, or the link is damaged."""
    named = select(Task).where(Task.uid == name.uid)
    known = session.scalar(named)
    if known is not None:
        return known
    plan = session.scalar(select(Plan).where(Plan.uid == name.plan))
    if plan is None:
        return None
    for each in coming(session, plan, name.due_on, name.due_on):
        if each.occurrence.sequence == name.sequence and each.occurrence.opens_at <= now:
            here = bound_schools(session, each.edition, name.due_on).where(School.uid == name.school).join(School.zone)
            chosen = here.with_only_columns(School.id, School.uid, School.zone_id, Zone.path)
            insert_tasks(session, list(tasks_of(session, each, list(session.execute(chosen)))))
    return session.scalar(named)


def refuse_unfit(session: Session, task: Task, roles: frozenset[Role]) -> None:
    """Raises OutOfReach for whoever has no role at its school, NotForYou for one that does not fill its checklist."""
    if not roles:
        raise OutOfReach
    current = ChecklistVersion.current().where(ChecklistVersion.checklist_id == task.plan.checklist_id)
    version = session.scalar(current)
    if version is None or not may_fill(version.done_by, roles):
        raise NotForYou
