"""Somebody has begun a check: whoever else looks at the same task sees their name, and may go to another school."""

from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.acts.judging import roles_then
from hazard_app.acts.name_task import refuse_unfit, task_named
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.task import Task, TaskStart
from hazard_app.rules.task_names import TaskName


def begin_task(session: Session, person: Person, school: School, name: TaskName, now: datetime) -> Task | None:
    """The task; None for what no plan asks for. The same thing twice is fine. Raises NotForYou."""
    roles = roles_then(person, school, now)
    task = task_named(session, name, now) if roles else None
    if task is None:
        return None
    refuse_unfit(session, task, roles)
    if session.get(TaskStart, (task.id, person.id)) is None:
        session.add(TaskStart(task_id=task.id, person_id=person.id, at=now))
        session.flush()
    return task
