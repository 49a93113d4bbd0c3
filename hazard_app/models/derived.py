"""What is due follows from plans: which checks come when, at which schools, and whose they are."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.posting import Posting
from hazard_app.models.reach import DOERS
from hazard_app.models.school import School
from hazard_app.models.school_calendar import school_days
from hazard_app.models.zone import Zone
from hazard_app.rules.rounds import Who
from hazard_app.rules.windows import MOST_BEFORE, Occurrence, occurrences

DAY = timedelta(days=1)
# No window opens longer before its day: no task that lies farther ahead can be open.
HORIZON = timedelta(days=MOST_BEFORE)


@dataclass(frozen=True)
class Coming:
    """One occurrence of a plan, as its edition of that day says it."""

    edition: PlanEdition
    occurrence: Occurrence

    @property
    def plan(self) -> Plan:
        return self.edition.plan


def coming(session: Session, plan: Plan, first: date, last: date) -> Iterator[Coming]:
    """Those due from `first` to `last`, local days of the plan's zone, both in it; in order."""
    calendar, clock = school_days(session, plan.zone), plan.zone.clock
    for edition, begin, end in spans(plan, first, last):
        for each in occurrences(edition.recurrence, edition.window, begin, end, calendar, clock):
            if not plan.is_off(each.due_on):
                yield Coming(edition, each)


def spans(plan: Plan, first: date, last: date) -> Iterator[tuple[PlanEdition, date, date]]:
    """Each edition with the days of which it decides, both in it."""
    later = [edition.applies_from - DAY for edition in plan.editions[1:]]
    for edition, until in zip(plan.editions, [*later, last], strict=True):
        begin, end = max(first, edition.applies_from), min(last, until, edition.ends_on or last)
        if begin <= end:
            yield edition, begin, end


def not_opened(session: Session, plan: Plan, now: datetime) -> Iterator[Coming]:
    """Those whose window has opened and of which not every task is a row."""
    today = now.astimezone(plan.zone.clock).date()
    near = coming(session, plan, first_day(plan), today + HORIZON)
    return (each for each in near if each.occurrence.opens_at <= now)


def first_day(plan: Plan) -> date:
    """Of which not every task is known to be a row."""
    return plan.opened_until + DAY if plan.opened_until else plan.editions[0].applies_from


def bound_schools(session: Session, edition: PlanEdition, day: date) -> Select[Any]:
    """The schools that an edition binds on a day; those of its picked ones that are still in its zone."""
    fitting = session.scalar(
        ChecklistVersion.current().where(ChecklistVersion.checklist_id == edition.plan.checklist_id)
    )
    kinds = [kind for kind in (fitting.applies_to if fitting else []) if not edition.kinds or kind in edition.kinds]
    bound = select(School).where(
        School.zone_id.in_(Zone.ids_inside((edition.plan.zone.path,))),
        School.kind.in_(kinds),
        or_(School.closed_on.is_(None), School.closed_on > day),
        ~School.merger.has(),
    )
    picked = [school.id for school in edition.schools]
    return bound.where(School.id.in_(picked)) if picked else bound


@dataclass(frozen=True, slots=True)
class Assignee:
    """None of both for a task that is nobody's own: whoever of its role comes first does it."""

    id: int | None = None
    uid: UUID | None = None


ANYBODY = (Assignee(),)


@dataclass(frozen=True)
class Assignees:
    """Whose the tasks of one occurrence are. What nobody can be found for is nobody's own, and is not lost."""

    everywhere: tuple[Assignee, ...] = ()
    by_path: Mapping[str, list[Assignee]] = field(default_factory=dict)
    by_school: Mapping[int, list[Assignee]] = field(default_factory=dict)

    def at(self, path: str, school_id: int) -> Sequence[Assignee]:
        """Of the school's zone and those above it, and of the school itself; each once."""
        if self.everywhere:
            return self.everywhere
        parts = path.strip("/").split("/")
        above = ("/" + "/".join(parts[: at + 1]) + "/" for at in range(len(parts)))
        found = [each for path in above for each in self.by_path.get(path, ())]
        return list(dict.fromkeys([*found, *self.by_school.get(school_id, ())])) or ANYBODY


def assignees(session: Session, edition: PlanEdition, day: date) -> Assignees:
    """One person's are theirs where they serve that day; elsewhere, and once they left, the role's."""
    if edition.who is Who.EACH_OF:
        return holders(session, edition, day)
    if edition.assignee_id is None:
        return Assignees(ANYBODY)
    return serving(session, day, Posting.person_id == edition.assignee_id, Posting.role.in_(DOERS))


def holders(session: Session, edition: PlanEdition, day: date) -> Assignees:
    """Whoever holds the role that day."""
    return serving(session, day, Posting.role == edition.role)


def serving(session: Session, day: date, *wanted: ColumnElement[bool]) -> Assignees:
    held = session.execute(
        select(Posting.person_id, Person.uid, Posting.school_id, Zone.path)
        .join(Posting.person)
        .outerjoin(Posting.zone)
        .where(*wanted, Person.deactivated_at.is_(None), Posting.on(day))
        .order_by(Posting.person_id)
    )
    by_path: dict[str, list[Assignee]] = {}
    by_school: dict[int, list[Assignee]] = {}
    for row in held:
        one = Assignee(row.person_id, row.uid)
        if row.school_id is None:
            by_path.setdefault(row.path, []).append(one)
        else:
            by_school.setdefault(row.school_id, []).append(one)
    return Assignees((), by_path, by_school)
