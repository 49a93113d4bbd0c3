"""One zone: what is open below it, zone by zone, and the schools where most is wrong."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.open_sums import NOTHING, OpenSums, by_zone
from hazard_app.reports.school_rows import SchoolRow, with_columns, with_sums

MOST_SCHOOLS = 50


@dataclass(frozen=True, slots=True)
class ZoneRow:
    """With all that lies below it."""

    uid: UUID
    name: str
    schools: int
    sums: OpenSums


@dataclass(frozen=True)
class ZoneStory:
    """`schools` are the worst first and may be fewer than there are."""

    total: ZoneRow
    zones: list[ZoneRow]
    schools: list[SchoolRow]


def zone_story(session: Session, reach: Reach, zone: Zone, now: datetime) -> ZoneStory:
    [total, *zones] = zone_rows(session, reach, [zone], now)
    return ZoneStory(total, zones, worst_schools(session, reach, zone, now))


def zone_rows(session: Session, reach: Reach, tops: list[Zone], now: datetime) -> list[ZoneRow]:
    """The zones themselves and those right below them."""
    is_top, ids = Zone.id.in_([top.id for top in tops]), [top.id for top in tops]
    shown = Zone.visible_to(reach).where(or_(is_top, Zone.parent_id.in_(ids))).order_by(Zone.path)
    zones = session.scalars(shown).all()
    sums, schools, paths = by_zone(session, reach, now), schools_by_zone(session, reach), paths_inside(session, reach)
    rows = []
    for zone in zones:
        inside = [zone_id for zone_id, path in paths.items() if path.startswith(zone.path)]
        total = added(sums[zone_id] for zone_id in inside if zone_id in sums)
        rows.append(ZoneRow(zone.uid, zone.name, sum(schools.get(zone_id, 0) for zone_id in inside), total))
    return rows


def side_by_side(rows: Iterable[ZoneRow], tops: Iterable[Zone]) -> list[ZoneRow]:
    """Nothing is told twice: a topmost zone gives way to those below it when they hold all its schools."""
    wholes, groups = {top.uid for top in tops}, list[list[ZoneRow]]()
    for row in rows:
        if row.uid in wholes:
            groups.append([])
        groups[-1].append(row)
    return [row for group in groups for row in (group[1:] if is_told_by_parts(*group) else group)]


def is_told_by_parts(whole: ZoneRow, *parts: ZoneRow) -> bool:
    return bool(parts) and whole.schools == sum(part.schools for part in parts)


def added(parts: Iterable[OpenSums]) -> OpenSums:
    return sum(parts, start=NOTHING)


def paths_inside(session: Session, reach: Reach) -> dict[int, str]:
    rows = session.execute(Zone.visible_to(reach).with_only_columns(Zone.id, Zone.path))
    return dict(rows.all())


def schools_by_zone(session: Session, reach: Reach) -> dict[int, int]:
    counted = School.visible_to(reach).where(School.closed_on.is_(None))
    rows = session.execute(counted.with_only_columns(School.zone_id, func.count()).group_by(School.zone_id))
    return dict(rows.all())


def worst_schools(session: Session, reach: Reach, zone: Zone, now: datetime) -> list[SchoolRow]:
    """Most overdue, then most open, then by name."""
    inside = Zone.ids_inside((zone.path,))
    overdue: ColumnElement[int] = func.count().filter(Hazard.deadline < now)
    sums = (
        Hazard.listed_for(reach.within(zone.path), now)
        .where(Hazard.open_only(), Hazard.zone_id.in_(inside))
        .with_only_columns(Hazard.school_id, func.count().label("open"), overdue.label("overdue"))
        .group_by(Hazard.school_id)
        .subquery()
    )
    found = School.visible_to(reach).where(School.closed_on.is_(None), School.zone_id.in_(inside))
    worst = (func.coalesce(sums.c.overdue, 0).desc(), func.coalesce(sums.c.open, 0).desc(), School.name, School.id)
    rows = session.execute(
        with_columns(found).outerjoin(sums, sums.c.school_id == School.id).order_by(*worst).limit(MOST_SCHOOLS)
    )
    return with_sums(session, reach, rows.all(), None, now)


def tops_of(session: Session, reach: Reach) -> list[Zone]:
    """The zones that the person is posted to, none of them inside another one."""
    return list(session.scalars(select(Zone).where(Zone.path.in_(reach.place_paths)).order_by(Zone.path)))
