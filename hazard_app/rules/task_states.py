"""How a task stands at a moment. Nothing of it is stored but what happened and when."""

from datetime import datetime

from hazard_app.rules.rounds import TaskState
from hazard_app.rules.windows import Occurrence


def task_state(window: Occurrence, done_at: datetime | None, hindered: bool, now: datetime) -> TaskState:
    """`done_at`: when the check was made that did it, not when it came in."""
    if done_at is not None:
        return TaskState.DONE if done_at <= window.due_at else TaskState.DONE_LATE
    if hindered:
        return TaskState.COULD_NOT
    if now < window.opens_at:
        return TaskState.COMING
    if now <= window.due_at:
        return TaskState.DUE
    return TaskState.OVERDUE if now <= window.missed_at else TaskState.MISSED
