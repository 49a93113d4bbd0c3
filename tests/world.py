"""The standing cast. Wang patrols zone East, where the primary school and its neighbour lie; Zhao is somebody else's.

bureau ── station ── east ── school (primary), neighbour (kindergarten)
       │          └─ west
       └─ far_station ── far ── foreign (secondary)
"""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime
from typing import Any

from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_person, make_school, make_zone, post
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role, SchoolKind, ZoneKind

# A Monday, 14:02 in Jinan.
NOW = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)
LONG_AGO = date(2024, 9, 1)
PASSWORD = "correct horse battery"
CENTRE = (36.6512, 117.0205)

# As weak as argon2 allows: its strength is not what these tests are about.
CHEAP = {"ARGON2_TIME_COST": 1, "ARGON2_MEMORY_KIB": 8, "ARGON2_PARALLELISM": 1}
HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@dataclass
class World:
    """Each by the name that tests call it; it stands in the database as its code or username."""

    bureau: Zone
    station: Zone
    east: Zone
    west: Zone
    far_station: Zone
    far: Zone
    school: School
    neighbour: School
    foreign: School
    officer: Person
    officer2: Person
    auxiliary: Person
    supervisor: Person
    liaison: Person
    liaison2: Person
    administrator: Person
    auditor: Person
    outsider: Person
    nobody: Person


def make_world(session: Session) -> None:
    make_zones(session)
    make_schools(session)
    make_people(session)


def read_world(session: Session) -> World:
    """The cast as it stands in the database."""
    standing: dict[str, Any] = {zone.code: zone for zone in session.scalars(select(Zone))}
    standing |= {school.code: school for school in session.scalars(select(School))}
    standing |= {person.username: person for person in session.scalars(select(Person))}
    return World(**{field.name: standing[field.name] for field in fields(World)})


def make_zones(session: Session) -> None:
    bureau = make_zone(session, "bureau", "泉城市公安局", ZoneKind.BUREAU)
    station = make_zone(session, "station", "新安派出所", ZoneKind.STATION, bureau)
    far_station = make_zone(session, "far_station", "城北派出所", ZoneKind.STATION, bureau)
    make_zone(session, "east", "东片警务区", ZoneKind.LIAISON_ZONE, station)
    make_zone(session, "west", "西片警务区", ZoneKind.LIAISON_ZONE, station)
    make_zone(session, "far", "北片警务区", ZoneKind.LIAISON_ZONE, far_station)


def zone(session: Session, code: str) -> Zone:
    return session.scalars(select(Zone).where(Zone.code == code)).one()


def make_schools(session: Session) -> None:
    east, far, (lat, lon) = zone(session, "east"), zone(session, "far"), CENTRE
    make_school(session, east, "school", "新安实验小学", SchoolKind.PRIMARY, lat, lon)
    make_school(session, east, "neighbour", "河滨幼儿园", SchoolKind.KINDERGARTEN, lat + 0.006, lon + 0.003)
    make_school(session, far, "foreign", "城北中学", SchoolKind.SECONDARY, lat + 0.05, lon)


def make_people(session: Session) -> None:
    school = session.scalars(select(School).where(School.code == "school")).one()
    police = {"police": True, "unit": "新安派出所", "title": "民警"}
    east, station = {"zone": zone(session, "east")}, {"zone": zone(session, "station")}
    make(session, "officer", "王敏", Role.OFFICER, east, **police)
    make(session, "officer2", "周磊", Role.OFFICER, east, **police)
    make(session, "auxiliary", "孙辅", Role.OFFICER, east)
    make(session, "supervisor", "李建国", Role.SUPERVISOR, station, **police)
    make(session, "liaison", "陈立", Role.LIAISON, {"school": school})
    make(session, "liaison2", "吴静", Role.LIAISON, {"school": school})
    make(session, "administrator", "郑管", Role.ADMINISTRATOR, {"zone": zone(session, "bureau")})
    make(session, "auditor", "何督", Role.AUDITOR, station)
    make(session, "outsider", "赵远", Role.OFFICER, {"zone": zone(session, "far")}, **police)
    make_person(session, "nobody", "钱无", password_hash=HASH, now=NOW)


def make(session: Session, username: str, name: str, role: Role, place: dict[str, Any], **facts: Any) -> None:
    person = make_person(session, username, name, password_hash=HASH, now=NOW, **facts)
    post(session, person, role, starts_on=LONG_AGO, **place)
