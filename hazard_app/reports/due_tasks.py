"""What is due now and whose work it is: tasks that are rows, and those that follow from a plan. Nothing is written."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.cover import Cover
from hazard_app.models.derived import Assignee, Coming, assignees, bound_schools, not_opened
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.reach import DOERS, Reach
from hazard_app.models.school import School
from hazard_app.models.task import Task, TaskStart
from hazard_app.models.zone import Zone
from hazard_app.reports.published import published
from hazard_app.rules.rounds import HindranceKind, Rhythm, TaskState, Who
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.task_states import task_state
from hazard_app.rules.terms import Role
from hazard_app.rules.windows import Occurrence

# What waits for somebody. What could not be done waits until its new day, if it was given one.
WAITING = frozenset({TaskState.DUE, TaskState.OVERDUE, TaskState.COULD_NOT})


@dataclass(frozen=True, slots=True)
class Asked:
    """A checklist in use, and how many of its items this person is shown."""

    version: ChecklistVersion
    items: int


@dataclass(frozen=True, slots=True)
class DueTask:
    """`days_left`: local days. `timed`: due at a time of its day, and not merely by its end.

    `begun_by`: names of others who have begun it. `covered`: somebody else's own, whose rounds this person does.
    """

    name: TaskName
    school_id: int
    asked: Asked
    rhythm: Rhythm
    rule: str
    occurrence: Occurrence
    state: TaskState
    days_left: int
    timed: bool
    hindered_by: HindranceKind | None = None
    begun_by: tuple[str, ...] = ()
    covered: bool = False


@dataclass(frozen=True)
class Asker:
    """Whose tasks, and when. `whose` are ids of people: their own, and those of whom they do the rounds."""

    reach: Reach
    whose: frozenset[int]
    now: datetime
    everyones: bool = False

    def does(self, assignee: int | None, role: Role, path: str, school_id: int) -> bool:
        if self.everyones:
            return True
        if assignee:
            return assignee in self.whose
        return role in self.reach.roles_at(path, school_id)

    def is_asked_by(self, plan: Plan) -> bool:
        """Might a task of it be theirs? Whoever stands in for somebody may have any."""
        editions = plan.editions
        own = any(edition.role in self.reach.roles or edition.assignee_id in self.whose for edition in editions)
        return self.everyones or own or len(self.whose) > 1

    def days_until(self, day: date, plan: Plan) -> int:
        return (day - self.now.astimezone(plan.zone.clock).date()).days


def due_tasks(session: Session, reach: Reach, now: datetime, *, everyones: bool = False) -> list[DueTask]:
    """Of this person, or of everyone in reach; in no order. Open windows only: what was missed is told elsewhere."""
    near = session.scalars(plans_of(session, reach)).all()
    if not near:
        return []
    highest = min(near, key=lambda plan: plan.zone.path.count("/")).zone
    asker = asking(session, reach, now, highest.clock, everyones=everyones)
    # Whoever runs a bureau reads a hundred thousand open tasks, and hardly one of them is theirs.
    plans = {plan.id: plan for plan in near if asker.is_asked_by(plan)}
    asked = in_use(session, reach, plans.values())
    rows = list(session.scalars(open_rows(reach, plans, now))) if plans else []
    begun = begun_by_others(session, reach, [task.id for task in rows])
    known = {task.uid for task in rows}
    due = [of_row(asker, task, plans, asked, begun.get(task.id, ())) for task in rows]
    due.extend(
        each for plan in plans.values() for each in of_plan(session, asker, plan, asked) if each.name.uid not in known
    )
    return [each for each in due if each and each.state in WAITING]


def plans_of(session: Session, reach: Reach) -> Select[Plan]:
    """Those that bind schools in reach, with all that they say."""
    at = select(Zone.path).join(School, School.zone_id == Zone.id).where(School.id.in_(reach.school_ids))
    paths = (*reach.reading_paths, *(session.scalars(at) if reach.school_ids else ()))
    editions = selectinload(Plan.editions)
    return Plan.touching(paths).options(
        joinedload(Plan.zone),
        editions.selectinload(PlanEdition.schools),
        editions.joinedload(PlanEdition.assignee),
        selectinload(Plan.pauses),
        selectinload(Plan.skips),
    )


def asking(session: Session, reach: Reach, now: datetime, clock: ZoneInfo, *, everyones: bool) -> Asker:
    """Who does whose rounds is a matter of local days: at the school gate at seven, UTC is still at yesterday."""
    others = session.scalars(Cover.of_whom(reach.person_id, now.astimezone(clock).date()))
    return Asker(reach, frozenset({reach.person_id, *others}), now, everyones)


def in_use(session: Session, reach: Reach, plans: Iterable[Plan]) -> dict[int, Asked]:
    """By checklist. One that was retired asks for nothing any more."""
    wanted = {plan.checklist_id for plan in plans}
    current = session.scalars(ChecklistVersion.current().where(ChecklistVersion.checklist_id.in_(wanted)))
    return {version.checklist_id: Asked(version, shown_items(session, reach, version)) for version in current}


def shown_items(session: Session, reach: Reach, version: ChecklistVersion) -> int:
    text = published(session, version.uid)
    assert text  # it was read a moment ago, and no version goes away
    shown = text.for_police if reach.reading_paths else text.for_schools
    return sum(len(section.items) for section in shown.sections)


def open_rows(reach: Reach, plans: Iterable[int], now: datetime) -> Select[Task]:
    is_open = Task.visible_to(reach).where(Task.opens_at <= now, Task.missed_at >= now, Task.plan_id.in_(plans))
    return is_open.options(joinedload(Task.school).joinedload(School.zone), joinedload(Task.assignee))


def begun_by_others(session: Session, reach: Reach, ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    begun = (
        select(TaskStart.task_id, Person.name)
        .join(TaskStart.person)
        .where(TaskStart.task_id.in_(ids), TaskStart.person_id != reach.person_id)
        .order_by(TaskStart.at)
    )
    names: dict[int, tuple[str, ...]] = {}
    for row in session.execute(begun):
        names[row.task_id] = (*names.get(row.task_id, ()), row.name)
    return names


def of_row(
    asker: Asker, task: Task, plans: Mapping[int, Plan], asked: Mapping[int, Asked], begun_by: tuple[str, ...]
) -> DueTask | None:
    """None for what is not this person's."""
    plan = plans.get(task.plan_id)
    edition = plan and (plan.edition_on(task.due_on) or plan.editions[0])
    if not plan or not edition or plan.checklist_id not in asked:
        return None
    school, assignee, whose = task.school, task.assignee, whose_now(asker, task, edition)
    if not asker.does(whose, edition.role, school.zone.path, school.id):
        return None
    return DueTask(
        name=TaskName(plan.uid, school.uid, task.due_on, task.sequence, assignee.uid if assignee else None),
        school_id=school.id,
        asked=asked[plan.checklist_id],
        rhythm=edition.rhythm,
        rule=edition.rule,
        occurrence=task.occurrence,
        state=task.state(asker.now),
        days_left=asker.days_until(task.due_on, plan),
        timed=bool(edition.times),
        hindered_by=task.hindered_by,
        begun_by=begun_by,
        covered=whose not in (None, asker.reach.person_id),
    )


