"""What is still somebody's when they leave: plans, checks, hazards and promises, each with what becomes of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.assignment import Assignment
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.cover import Cover
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.posting import Posting
from hazard_app.models.reach import LOG_READERS, Reach
from hazard_app.models.school import School
from hazard_app.reports.covers import lasting
from hazard_app.reports.due_tasks import DueTask, due_tasks, plans_of
from hazard_app.reports.hazard_rows import HazardRow, rows_of
from hazard_app.rules.rounds import Who
from hazard_app.rules.terms import Role

# Whoever reads what others leave, besides those themselves.
OVERSEERS = LOG_READERS | {Role.SUPERVISOR}


@dataclass(frozen=True)
class PlanLeft:
    """`version` is None where the checklist was retired. `names_them`: else they only published it."""

    edition: PlanEdition
    version: ChecklistVersion | None
    names_them: bool
    may_change: bool


@dataclass(frozen=True)
class TaskLeft:
    """Theirs and open. `falls_to_role`: once they have left; else it is nobody's, and is missed."""

    task: DueTask
    school: School
    falls_to_role: bool


@dataclass(frozen=True)
class Departure:
    """`hazards` by school, of those that the reader sees; `in_hand` counts all."""

    plans: list[PlanLeft]
    tasks: list[TaskLeft]
    hazards: dict[UUID, list[HazardRow]]
    in_hand: int
    promised: list[Cover]

    @property
    def is_empty(self) -> bool:
        return not (self.plans or self.tasks or self.in_hand or self.promised)


def who_left(reach: Reach) -> Select[Person]:
    """Oneself, and whoever has or had a posting in the zones that one supervises, administers or audits."""
    there = Person.postings.any(Posting.inside(reach.paths_as(OVERSEERS)))
    return select(Person).where(or_(Person.id == reach.person_id, there))


def departure(session: Session, reach: Reach, person: Person, day: date, now: datetime) -> Departure:
    """As the reader may see it; `day` is the local one."""
    return Departure(
        plans=list(plans_left(session, reach, person, day)),
        tasks=tasks_left(session, reach, person, day, now),
        hazards=hazards_left(session, reach, person, now),
        in_hand=session.scalar(select(func.count(Hazard.id)).where(in_hand(person))) or 0,
        promised=list(session.scalars(lasting(select(Cover).where(Cover.person_id == person.id), day))),
    )


def plans_left(session: Session, reach: Reach, person: Person, day: date) -> Iterator[PlanLeft]:
    """That go on and name them, and those that they published."""
    current = session.scalars(ChecklistVersion.current()).all()
    in_use = {version.checklist_id: version for version in current}
    for plan in session.scalars(plans_of(session, reach)):
        edition = plan.editions[-1]
        names_them = edition.who is Who.PERSON and edition.assignee_id == person.id
        if edition.lasts(day) and (names_them or edition.person_id == person.id):
            may = Role.SUPERVISOR in reach.roles_at(plan.zone.path)
            yield PlanLeft(edition, in_use.get(plan.checklist_id), names_them, may)


def tasks_left(session: Session, reach: Reach, person: Person, day: date, now: datetime) -> list[TaskLeft]:
    """At schools that the reader sees; also what stayed theirs where they served before."""
    ever = Reach(person.id, tuple(held for posting in person.postings for held in posting.all_held))
    own = [task for task in due_tasks(session, ever, now) if task.name.assignee == person.uid]
    at = School.visible_to(reach).where(School.id.in_([task.school_id for task in own]))
    schools = {school.id: school for school in session.scalars(at.options(joinedload(School.zone)))}
    plans = {plan.uid: plan for plan in session.scalars(plans_named(own))}
    left = []
    for task in own:
        school, edition = schools.get(task.school_id), plans[task.name.plan].edition_on(task.name.due_on)
        falls = edition is not None and edition.who is Who.PERSON
        # Where they serve no more it has fallen already.
        if school and (serves(person, school, day) or not falls):
            left.append(TaskLeft(task, school, falls))
    return sorted(left, key=lambda each: (each.task.occurrence.due_at, each.school.name, str(each.task.name)))


def plans_named(tasks: list[DueTask]) -> Select[Plan]:
    return select(Plan).where(Plan.uid.in_({task.name.plan for task in tasks})).options(selectinload(Plan.editions))


def serves(person: Person, school: School, day: date) -> bool:
    return person.active and bool(person.reach_on(day).roles_at(school.zone.path, school.id))


def in_hand(person: Person) -> ColumnElement[bool]:
    return and_(Hazard.assignment.has(Assignment.person_id == person.id), Hazard.open_only())


def hazards_left(session: Session, reach: Reach, person: Person, now: datetime) -> dict[UUID, list[HazardRow]]:
    seen = Hazard.visible_to(reach).where(in_hand(person))
    ids = list(session.scalars(seen.with_only_columns(Hazard.id).order_by(Hazard.deadline, Hazard.id)))
    by_school: defaultdict[UUID, list[HazardRow]] = defaultdict(list)
    for row in rows_of(session, ids, now):
        by_school[row.school_uid].append(row)
    return dict(by_school)
