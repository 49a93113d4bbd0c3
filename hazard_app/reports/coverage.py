"""Coverage of a zone: its schools by weeks, what was checked of what was due.

A check belongs to the ISO week of its due day, whenever it was made. A week tells the worst of its checks: missed,
then overdue (it can still be done), could not be made, made late, due or to come, made in time; none due is blank.
Coverage: schools with at least one check made ÷ schools where some were due. On schedule: checks made by their due
time ÷ checks due. What could not be made stands below the line of both, and above neither (`check_sums`).
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, or_, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.checklist import Checklist, ChecklistVersion
from hazard_app.models.plan import Plan
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.models.zone import Zone
from hazard_app.reports.check_sums import CheckSums, grouped
from hazard_app.reports.task_span import Span, reading, unopened
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.rounds import TaskState

WEEKS = 12
PAGE = 50
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
WORST_FIRST = (
    TaskState.MISSED,
    TaskState.OVERDUE,
    TaskState.COULD_NOT,
    TaskState.DONE_LATE,
    TaskState.DUE,
    TaskState.COMING,
    TaskState.DONE,
)


@dataclass(frozen=True, slots=True)
class Week:
    """`state` is None where nothing is due."""

    starts_on: date
    state: TaskState | None

    @property
    def ends_on(self) -> date:
        return self.starts_on + WEEK - DAY


@dataclass(frozen=True, slots=True)
class SchoolWeeks:
    uid: UUID
    name: str
    sums: CheckSums
    weeks: list[Week]


@dataclass(frozen=True, slots=True)
class Choice:
    """A checklist that was asked for; `due`: how many checks of it were due."""

    code: str
    title: Bilingual
    due: int


@dataclass(frozen=True)
class Coverage:
    """`checked` of the `asked` schools have a check; `schools` are all, also where nothing was due.

    `after` is the last school of this page if there are more; None else.
    """

    weeks: list[date]
    lines: list[SchoolWeeks]
    total: CheckSums
    schools: int
    asked: int
    checked: int
    choices: list[Choice]
    after: UUID | None


def last_weeks(today: date) -> list[date]:
    """Their Mondays, the oldest first; the last is that of today's week."""
    monday = today - today.weekday() * DAY
    return [monday - back * WEEK for back in reversed(range(WEEKS))]


def coverage(
    session: Session, reach: Reach, zone: Zone, checklist: Checklist | None, after: UUID | None, now: datetime
) -> Coverage:
    """Most missed first, then by name; schools where nothing was due come last."""
    today = now.astimezone(zone.clock).date()
    weeks = last_weeks(today)
    chosen = checklist.id if checklist else None
    span = Span(reach=reading(reach, zone.path), first=weeks[0], last=weeks[-1] + WEEK - DAY)
    plans = span.plans(session)
    at, of = states_in(session, span, plans, chosen, today, now)
    sums = {school_id: CheckSums.of(states) for school_id, states in at.items()}
    listed = in_order(listed_schools(session, span.reach, today, at), sums)
    page, more = page_after(listed, after)
    shown = replace(span, schools=frozenset(school.id for school in page), checklist_id=chosen)
    told = told_by_week(session, shown, [plan for plan in plans if chosen in (None, plan.checklist_id)], now)
    return Coverage(
        weeks=weeks,
        lines=[line_of(school, sums, weeks, told[school.id]) for school in page],
        total=CheckSums.of(sum(at.values(), Counter())),
        schools=len(listed),
        asked=sum(each.due > 0 for each in sums.values()),
        checked=sum(each.done > 0 for each in sums.values()),
        choices=choices(session, of),
        after=page[-1].uid if more else None,
    )


States = Mapping[int, Counter[TaskState]]


