"""What is due on some days at some places: tasks that are rows, and those that follow from a plan and are none yet.

Nothing is written: whoever only looks opens nothing, and what nobody ever looked at was missed all the same.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session

from hazard_app.models.derived import Assignee, Coming, assignees, bound_schools, coming, first_day
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.reach import READERS, Reach
from hazard_app.models.school import School
from hazard_app.models.task import NOBODY, Task
from hazard_app.models.zone import Zone
from hazard_app.reports.due_tasks import plans_of
from hazard_app.rules.rounds import TaskState
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.task_states import task_state


@dataclass(frozen=True, kw_only=True)
class Span:
    """Due from `first` to `last`, both in it; at `schools`, None for all in reach; of one checklist, None for all."""

    reach: Reach
    first: date
    last: date
    schools: frozenset[int] | None = None
    checklist_id: int | None = None

    def rows(self) -> Select[Task]:
        found = Task.visible_to(self.reach).join(Task.plan).where(Task.due_on.between(self.first, self.last))
        if self.schools is not None:
            found = found.where(Task.school_id.in_(self.schools))
        return found.where(Plan.checklist_id == self.checklist_id) if self.checklist_id else found

    def bound(self, session: Session, edition: PlanEdition, day: date) -> Select[Any]:
        inside = School.zone_id.in_(Zone.ids_inside(self.reach.reading_paths))
        bound = bound_schools(session, edition, day).where(or_(inside, School.id.in_(self.reach.school_ids)))
        return bound if self.schools is None else bound.where(School.id.in_(self.schools))

    def plans(self, session: Session) -> list[Plan]:
        found = plans_of(session, self.reach)
        return list(
            session.scalars(found.where(Plan.checklist_id == self.checklist_id) if self.checklist_id else found)
        )


@dataclass(frozen=True, slots=True)
class Unopened:
    """A task that is no row. `school`: its id, uid, name, zone_id, closed_on and the path of its zone."""

    coming: Coming
    school: Row[Any]
    assignee: Assignee

    @property
    def name(self) -> TaskName:
        due = self.coming.occurrence
        return TaskName(self.coming.plan.uid, self.school.uid, due.due_on, due.sequence, self.assignee.uid)

    @property
    def due_on(self) -> date:
        return self.coming.occurrence.due_on

    def state(self, now: datetime) -> TaskState:
        return task_state(self.coming.occurrence, None, hindered=False, now=now)


def reading(reach: Reach, path: str = "/") -> Reach:
    """What a person reads in a subtree; not what they run there, nor the school whose liaison officer they are."""
    return Reach(reach.person_id, tuple(held for held in reach.within(path).held if held.path and held.role in READERS))


def unopened(session: Session, span: Span, plans: Iterable[Plan]) -> Iterator[Unopened]:
    """A plan that is open until the last day asks for no query at all."""
    for plan in plans:
        first = max(span.first, first_day(plan))
        ahead = list(coming(session, plan, first, span.last)) if first <= span.last else []
        for edition, due in groupby(ahead, key=lambda each: each.edition):
            yield from of_edition(session, span, edition, list(due))


def of_edition(session: Session, span: Span, edition: PlanEdition, due: Sequence[Coming]) -> Iterator[Unopened]:
    bound = span.bound(session, edition, due[0].occurrence.due_on)
    named: tuple[Any, ...] = (School.id, School.uid, School.name, School.zone_id, School.closed_on, Zone.path)
    schools = session.execute(bound.join(School.zone).with_only_columns(*named)).all()
    known = rows_known(session, edition.plan, bound, due)
    for each in due:
        occurrence = each.occurrence
        whose = assignees(session, edition, occurrence.due_on)
        # One that closes in between is bound until then.
        for school in (one for one in schools if one.closed_on is None or one.closed_on > occurrence.due_on):
            for one in whose.at(school.path, school.id):
                if (occurrence.due_on, occurrence.sequence, school.id, one.id or NOBODY) not in known:
                    yield Unopened(each, school, one)


def rows_known(session: Session, plan: Plan, bound: Select[Any], due: Sequence[Coming]) -> set[Any]:
    """Day, sequence, school and assignee of those that somebody has opened already."""
    days = Task.due_on.between(due[0].occurrence.due_on, due[-1].occurrence.due_on)
    key = select(Task.due_on, Task.sequence, Task.school_id, Task.assignee_key)
    here = Task.school_id.in_(bound.with_only_columns(School.id))
    return set(session.execute(key.where(Task.plan_id == plan.id, days, here)).all())
