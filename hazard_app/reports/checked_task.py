"""The task that a check was made for, as its record tells it: done, done late, or done already by somebody else."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session, joinedload

from hazard_app.models.inspection import Inspection
from hazard_app.models.reach import Reach
from hazard_app.models.task import Task, TaskCheck


@dataclass(frozen=True, slots=True)
class CheckedTask:
    """`timed_at`: when it was due, where that is a time of its day. `first`: the check that did it, where it is
    another one, in sight. Of one that did nothing, `incomplete` and `after_missed` say why.
    """

    due_on: date
    timed_at: datetime | None
    does: bool
    late: bool
    incomplete: bool
    after_missed: bool
    done_already: bool
    first: Inspection | None


def checked_task(session: Session, reach: Reach, inspection: Inspection) -> CheckedTask | None:
    """None where no plan asked for it, and where it is void: then it counts nowhere."""
    check = session.get(TaskCheck, inspection.id, options=[joinedload(TaskCheck.task).joinedload(Task.plan)])
    if check is None or inspection.voiding:
        return None
    task = check.task
    edition = task.plan.edition_on(task.due_on) or task.plan.editions[0]
    return CheckedTask(
        due_on=task.due_on,
        timed_at=task.due_at if edition.times else None,
        does=check.does,
        late=check.does and inspection.happened_at > task.due_at,
        incomplete=bool(inspection.unanswered),
        after_missed=inspection.happened_at > task.missed_at,
        done_already=task.done_at is not None and not check.does,
        first=None if check.does else first_check(session, reach, task),
    )


def first_check(session: Session, reach: Reach, task: Task) -> Inspection | None:
    did = Inspection.visible_to(reach).join(TaskCheck, TaskCheck.inspection_id == Inspection.id)
    found = did.where(TaskCheck.task_id == task.id, TaskCheck.does).options(joinedload(Inspection.person))
    return session.scalar(found)
