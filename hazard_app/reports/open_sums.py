"""Sums of what is open, for each school or zone: how many, how many overdue, how bad, how old."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.hazard_strategy import BY_ZONE, hinted
from hazard_app.rules.terms import Severity, State


@dataclass(frozen=True, slots=True)
class OpenSums:
    """`worst` and `oldest` (when it happened) are None where nothing is open."""

    open: int = 0
    overdue: int = 0
    critical: int = 0
    awaiting_recheck: int = 0
    worst: Severity | None = None
    oldest: datetime | None = None

    def __add__(self, other: "OpenSums") -> "OpenSums":
        severities = [worst for worst in (self.worst, other.worst) if worst]
        return OpenSums(
            self.open + other.open,
            self.overdue + other.overdue,
            self.critical + other.critical,
            self.awaiting_recheck + other.awaiting_recheck,
            max(severities, key=list(Severity).index, default=None),
            min((oldest for oldest in (self.oldest, other.oldest) if oldest), default=None),
        )


NOTHING = OpenSums()


def by_school(session: Session, reach: Reach, ids: Iterable[int], now: datetime) -> dict[int, OpenSums]:
    """Only schools with something open are in it."""
    here = Hazard.listed_for(reach, now).where(Hazard.open_only(), Hazard.school_id.in_(list(ids)))
    return summed(session, hinted(here, "ix_hazards_school"), Hazard.school_id, now)


def by_zone(session: Session, reach: Reach, now: datetime) -> dict[int, OpenSums]:
    """Each zone for itself, without those below it; only zones with something open are in it."""
    here = Hazard.listed_for(reach, now).where(Hazard.open_only())
    return summed(session, here if reach.school_ids else hinted(here, BY_ZONE), Hazard.zone_id, now)


def summed(session: Session, chosen: Select[Any], place: Any, now: datetime) -> dict[int, OpenSums]:
    group = (place, Hazard.state, Hazard.severity)
    overdue = func.count().filter(Hazard.deadline < now)
    rows = session.execute(
        chosen.with_only_columns(*group, func.count(), overdue, func.min(Hazard.happened_at)).group_by(*group)
    )
    sums: dict[int, OpenSums] = {}
    for place_id, state, severity, count, late, oldest in rows:
        part = part_of(state, severity, count, late, oldest)
        sums[place_id] = sums.get(place_id, NOTHING) + part
    return sums


def part_of(state: State, severity: Severity, count: int, late: int, oldest: datetime) -> OpenSums:
    critical = count if severity is Severity.CRITICAL else 0
    awaiting = count if state is State.AWAITING_RECHECK else 0
    return OpenSums(count, late, critical, awaiting, severity, oldest)
