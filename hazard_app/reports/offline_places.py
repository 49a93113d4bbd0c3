"""What a phone holds of places: the schools of a round, with what may be filled there."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.buildings import MOST as MOST_BUILDINGS
from hazard_app.reports.hazard_strategy import BY_SCHOOL, hinted
from hazard_app.reports.published import published
from hazard_app.reports.quick_report_page import MOST_SCHOOLS, last_there, newest_first, schools_in_order
from hazard_app.reports.school_story import fillable
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.cursors import digest
from hazard_app.rules.terms import DoneBy, Role, SchoolKind


@dataclass(frozen=True, slots=True)
class PackedSchool:
    """`id`, `path` and `timezone` stay here. `checklists` by uid of the version. Degrees WGS-84, metres."""

    id: int
    path: str
    timezone: str
    uid: UUID
    name: str
    kind: SchoolKind
    zone: str
    address: str
    latitude: float | None
    longitude: float | None
    radius: int
    checklists: tuple[UUID, ...]
    buildings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PackedChecklist:
    """`items`: how many this person is shown."""

    uid: UUID
    title: Bilingual
    items: int
    done_by: DoneBy


@dataclass(frozen=True)
class Places:
    schools: list[PackedSchool]
    checklists: list[PackedChecklist]
    there_are_more: bool

    @property
    def deciding(self) -> list[object]:
        """What decides which hazards are in the pack, and how they are numbered."""
        return [(school.uid, school.path, school.timezone) for school in self.schools]

    @property
    def digest(self) -> str:
        """Without buildings: only a hazard that is found there brings a new one."""
        return digest(replace(school, buildings=()) for school in self.schools)


OF_SCHOOL = ("id", "uid", "name", "kind", "address", "latitude", "longitude", "radius")


def places(session: Session, person: Person, reach: Reach) -> Places:
    """At most as many schools as a page can offer, those where the person was last before others."""
    found = on_the_round(session, reach, [])
    if len(found) > MOST_SCHOOLS:
        found = on_the_round(session, reach, newest_first(last_there(session, person))[:MOST_SCHOOLS])
    current = session.scalars(ChecklistVersion.current()).all()
    offered = cache(lambda kind, roles: fillable(current, kind, roles))
    at: dict[int, list[ChecklistVersion]] = {
        row.id: offered(row.kind, reach.roles_at(row.path, row.id)) for row in found[:MOST_SCHOOLS]
    }
    schools = [packed(row, at[row.id]) for row in found[:MOST_SCHOOLS]]
    # In an order that does not hang on where somebody was last.
    schools.sort(key=lambda school: (school.name, school.id))
    return Places(schools, used(session, reach, at.values()), len(found) > MOST_SCHOOLS)


def on_the_round(session: Session, reach: Reach, first: list[int]) -> Sequence[Row[Any]]:
    """One more than fit, if there are so many. Whoever only runs places goes round none."""
    serving = Reach(reach.person_id, tuple(held for held in reach.held if held.role is not Role.ADMINISTRATOR))
    columns = [getattr(School, name) for name in OF_SCHOOL]
    mine = schools_in_order(serving, first).join(School.zone)
    chosen: Select[Any] = mine.with_only_columns(*columns, Zone.name.label("zone"), Zone.path, Zone.timezone)
    return session.execute(chosen.limit(MOST_SCHOOLS + 1)).all()


def packed(row: Row[Any], checklists: list[ChecklistVersion]) -> PackedSchool:
    read = {name: getattr(row, name) for name in (*OF_SCHOOL, "zone", "path", "timezone")}
    return PackedSchool(**read, checklists=tuple(version.uid for version in checklists))


def used(session: Session, reach: Reach, offered: Iterable[list[ChecklistVersion]]) -> list[PackedChecklist]:
    """Each once."""
    versions = {version.id: version for versions in offered for version in versions}
    return [in_short(session, reach, versions[number]) for number in sorted(versions)]


def in_short(session: Session, reach: Reach, version: ChecklistVersion) -> PackedChecklist:
    text = published(session, version.uid)
    assert text  # it was read a moment ago, and no version goes away
    shown = text.for_police if reach.roles & INSPECTORS else text.for_schools
    items = sum(len(section.items) for section in shown.sections)
    return PackedChecklist(version.uid, version.title, items, version.done_by)


def with_buildings(session: Session, reach: Reach, schools: Sequence[PackedSchool]) -> list[PackedSchool]:
    """What `buildings_at` offers, of all of them at once."""
    if not schools:
        return []
    named = Hazard.visible_to(reach).where(
        Hazard.school_id.in_([school.id for school in schools]), Hazard.building.is_not(None)
    )
    grouped = hinted(named, BY_SCHOOL).with_only_columns(Hazard.school_id, Hazard.building)
    newest = grouped.group_by(Hazard.school_id, Hazard.building).order_by(func.max(Hazard.id).desc())
    names: dict[int, list[str]] = {}
    for school_id, building in session.execute(newest):
        names.setdefault(school_id, []).append(str(building))
    return [replace(school, buildings=tuple(names.get(school.id, [])[:MOST_BUILDINGS])) for school in schools]
