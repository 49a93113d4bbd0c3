"""Note that a check could not be made, and why: counted apart from what was missed, and done later all the same."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.judging import judged
from hazard_app.acts.name_task import refuse_unfit, task_named
from hazard_app.acts.refusals import OtherContent, OutOfReach
from hazard_app.models.hindrance import Hindrance
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.rules.deadlines import end_of_day
from hazard_app.rules.rounds import HindranceKind
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.told import Told


@dataclass(frozen=True)
class Hindered:
    """`new_day`: until its end the check can still be made."""

    told: Told
    kind: HindranceKind
    note: str = ""
    new_day: date | None = None


def note_hindrance(
    session: Session, person: Person, school: School, name: TaskName, hindered: Hindered
) -> tuple[Hindrance, bool]:
    """The hindrance, and whether it is new: the same thing twice is fine.

    Raises OtherContent, OutOfReach, NotForYou. Role and reach are those of when it was made.
    """
    told = hindered.told
    known = session.scalar(select(Hindrance).where(Hindrance.uid == told.uid))
    if known is not None:
        if (known.person_id, known.content_hash) != (person.id, told.content_hash):
            raise OtherContent
        return known, False
    task = task_named(session, name, told.received_at)
    if task is None:
        raise OutOfReach
    refuse_unfit(session, task, judged(person, school, told)[1])
    return noted(session, person, task, hindered), True


def noted(session: Session, person: Person, task: Task, hindered: Hindered) -> Hindrance:
    told = hindered.told
    hindrance = Hindrance(
        uid=told.uid,
        content_hash=told.content_hash,
        task_id=task.id,
        person_id=person.id,
        kind=hindered.kind,
        note=hindered.note,
        new_day=hindered.new_day,
        made_at=told.made_at,
        sent_at=told.sent_at,
        received_at=told.received_at,
        happened_at=told.happened_at,
    )
    session.add(hindrance)
    task.hindered_by = hindered.kind
    if hindered.new_day:
        task.missed_at = max(task.missed_at, end_of_day(hindered.new_day, task.zone.clock))
    session.flush()
    return hindrance
