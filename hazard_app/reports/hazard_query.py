"""What of the hazards in reach is asked for, as every list, count and export understands it."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, and_, false, or_, select

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.search import holding
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Severity, State

# What people call a hazard, 2026-0417, or its serial number alone.
NUMBER = re.compile(r"(?:(20[0-9]{2})-)?0*([1-9][0-9]{0,8})")
MOST_WORDS = 8


class Shown(StrEnum):
    """Which states. `open` is what open means in every list and count: to fix or awaiting recheck."""

    OPEN = "open"
    TO_FIX = "to_fix"
    AWAITING_RECHECK = "awaiting_recheck"
    CLOSED = "closed"
    VOID = "void"

    @property
    def is_open(self) -> bool:
        return self not in (Shown.CLOSED, Shown.VOID)


class Order(StrEnum):
    """`attention`: who watches it, then its deadline, then its age. What is not open any more comes newest first."""

    ATTENTION = "attention"
    DEADLINE = "deadline"
    NEWEST = "newest"


class Yes(StrEnum):
    """What a filter that is only on or off says when it is on."""

    YES = "yes"


STATES = {
    Shown.TO_FIX: State.OPEN,
    Shown.AWAITING_RECHECK: State.AWAITING_RECHECK,
    Shown.CLOSED: State.CLOSED,
    Shown.VOID: State.VOID,
}


@dataclass(frozen=True)
class HazardQuery:
    """`zone` means its whole subtree; `q` is words of a hazard, of its school, or its number."""

    zone: Zone | None = None
    school: School | None = None
    shown: Shown = Shown.OPEN
    severity: Severity | None = None
    category: str | None = None
    overdue: bool = False
    q: str = ""
    order: Order = Order.ATTENTION

    @property
    def ordered_by(self) -> Order:
        return self.order if self.shown.is_open else Order.NEWEST

    @property
    def is_narrowed(self) -> bool:
        """Does it ask for less than all that is open at its place?"""
        return bool(self.shown is not Shown.OPEN or self.severity or self.category or self.overdue or self.q)


def at_its_place(reach: Reach, query: HazardQuery, now: datetime) -> Select[Hazard]:
    """In reach, in the zone or school, holding the words; open or not as asked, every other filter left off."""
    chosen = Hazard.listed_for(reach.within(query.zone.path) if query.zone else reach, now)
    if query.zone and reach.school_ids:
        chosen = chosen.where(Hazard.zone_id.in_(Zone.ids_inside((query.zone.path,))))
    if query.school:
        chosen = chosen.where(Hazard.school_id == query.school.id)
    chosen = chosen.where(Hazard.open_only() if query.shown.is_open else Hazard.state == STATES[query.shown])
    return chosen.where(*(found_by(word) for word in query.q.split()[:MOST_WORDS]))


def asked_for(reach: Reach, query: HazardQuery, now: datetime) -> Select[Hazard]:
    """Every filter applied; not ordered."""
    return at_its_place(reach, query, now).where(*narrowing(query, now))


def narrowing(query: HazardQuery, now: datetime) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = []
    if query.shown in (Shown.TO_FIX, Shown.AWAITING_RECHECK):
        conditions.append(Hazard.state == STATES[query.shown])
    if query.severity:
        conditions.append(Hazard.severity == query.severity)
    if query.category:
        conditions.append(Hazard.category_code == query.category)
    if query.overdue:
        conditions += [Hazard.open_only(), Hazard.deadline < now]
    return conditions


def found_by(word: str) -> ColumnElement[bool]:
    at_school = Hazard.school_id.in_(select(School.id).where(School.named_like(word)))
    return or_(holding(word), at_school, numbered(word))


def numbered(word: str) -> ColumnElement[bool]:
    """A day more at both ends of the year: which year it was depends on the zone's clock."""
    match = NUMBER.fullmatch(word)
    if match is None:
        return false()
    if match[1] is None:
        return Hazard.id == int(match[2])
    year = int(match[1])
    since, until = datetime(year - 1, 12, 31, tzinfo=UTC), datetime(year + 1, 1, 2, tzinfo=UTC)
    return and_(Hazard.id == int(match[2]), Hazard.happened_at >= since, Hazard.happened_at < until)