def whose_now(asker: Asker, task: Task, edition: PlanEdition) -> int | None:
    """One person's is the role's once they have left; of each their own, every other one has theirs."""
    if task.assignee is None or edition.who is Who.EACH_OF:
        return task.assignee_id
    school, day = task.school, asker.now.astimezone(task.school.zone.clock).date()
    serves = task.assignee.active and task.assignee.reach_on(day).roles_at(school.zone.path, school.id) & DOERS
    return task.assignee_id if serves else None


def of_plan(session: Session, asker: Asker, plan: Plan, asked: Mapping[int, Asked]) -> Iterator[DueTask]:
    """What follows from it, rows or not."""
    for coming in not_opened(session, plan, asker.now):
        if plan.checklist_id in asked and coming.occurrence.is_open(asker.now):
            yield from at_schools(session, asker, coming, asked[plan.checklist_id])


def at_schools(session: Session, asker: Asker, coming: Coming, asked: Asked) -> Iterator[DueTask]:
    edition, day = coming.edition, coming.occurrence.due_on
    in_reach = School.visible_to(asker.reach).with_only_columns(School.id)
    bound = bound_schools(session, edition, day).where(School.id.in_(in_reach)).join(School.zone)
    whose = assignees(session, edition, day)
    for school in session.execute(named(bound)):
        for one in whose.at(school.path, school.id):
            if asker.does(one.id, edition.role, school.path, school.id):
                yield derived(asker, coming, asked, school, one)


def named(bound: Any) -> Select[Any]:
    chosen: Select[Any] = bound.with_only_columns(School.id, School.uid, Zone.path)
    return chosen


def derived(asker: Asker, coming: Coming, asked: Asked, school: Row[Any], one: Assignee) -> DueTask:
    """`school`: its id and uid."""
    occurrence = coming.occurrence
    return DueTask(
        name=TaskName(coming.plan.uid, school.uid, occurrence.due_on, occurrence.sequence, one.uid),
        school_id=school.id,
        asked=asked,
        rhythm=coming.edition.rhythm,
        rule=coming.edition.rule,
        occurrence=occurrence,
        state=task_state(occurrence, None, hindered=False, now=asker.now),
        days_left=asker.days_until(occurrence.due_on, coming.plan),
        timed=bool(coming.edition.times),
        covered=one.id not in (None, asker.reach.person_id),
    )
