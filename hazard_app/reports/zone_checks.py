"""Zone by zone, what of the checks is overdue and can still be made, and what was missed this week."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from hazard_app.models.plan import Plan
from hazard_app.models.reach import Reach
from hazard_app.models.task import Task
from hazard_app.models.zone import Zone
from hazard_app.reports.check_sums import grouped
from hazard_app.reports.task_span import Span, reading, unopened
from hazard_app.reports.zone_story import ZoneRow
from hazard_app.rules.rounds import TaskState

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class ZoneChecks:
    """With all that lies below it. `missed` of those that were due this week, from Monday on."""

    uid: UUID
    name: str
    overdue: int
    missed: int


def zone_checks(
    session: Session, reach: Reach, zones: Iterable[ZoneRow], today: date, now: datetime
) -> list[ZoneChecks]:
    """In the order of `zones`; none where nothing is planned. `today` is the local day."""
    monday = today - today.weekday() * DAY
    week = Span(reach=reading(reach), first=monday, last=today)
    plans = week.plans(session)
    if not plans:
        return []
    before = Span(reach=week.reach, first=min(monday, today - open_longest(plans)), last=monday - DAY)
    overdue, missed = Counter[int](), Counter[int]()
    for span in (week, before):
        derived = ((each.school.zone_id, each.state(now), 1) for each in unopened(session, span, plans))
        for zone_id, state, tasks in chain(grouped(session, span, now, Task.zone_id), derived):
            overdue[zone_id] += tasks * (state is TaskState.OVERDUE)
            missed[zone_id] += tasks * (state is TaskState.MISSED and span is week)
    inside = zones_inside(session, reach)
    return [
        ZoneChecks(
            zone.uid, zone.name, *(sum(counts[each] for each in inside[zone.uid]) for counts in (overdue, missed))
        )
        for zone in zones
    ]


def open_longest(plans: Iterable[Plan]) -> timedelta:
    """So long ago a check may have been due that can still be made; a day more for clocks of other zones."""
    return max((edition.open_after for plan in plans for edition in plan.editions), default=0) * DAY + DAY


def zones_inside(session: Session, reach: Reach) -> dict[UUID, list[int]]:
    """Of each zone in sight, the ids of itself and of all below it."""
    columns: tuple[Any, ...] = (Zone.id, Zone.uid, Zone.path)
    zones = session.execute(Zone.visible_to(reach).with_only_columns(*columns)).all()
    inside = defaultdict[UUID, list[int]](list)
    uids = {str(zone.id): zone.uid for zone in zones}
    for zone in zones:
        for above in zone.path.strip("/").split("/"):
            if above in uids:
                inside[uids[above]].append(zone.id)
    return inside
