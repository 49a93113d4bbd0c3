"""Sums of checks that were due, by the formulas of the library (`coverage`, `on_schedule`)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func
from sqlalchemy.orm import Session

from hazard_app.models.plan import Plan
from hazard_app.models.task import Task
from hazard_app.reports.task_span import Span, unopened
from hazard_app.rules.rounds import TaskState


class Counted(NamedTuple):
    """`tasks` of one school, zone and checklist that stand alike. The zone is the one where they were due."""

    school_id: int
    zone_id: int
    checklist_id: int
    state: TaskState
    tasks: int


@dataclass(frozen=True, slots=True)
class CheckSums:
    """`due`: what was asked for so far, which is what was done, is late, was missed or could not be done; what is
    still in time or to come is in no sum. `done` has what was done late in it, `in_time` has not. What could not be
    done stands in `due`, neither in `done` nor in `missed`: it is counted apart, and no school was seen by it.
    """

    due: int = 0
    done: int = 0
    in_time: int = 0
    overdue: int = 0
    missed: int = 0
    could_not: int = 0

    @classmethod
    def of(cls, states: Counter[TaskState]) -> "CheckSums":
        in_time, overdue, missed = states[TaskState.DONE], states[TaskState.OVERDUE], states[TaskState.MISSED]
        done, could_not = in_time + states[TaskState.DONE_LATE], states[TaskState.COULD_NOT]
        return cls(done + overdue + missed + could_not, done, in_time, overdue, missed, could_not)


def counted(session: Session, span: Span, plans: Iterable[Plan], now: datetime) -> Iterator[Counted]:
    """Rows, grouped where they are stored; then one by one what follows from `plans` and is no row."""
    state = Task.stands(now).label("state")
    place = (Task.school_id, Task.zone_id, Plan.checklist_id)
    grouped = span.rows().with_only_columns(*place, state, func.count()).group_by(*place, "state")
    for school_id, zone_id, checklist_id, word, tasks in session.execute(grouped):
        yield Counted(school_id, zone_id, checklist_id, TaskState(word), tasks)
    for each in unopened(session, span, plans):
        school, stands = each.school, each.state(now)
        yield Counted(school.id, school.zone_id, each.coming.plan.checklist_id, stands, 1)
