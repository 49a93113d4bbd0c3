"""What a phone holds of a round: the checks that are open now, and those that open within the next days."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import accumulate
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.reports.due_tasks import DueTask, due_tasks
from hazard_app.reports.offline_places import PackedSchool
from hazard_app.reports.rounds_ahead import Ahead, At, Due
from hazard_app.rules.rounds import HindranceKind, Rhythm

# From Friday evening to Monday evening.
AHEAD = timedelta(days=3)
# Checks, each at one school.
MOST_TASKS = 2_000


@dataclass(frozen=True, slots=True)
class Check:
    """One check that is due at one time. `task` is its name, the same at each school; `checklist` a version.

    `covered`: somebody else's own. `hindered_by`: it waits, and is not due.
    """

    task: str
    checklist: UUID
    rhythm: Rhythm
    rule: str
    opens_at: datetime
    due_at: datetime
    missed_at: datetime
    timed: bool
    covered: bool
    hindered_by: HindranceKind | None


@dataclass(frozen=True, slots=True)
class PackedTask:
    """At all schools where it is this person's to do, by uid."""

    check: Check
    schools: tuple[UUID, ...]


def packed_tasks(
    session: Session, person: Person, reach: Reach, schools: Collection[PackedSchool], now: datetime
) -> tuple[list[PackedTask], bool]:
    """At these schools, what is due first before others; and whether there are more than a phone takes along."""
    if not schools:
        return [], False
    known, at = {school.uid for school in schools}, defaultdict[Check, set[UUID]](set)
    for check, school in (*open_now(session, reach, now), *opening(session, person, schools, now)):
        if school in known:
            at[check].add(school)
    tasks = sorted((PackedTask(check, tuple(sorted(where))) for check, where in at.items()), key=first_first)
    fitting = sum(count <= MOST_TASKS for count in accumulate(len(task.schools) for task in tasks))
    return tasks[:fitting], fitting < len(tasks)


def first_first(task: PackedTask) -> tuple[datetime, str, tuple[UUID, ...]]:
    return task.check.due_at, task.check.task, task.schools


def open_now(session: Session, reach: Reach, now: datetime) -> Iterator[tuple[Check, UUID]]:
    """As they stand on Today."""
    return ((standing(task), task.name.school) for task in due_tasks(session, reach, now))


def standing(task: DueTask) -> Check:
    occurrence = task.occurrence
    return Check(
        task=str(task.name),
        checklist=task.asked.version.uid,
        rhythm=task.rhythm,
        rule=task.rule,
        opens_at=occurrence.opens_at,
        due_at=occurrence.due_at,
        missed_at=occurrence.missed_at,
        timed=task.timed,
        covered=task.covered,
        hindered_by=task.hindered_by,
    )


def opening(
    session: Session, person: Person, schools: Collection[PackedSchool], now: datetime
) -> Iterator[tuple[Check, UUID]]:
    """By the calendar of these schools: at the gate at seven, UTC is still at yesterday."""
    clock = ZoneInfo(next(iter(schools)).timezone)
    ahead = Ahead(session, person, now, now.astimezone(clock).date())
    return ((coming(due, one, person), one.task.school) for due, each in ahead.opening(now + AHEAD) for one in each)


def coming(due: Due, one: At, person: Person) -> Check:
    edition, occurrence = due.edition, due.occurrence
    return Check(
        task=str(one.task),
        checklist=due.asked.version.uid,
        rhythm=edition.rhythm,
        rule=edition.rule,
        opens_at=occurrence.opens_at,
        due_at=occurrence.due_at,
        missed_at=occurrence.missed_at,
        timed=bool(edition.times),
        covered=one.task.assignee not in (None, person.uid),
        hindered_by=None,
    )
