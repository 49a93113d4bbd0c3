"""Where a round goes on from a check that is being made: one tap after it has been submitted."""

from dataclasses import dataclass
from datetime import datetime
from math import inf
from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.due_tasks import DueTask, due_tasks
from hazard_app.rules.distance import roughly
from hazard_app.rules.rounds import TaskState


@dataclass(frozen=True)
class NextStop:
    """`school`: id, uid, name. `is_here`: another check of the same school."""

    task: DueTask
    school: Row[Any]
    is_here: bool


def next_stop(
    session: Session, reach: Reach, here: School, version: ChecklistVersion, now: datetime
) -> NextStop | None:
    """In the order of Today, as one stands at this school: what is late, then what is nearest, also here.

    None at the end of the round. What this very check does is not its next one, though it may be due twice a day.
    """
    left = [task for task in due_tasks(session, reach, now) if is_left(task, here, version)]
    schools = {row.id: row for row in session.execute(at_schools(left))} if left else {}
    stops = [NextStop(task, schools[task.school_id], task.school_id == here.id) for task in left]
    return min(stops, key=lambda stop: first_first(stop, here), default=None)


def is_left(task: DueTask, here: School, version: ChecklistVersion) -> bool:
    is_this = task.school_id == here.id and task.asked.version.checklist_id == version.checklist_id
    return task.state is not TaskState.COULD_NOT and not is_this


def at_schools(tasks: list[DueTask]) -> Select[Any]:
    columns: tuple[Any, ...] = (School.id, School.uid, School.name, School.latitude, School.longitude)
    return select(*columns).where(School.id.in_({task.school_id for task in tasks}))


def first_first(stop: NextStop, here: School) -> tuple[bool, float, datetime, str, str]:
    task = stop.task
    is_late, due_at = task.state is TaskState.OVERDUE, task.occurrence.due_at
    distance = 0 if stop.is_here else away(here, stop.school)
    return not is_late, distance, due_at, stop.school.name, str(task.name)


def away(here: School, there: Row[Any]) -> float:
    """In metres; where either place is unknown, after all others."""
    one, other = centre_of(here), centre_of(there)
    return roughly(one, other) if one and other else inf


def centre_of(school: School | Row[Any]) -> tuple[float, float] | None:
    latitude, longitude = school.latitude, school.longitude
    return None if latitude is None or longitude is None else (latitude, longitude)