def states_in(
    session: Session, span: Span, plans: list[Plan], chosen: int | None, today: date, now: datetime
) -> tuple[States, States]:
    """By school, of the chosen checklist; and by checklist. What follows from a plan counts nothing before its day."""
    at, of = defaultdict[int, Counter[TaskState]](Counter), defaultdict[int, Counter[TaskState]](Counter)
    rows = grouped(session, span, now, Task.school_id, Plan.checklist_id)
    derived = (
        (each.school.id, each.coming.plan.checklist_id, each.state(now), 1)
        for each in unopened(session, replace(span, last=today), plans)
    )
    for school_id, checklist_id, state, tasks in chain(rows, derived):
        of[checklist_id][state] += tasks
        if chosen in (None, checklist_id):
            at[school_id][state] += tasks
    return at, of


def listed_schools(session: Session, reach: Reach, today: date, at: States) -> list[Row[Any]]:
    """Those that are there now, and those that have moved away or closed and left something."""
    is_open = or_(School.closed_on.is_(None), School.closed_on > today)
    here = School.visible_to(reach).where(is_open, ~School.merger.has())
    schools = named(session, here)
    gone = at.keys() - {school.id for school in schools}
    return schools + named(session, select(School).where(School.id.in_(gone))) if gone else schools


def named(session: Session, schools: Select[School]) -> list[Row[Any]]:
    columns: tuple[Any, ...] = (School.id, School.uid, School.name)
    return list(session.execute(schools.with_only_columns(*columns)).all())


def in_order(schools: Iterable[Row[Any]], sums: Mapping[int, CheckSums]) -> list[Row[Any]]:
    nothing = CheckSums()

    def key(school: Row[Any]) -> tuple[int, bool, str, int]:
        of = sums.get(school.id, nothing)
        return -of.missed, not of.due, school.name, school.id

    return sorted(schools, key=key)


def page_after(schools: list[Row[Any]], after: UUID | None) -> tuple[list[Row[Any]], bool]:
    """And whether there are more. A school that is not listed begins from the first page."""
    start = next((at for at, school in enumerate(schools, 1) if school.uid == after), 0)
    return schools[start : start + PAGE], len(schools) > start + PAGE


def told_by_week(
    session: Session, span: Span, plans: list[Plan], now: datetime
) -> Mapping[int, Mapping[date, TaskState]]:
    """By school and Monday. Also what is no row yet and still to come this week."""
    state = Task.stands(now).label("state")
    grouped = span.rows().with_only_columns(Task.school_id, Task.due_on, state).distinct()
    rows = [(row.school_id, row.due_on, TaskState(row.state)) for row in session.execute(grouped)]
    derived = ((each.school.id, each.due_on, each.state(now)) for each in unopened(session, span, plans))
    told: defaultdict[int, dict[date, TaskState]] = defaultdict(dict)
    for school_id, due_on, stands in (*rows, *derived):
        monday = due_on - due_on.weekday() * DAY
        worst = told[school_id].get(monday, stands)
        told[school_id][monday] = min(worst, stands, key=WORST_FIRST.index)
    return told


def line_of(
    school: Row[Any], sums: Mapping[int, CheckSums], weeks: list[date], told: Mapping[date, TaskState]
) -> SchoolWeeks:
    shown = [Week(monday, told.get(monday)) for monday in weeks]
    return SchoolWeeks(school.uid, school.name, sums.get(school.id, CheckSums()), shown)


def choices(session: Session, of: States) -> list[Choice]:
    """By code. The title is that of the newest version, also of a checklist that was retired since."""
    newest = session.scalars(ChecklistVersion.newest(of).options(joinedload(ChecklistVersion.checklist)))
    found = [Choice(each.checklist.code, each.title, CheckSums.of(of[each.checklist_id]).due) for each in newest]
    return sorted(found, key=lambda choice: choice.code)


def planned_checklist(session: Session, code: str) -> Checklist | None:
    """One that some plan asks for, or asked for."""
    planned = select(Plan.checklist_id)
    return session.scalar(select(Checklist).where(Checklist.code == code, Checklist.id.in_(planned)))
