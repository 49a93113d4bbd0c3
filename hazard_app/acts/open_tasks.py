"""Make rows of the tasks whose window has opened, so that what was due stays due however plans and schools change.

Two processes at once make no twin: a unique constraint decides, and a row that stands is left as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy import Insert, Row
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from hazard_app.models.derived import Assignee, Coming, assignees, bound_schools, coming, first_day, not_opened
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.task import NOBODY, Task
from hazard_app.models.zone import Zone
from hazard_app.rules.task_names import TaskName

DAY = timedelta(days=1)
# So many schools in one transaction: nobody else who writes waits long.
CHUNK = 1000


@dataclass(frozen=True)
class Opened:
    """How many rows are new. `after`: the school to go on after; None when all of the plan is open. `until`: the plan's
    `opened_until` as it was found; one that is another the next time was settled meanwhile, and all begins anew."""

    tasks: int = 0
    after: int | None = 0
    until: date | None = None


def open_tasks(session: Session, plan: Plan, now: datetime) -> int:
    """All of one plan that has opened by now. How many rows are new."""
    opened = open_some(session, plan, now, Opened())
    while opened.after is not None:
        opened = open_some(session, plan, now, opened)
    return opened.tasks


def open_some(session: Session, plan: Plan, now: datetime, so_far: Opened) -> Opened:
    """Of the next so many schools, more than `so_far`; the plan is marked when there are no more."""
    after, until = so_far.after or 0, plan.opened_until
    if until != so_far.until:
        after = 0
    made, full = so_far.tasks, []
    for each in not_opened(session, plan, now):
        schools = schools_after(session, each, after)
        made += insert_tasks(session, list(tasks_of(session, each, schools)))
        if len(schools) == CHUNK:
            full.append(schools[-1].id)
    if full:
        # The editions of one plan may bind different schools: all go on after the same one.
        return Opened(made, min(full), until)
    mark(session, plan, now)
    return Opened(made, None, until)


def schools_after(session: Session, each: Coming, after: int) -> list[Row[Any]]:
    bound = bound_schools(session, each.edition, each.occurrence.due_on).join(School.zone)
    chosen = bound.with_only_columns(School.id, School.uid, School.zone_id, Zone.path).where(School.id > after)
    return list(session.execute(chosen.order_by(School.id).limit(CHUNK)))


def tasks_of(session: Session, each: Coming, schools: list[Row[Any]]) -> Iterator[dict[str, Any]]:
    whose = assignees(session, each.edition, each.occurrence.due_on)
    return (row_of(each, school, one) for school in schools for one in whose.at(school.path, school.id))


def row_of(each: Coming, school: Row[Any], one: Assignee) -> dict[str, Any]:
    """`school`: its id, uid and zone_id."""
    occurrence = each.occurrence
    name = TaskName(each.plan.uid, school.uid, occurrence.due_on, occurrence.sequence, one.uid)
    return {
        "uid": name.uid,
        "plan_id": each.plan.id,
        "school_id": school.id,
        "zone_id": school.zone_id,
        "assignee_id": one.id,
        "assignee_key": one.id or NOBODY,
        "due_on": occurrence.due_on,
        "sequence": occurrence.sequence,
        "opens_at": occurrence.opens_at,
        "due_at": occurrence.due_at,
        "missed_at": occurrence.missed_at,
    }


def insert_tasks(session: Session, rows: list[dict[str, Any]]) -> int:
    """Those that are no rows yet. How many they were.

    By their uids, which lie anywhere in their index: so each of its pages is read and written once, and two processes
    at once lock the same rows in the same order.
    """
    if not rows:
        return 0
    in_order = sorted(rows, key=itemgetter("uid"))
    return len(session.execute(insert_if_new(session).returning(Task.id), in_order).all())


def insert_if_new(session: Session) -> Insert:
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    statement: Insert = dialect.insert(Task).on_conflict_do_nothing()
    return statement


def mark(session: Session, plan: Plan, now: datetime) -> None:
    """Until today at most: a day that is yet to come may still be moved by a calendar."""
    today = now.astimezone(plan.zone.clock).date()
    waiting = (each for each in coming(session, plan, first_day(plan), today) if each.occurrence.opens_at > now)
    first = next(waiting, None)
    plan.opened_until = first.occurrence.due_on - DAY if first else max(today, plan.opened_until or today)
