"""Where fixes wait for their recheck: schools, since one visit judges all of theirs."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_query import HazardQuery, Shown, asked_for
from hazard_app.reports.hazard_strategy import gathering
from hazard_app.rules.deadlines import days_left

QUERY = HazardQuery(shown=Shown.AWAITING_RECHECK)


@dataclass(frozen=True, slots=True)
class WaitingSchool:
    """`waiting`: how many fixes. `deadline` is the first of their hazards', `days_left` local days to it."""

    uid: UUID
    name: str
    waiting: int
    deadline: datetime
    days_left: int


def waiting_schools(session: Session, reach: Reach, now: datetime, limit: int) -> list[WaitingSchool]:
    """The one with the first deadline first."""
    first = func.min(Hazard.deadline)
    schools = (
        gathering(asked_for(reach, QUERY, now), reach, QUERY)
        .join(Hazard.school)
        .join(School.zone)
        .with_only_columns(School.uid, School.name, Zone, func.count().label("waiting"), first.label("deadline"))
        .group_by(School.id, Zone.id)
        .order_by(first, School.id)
        .limit(limit)
    )
    return [
        WaitingSchool(row.uid, row.name, row.waiting, row.deadline, days_left(row.deadline, now, row.Zone.clock))
        for row in session.execute(schools)
    ]
