"""Tasks one by one: how each stands, whose it is, who did it, and why it could not be done. The last due first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.hindrance import Hindrance
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.models.reach import Reach
from hazard_app.models.task import Task, TaskCheck
from hazard_app.reports.task_span import Span, Unopened, unopened
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.rounds import TaskState
from hazard_app.rules.terms import Role

PAGE = 50


@dataclass(frozen=True, slots=True)
class TaskLine:
    """`timed`: due at a time of its day. `whose`: a person's name where it is their own, else the role's.

    `check`: the inspection that did it, where it is in sight. `hindrance`: what was said last.
    """

    uid: UUID
    school_uid: UUID
    school: str
    title: Bilingual
    due_on: date
    due_at: datetime
    timed: bool
    state: TaskState
    role: Role
    whose: str | None
    check: Inspection | None = None
    hindrance: Hindrance | None = None


@dataclass(frozen=True)
class TaskPage:
    """`after` leads to the next page; empty when there is none."""

    lines: list[TaskLine]
    after: str


def task_page(session: Session, span: Span, state: TaskState | None, after: str, now: datetime) -> TaskPage:
    """By due day and uid, which a task has before it is a row: so both kinds make one list. A cursor that nobody gave
    out starts from the first page.
    """
    cursor = parsed(after)
    rows = rows_after(session, span, state, cursor, now)
    derived = (each for each in unopened(session, span, span.plans(session)) if state in (None, each.state(now)))
    more = [each for each in derived if cursor is None or key_of(each) < cursor]
    both: list[Task | Unopened] = [*rows, *more]
    listed = sorted(both, key=key_of, reverse=True)
    shown = listed[:PAGE]
    lines = lines_of(session, span.reach, shown, now)
    return TaskPage(lines, f"{lines[-1].due_on.isoformat()}~{lines[-1].uid}" if len(listed) > PAGE else "")


def rows_after(
    session: Session, span: Span, state: TaskState | None, cursor: tuple[date, UUID] | None, now: datetime
) -> list[Task]:
    plan = joinedload(Task.plan).selectinload(Plan.editions)
    rows = span.rows().options(joinedload(Task.school), joinedload(Task.assignee), plan)
    if state:
        rows = rows.where(Task.stands(now) == state.value)
    if cursor:
        rows = rows.where(tuple_(Task.due_on, Task.uid) < cursor)
    return list(session.scalars(rows.order_by(Task.due_on.desc(), Task.uid.desc()).limit(PAGE + 1)))


def key_of(each: Task | Unopened) -> tuple[date, UUID]:
    return each.due_on, each.uid if isinstance(each, Task) else each.name.uid


def parsed(cursor: str) -> tuple[date, UUID] | None:
    day, _, uid = cursor.partition("~")
    try:
        return date.fromisoformat(day), UUID(uid)
    except ValueError:
        return None


def lines_of(session: Session, reach: Reach, shown: list[Task | Unopened], now: datetime) -> list[TaskLine]:
    ids = [each.id for each in shown if isinstance(each, Task)]
    checks, hindrances = checks_of(session, reach, ids), hindrances_of(session, ids)
    of = {each.plan.checklist_id if isinstance(each, Task) else each.coming.plan.checklist_id for each in shown}
    names = names_of(session, shown)
    titles = {version.checklist_id: version.title for version in session.scalars(ChecklistVersion.newest(of))}
    return [
        of_row(each, titles, checks.get(each.id), hindrances.get(each.id), now)
        if isinstance(each, Task)
        else of_plan(each, titles, names, now)
        for each in shown
    ]


def checks_of(session: Session, reach: Reach, ids: Iterable[int]) -> dict[int, Inspection]:
    """By task, the check that did it."""
    did = Inspection.visible_to(reach).join(TaskCheck, TaskCheck.inspection_id == Inspection.id)
    found = did.where(TaskCheck.task_id.in_(ids), TaskCheck.does).options(joinedload(Inspection.person))
    return {
        row.task_id: row.Inspection for row in session.execute(found.with_only_columns(TaskCheck.task_id, Inspection))
    }


def hindrances_of(session: Session, ids: Iterable[int]) -> dict[int, Hindrance]:
    """By task, the last one."""
    said = select(Hindrance).where(Hindrance.task_id.in_(ids)).options(joinedload(Hindrance.person))
    return {each.task_id: each for each in session.scalars(said.order_by(Hindrance.id))}


def names_of(session: Session, shown: Iterable[Task | Unopened]) -> dict[int, str]:
    """Of those whose own a task is that is no row."""
    ids = {each.assignee.id for each in shown if isinstance(each, Unopened) and each.assignee.id}
    return dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all()) if ids else {}


def of_row(
    task: Task, titles: Mapping[int, Bilingual], check: Inspection | None, hindrance: Hindrance | None, now: datetime
) -> TaskLine:
    edition = task.plan.edition_on(task.due_on) or task.plan.editions[0]
    return TaskLine(
        uid=task.uid,
        school_uid=task.school.uid,
        school=task.school.name,
        title=titles[task.plan.checklist_id],
        due_on=task.due_on,
        due_at=task.due_at,
        timed=bool(edition.times),
        state=task.state(now),
        role=edition.role,
        whose=task.assignee.name if task.assignee else None,
        check=check,
        hindrance=hindrance,
    )


def of_plan(each: Unopened, titles: Mapping[int, Bilingual], names: Mapping[int, str], now: datetime) -> TaskLine:
    edition, occurrence = each.coming.edition, each.coming.occurrence
    return TaskLine(
        uid=each.name.uid,
        school_uid=each.school.uid,
        school=each.school.name,
        title=titles[each.coming.plan.checklist_id],
        due_on=occurrence.due_on,
        due_at=occurrence.due_at,
        timed=bool(edition.times),
        state=each.state(now),
        role=edition.role,
        whose=names.get(each.assignee.id or 0),
    )
