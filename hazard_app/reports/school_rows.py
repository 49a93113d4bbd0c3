"""Schools in reach, nearest first or by name, each with what is open there."""

from dataclasses import dataclass
from datetime import datetime
from math import cos, radians
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, select, tuple_
from sqlalchemy.orm import Session

from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.open_sums import NOTHING, OpenSums, by_school
from hazard_app.rules.distance import metres, nearest_first
from hazard_app.rules.places import Place
from hazard_app.rules.terms import SchoolKind

PAGE = 50
# Sorted exactly after the database sorted roughly: more than a page, so that no edge is cut wrong.
CANDIDATES = 4 * PAGE


@dataclass(frozen=True, slots=True)
class SchoolRow:
    """`distance` in metres from where one stands; None when either is unknown."""

    id: int
    uid: UUID
    name: str
    kind: SchoolKind
    zone_name: str
    centre: tuple[float, float] | None
    sums: OpenSums
    distance: float | None


@dataclass(frozen=True)
class SchoolPage:
    """`after` leads on by name; nearest first has one page, and the rest is found by name."""

    rows: list[SchoolRow]
    total: int
    after: str


def school_page(
    session: Session, reach: Reach, q: str, near: Place | None, after: UUID | None, now: datetime
) -> SchoolPage:
    found = matching(reach, q)
    total = session.scalar(select(func.count()).select_from(found.with_only_columns(School.id).subquery())) or 0
    if near:
        rows = session.execute(with_columns(found).order_by(roughly(near), School.id).limit(CANDIDATES)).all()
        nearest = nearest_first(near, rows, centre_of)[:PAGE]
        return SchoolPage(with_sums(session, reach, nearest, near, now), total, "")
    if after:
        last = School.visible_to(reach).where(School.uid == after).with_only_columns(School.name, School.id)
        found = found.where(tuple_(School.name, School.id) > last.scalar_subquery())
    rows = session.execute(with_columns(found).order_by(School.name, School.id).limit(PAGE + 1)).all()
    more = str(rows[PAGE - 1].uid) if len(rows) > PAGE else ""
    return SchoolPage(with_sums(session, reach, rows[:PAGE], None, now), total, more)


def matching(reach: Reach, q: str) -> Select[Any]:
    found = School.visible_to(reach).where(School.closed_on.is_(None))
    return found.where(*(School.named_like(word) for word in q.split()))


def with_columns(found: Select[Any]) -> Select[Any]:
    columns: tuple[Any, ...] = (School.id, School.uid, School.name, School.kind, School.latitude, School.longitude)
    return found.join(School.zone).with_only_columns(*columns, Zone.name.label("zone_name"))


def roughly(near: Place) -> Any:
    """Square degrees, meridians drawn together as they are here; unknown places last."""
    north = School.latitude - near.latitude
    east = (School.longitude - near.longitude) * cos(radians(near.latitude))
    return func.coalesce(north * north + east * east, 1e9)


def centre_of(row: Row[Any]) -> tuple[float, float] | None:
    return None if row.latitude is None or row.longitude is None else (row.latitude, row.longitude)


def with_sums(session: Session, reach: Reach, rows: Any, near: Place | None, now: datetime) -> list[SchoolRow]:
    sums = by_school(session, reach, [row.id for row in rows], now)
    return [school_row(row, sums.get(row.id, NOTHING), near) for row in rows]


def school_row(row: Row[Any], sums: OpenSums, near: Place | None) -> SchoolRow:
    centre = centre_of(row)
    return SchoolRow(
        id=row.id,
        uid=row.uid,
        name=row.name,
        kind=row.kind,
        zone_name=row.zone_name,
        centre=centre,
        sums=sums,
        distance=metres(near, centre) if near and centre else None,
    )
