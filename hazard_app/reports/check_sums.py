"""Sums of checks that were due, by the formulas of the library (`coverage`, `on_schedule`)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlalchemy.orm import Session

from hazard_app.models.task import Task
from hazard_app.reports.task_span import Span
from hazard_app.rules.rounds import TaskState


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


def grouped(session: Session, span: Span, now: datetime, *places: Any) -> Iterator[tuple[Any, ...]]:
    """Rows, counted where they are stored: what of `places` they have in common, how they stand, how many they are."""
    state = Task.stands(now).label("state")
    rows = span.rows().with_only_columns(*places, state, func.count()).group_by(*places, "state")
    return ((*place, TaskState(word), tasks) for *place, word, tasks in session.execute(rows))
