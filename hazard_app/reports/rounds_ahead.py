"""A person's rounds of the coming weeks, for a calendar: which checklist at which school on which day, and no more."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any, NamedTuple
from uuid import UUID, uuid5

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hazard_app.models.cover import Cover
from hazard_app.models.derived import HORIZON, Assignee, Coming, assignees, bound_schools, coming
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.due_tasks import Asked, Asker, DueTask, due_tasks, in_use, plans_of
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.rounds import Who
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.windows import Occurrence

AHEAD = timedelta(weeks=8)
# More schools than these of one check that is due at one time are one entry: a day of a calendar shows so many.
APART = 8
# Entries in all; a calendar with more is read by nobody, and some programs refuse it.
MOST = 1000


class At(NamedTuple):
    """One school of an entry."""

    task: TaskName
    school: str


@dataclass(frozen=True, slots=True)
class Entry:
    """`due_at` is None for what is due by the end of `day`. `changed_at`: when its plan or checklist last changed."""

    uid: UUID
    title: Bilingual
    schools: tuple[str, ...]
    day: date
    due_at: datetime | None
    changed_at: datetime


@dataclass(frozen=True)
class RoundsAhead:
    """`rest_on`: the day from which on entries are left out; None where all stand here."""

    entries: list[Entry]
    rest_on: date | None


@dataclass(frozen=True)
class Due:
    """All schools of one check that is due at one time."""

    edition: PlanEdition
    asked: Asked
    occurrence: Occurrence

    @property
    def key(self) -> tuple[UUID, date, int]:
        return self.edition.plan.uid, self.occurrence.due_on, self.occurrence.sequence


def rounds_ahead(session: Session, person: Person, now: datetime, today: date) -> RoundsAhead:
    """What is open now, and what opens and is due within eight weeks; `today` is the local day."""
    found: dict[tuple[UUID, date, int], Due] = {}
    at: defaultdict[tuple[UUID, date, int], list[At]] = defaultdict(list)
    for due, each in (*open_now(session, person, now, today), *Ahead(session, person, now, today).until(today + AHEAD)):
        found[due.key] = due
        at[due.key].extend(each)
    entries = [entry for key, due in found.items() for entry in entries_of(due, at[key])]
    entries.sort(key=lambda entry: (entry.day, entry.due_at or now, entry.title.zh, entry.schools, str(entry.uid)))
    rest = entries[MOST:]
    return RoundsAhead(entries[:MOST], rest[0].day if rest else None)


def entries_of(due: Due, at: list[At]) -> Iterator[Entry]:
    if len(at) > APART:
        plan, day, sequence = due.key
        schools = tuple(sorted({each.school for each in at}))
        yield entry(due, uuid5(plan, f"{day.isoformat()}/{sequence}"), schools)
    else:
        yield from (entry(due, each.task.uid, (each.school,)) for each in at)


def entry(due: Due, uid: UUID, schools: tuple[str, ...]) -> Entry:
    edition, version, occurrence = due.edition, due.asked.version, due.occurrence
    due_at = occurrence.due_at if edition.times else None
    changed_at = max(edition.made_at, version.published_at)
    return Entry(uid, version.title, schools, occurrence.due_on, due_at, changed_at)


def open_now(session: Session, person: Person, now: datetime, today: date) -> Iterator[tuple[Due, list[At]]]:
    """Without what is done already."""
    tasks = due_tasks(session, person.reach_on(today), now)
    named = select(School.id, School.name).where(School.id.in_({task.school_id for task in tasks}))
    names = {row.id: row.name for row in session.execute(named)}
    plans = {plan.uid: plan for plan in session.scalars(plans_of(session, person.reach_on(today)))}
    for task in tasks:
        edition = edition_of(plans[task.name.plan], task)
        yield Due(edition, task.asked, task.occurrence), [At(task.name, names[task.school_id])]


def edition_of(plan: Plan, task: DueTask) -> PlanEdition:
    return plan.edition_on(task.name.due_on) or plan.editions[0]


class Ahead:
    """What has not opened yet. Schools are asked for once an edition, not once a day."""

    def __init__(self, session: Session, person: Person, now: datetime, today: date) -> None:
        self.session, self.person, self.now, self.today = session, person, now, today
        self.known: dict[int, list[Row[Any]]] = {}
        self.shared: dict[tuple[int, Asker], list[Row[Any]]] = {}

    def until(self, last: date) -> Iterator[tuple[Due, list[At]]]:
        """What is due by the end of that day."""
        return ((due, list(self.mine(each))) for due, each in self.coming(last))

    def opening(self, until: datetime) -> Iterator[tuple[Due, list[At]]]:
        """What opens by that moment, whenever it is due then."""
        last = until.date() + HORIZON
        opening = ((due, each) for due, each in self.coming(last) if each.occurrence.opens_at <= until)
        return ((due, list(self.mine(each))) for due, each in opening)

    def coming(self, last: date) -> Iterator[tuple[Due, Coming]]:
        reach = self.reach_from_now_on
        plans = self.session.scalars(plans_of(self.session, reach)).all()
        asked = in_use(self.session, reach, plans) if plans else {}
        for plan in plans:
            if plan.checklist_id in asked:
                for each in coming(self.session, plan, self.today, last):
                    if each.occurrence.opens_at > self.now:
                        yield Due(each.edition, asked[plan.checklist_id], each.occurrence), each

    @cached_property
    def covers(self) -> Sequence[Cover]:
        own = select(Cover).where(Cover.person_id == self.person.id, Cover.ends_on >= self.today)
        return self.session.scalars(own).all()

    @cached_property
    def reach_from_now_on(self) -> Reach:
        """With postings that are yet to begin."""
        lasting = (posting for posting in self.person.postings if posting.lasts(self.today))
        return Reach(self.person.id, tuple(held for posting in lasting for held in posting.all_held))

    def mine(self, each: Coming) -> Iterator[At]:
        edition, day, sequence = each.edition, each.occurrence.due_on, each.occurrence.sequence
        for school, one in self.of_role(edition, day) if edition.who is Who.ONE_OF else self.of_people(edition, day):
            if school.closed_on is None or school.closed_on > day:
                yield At(TaskName(each.plan.uid, school.uid, day, sequence, one.uid), school.name)

    def of_role(self, edition: PlanEdition, day: date) -> Iterator[tuple[Row[Any], Assignee]]:
        """The same day after day, until a posting begins or ends."""
        asker = self.asker(day)
        if (edition.id, asker) not in self.shared:
            self.shared[edition.id, asker] = [
                school for school in self.schools(edition) if asker.does(None, edition.role, school.path, school.id)
            ]
        return ((school, Assignee()) for school in self.shared[edition.id, asker])

    def of_people(self, edition: PlanEdition, day: date) -> Iterator[tuple[Row[Any], Assignee]]:
        asker, whose = self.asker(day), assignees(self.session, edition, day)
        for school in self.schools(edition):
            for one in whose.at(school.path, school.id):
                if asker.does(one.id, edition.role, school.path, school.id):
                    yield school, one

    def asker(self, day: date) -> Asker:
        others = (cover.absent_id for cover in self.covers if cover.is_on(day))
        return Asker(self.person.reach_on(day), frozenset({self.person.id, *others}), self.now)

    def schools(self, edition: PlanEdition) -> list[Row[Any]]:
        """In reach: id, uid, name, closed_on, and the path of its zone."""
        if edition.id not in self.known:
            in_reach = School.visible_to(self.reach_from_now_on).with_only_columns(School.id)
            bound = bound_schools(self.session, edition, self.today).where(School.id.in_(in_reach)).join(School.zone)
            chosen = bound.with_only_columns(School.id, School.uid, School.name, School.closed_on, Zone.path)
            self.known[edition.id] = list(self.session.execute(chosen))
        return self.known[edition.id]
