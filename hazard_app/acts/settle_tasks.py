"""Before what tasks follow from is changed: what was due becomes rows as it was, and what is still to come is let go.

A plan, a calendar, a school that moves or closes: each changes what is due from a day on, and nothing before it.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, delete, or_, select
from sqlalchemy.orm import Session

from hazard_app.acts.open_tasks import open_tasks
from hazard_app.models.hindrance import Hindrance
from hazard_app.models.plan import Plan
from hazard_app.models.task import Task, TaskCheck, TaskStart

DAY = timedelta(days=1)


def settle_near(session: Session, path: str, now: datetime) -> None:
    """All plans that bind schools of this zone, of those above it and of those inside: from today on."""
    for plan in session.scalars(Plan.touching((path,))).all():
        settle(session, plan, now.astimezone(plan.zone.clock).date(), now)


def settle(session: Session, plan: Plan, day: date, now: datetime) -> None:
    """What was due before `day` becomes rows as the plan says now; what is due since then and untouched goes."""
    open_tasks(session, plan, now)
    session.execute(delete(Task).where(Task.plan_id == plan.id, Task.due_on >= day, untouched()))
    if plan.opened_until and plan.opened_until >= day:
        plan.opened_until = day - DAY
    session.flush()


def untouched() -> ColumnElement[bool]:
    """Nobody has begun it, made it, or said why it could not be made."""
    touched = (TaskCheck, TaskStart, Hindrance)
    return ~or_(*(select(each.task_id).where(each.task_id == Task.id).exists() for each in touched))
