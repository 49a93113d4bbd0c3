"""A person's round: the schools where something is due, overdue ones first, then the nearest."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import inf

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.due_tasks import DueTask, due_tasks
from hazard_app.reports.school_rows import SchoolRow, with_columns, with_sums
from hazard_app.rules.places import Place
from hazard_app.rules.rounds import TaskState

# Schools on Today; the rest stand on the page of all tasks.
MOST = 12
# At one school: what is late, then what is due, then what could not be done for now.
IN_ORDER = (TaskState.OVERDUE, TaskState.DUE, TaskState.COULD_NOT)


@dataclass(frozen=True)
class Stop:
    school: SchoolRow
    tasks: list[DueTask]

    @property
    def is_late(self) -> bool:
        return any(task.state is TaskState.OVERDUE for task in self.tasks)

    @property
    def next(self) -> DueTask:
        return self.tasks[0]


@dataclass(frozen=True)
class Round:
    """`due` and `late` count tasks of all schools, also of those that `stops` leaves out."""

    due: int
    late: int
    schools: int
    stops: list[Stop]


def round_of(session: Session, reach: Reach, near: Place | None, now: datetime, most: int | None = MOST) -> Round:
    tasks = due_tasks(session, reach, now)
    doable = [task for task in tasks if task.state is not TaskState.COULD_NOT]
    at: defaultdict[int, list[DueTask]] = defaultdict(list)
    for task in tasks:
        at[task.school_id].append(task)
    chosen = select(School).where(School.id.in_(at))
    rows = with_sums(session, reach, session.execute(with_columns(chosen)).all(), near, now)
    stops = sorted((Stop(row, in_order(at[row.id])) for row in rows), key=first_first)
    late = sum(task.state is TaskState.OVERDUE for task in doable)
    return Round(len(doable), late, len(stops), stops[:most])


def in_order(tasks: Iterable[DueTask]) -> list[DueTask]:
    return sorted(tasks, key=lambda task: (IN_ORDER.index(task.state), task.occurrence.due_at, str(task.name)))


def first_first(stop: Stop) -> tuple[bool, float, datetime, str]:
    """By distance where one knows where one stands; else by what is due first."""
    distance = inf if stop.school.distance is None else stop.school.distance
    return not stop.is_late, distance, stop.next.occurrence.due_at, stop.school.name
