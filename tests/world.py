"""The standing cast. Wang patrols zone East, where the primary school and its neighbour lie; Zhao is somebody else's.

bureau ── station ── east ── school (primary), neighbour (kindergarten)
                  └─ west
       └─ far_station ── far ── foreign (secondary)
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from argon2 import PasswordHasher
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


def make_world(session: Session) -> World:
    zones = make_zones(session)
    schools = make_schools(session, zones)
    people = make_people(session, zones, schools)
    return World(**zones, **schools, **people)


def make_zones(session: Session) -> dict[str, Zone]:
    bureau = make_zone(session, "370100", "泉城市公安局", ZoneKind.BUREAU)
    station = make_zone(session, "370101", "新安派出所", ZoneKind.STATION, bureau)
    far_station = make_zone(session, "370102", "城北派出所", ZoneKind.STATION, bureau)
    return {
        "bureau": bureau,
        "station": station,
        "far_station": far_station,
        "east": make_zone(session, "37010101", "东片警务区", ZoneKind.LIAISON_ZONE, station),
        "west": make_zone(session, "37010102", "西片警务区", ZoneKind.LIAISON_ZONE, station),
        "far": make_zone(session, "37010201", "北片警务区", ZoneKind.LIAISON_ZONE, far_station),
    }


def make_schools(session: Session, zones: dict[str, Zone]) -> dict[str, School]:
    east, far, (lat, lon) = zones["east"], zones["far"], CENTRE
    return {
        "school": make_school(session, east, "S001", "新安实验小学", SchoolKind.PRIMARY, lat, lon),
        "neighbour": make_school(
            session, east, "S002", "河滨幼儿园", SchoolKind.KINDERGARTEN, lat + 0.006, lon + 0.003
        ),
        "foreign": make_school(session, far, "S003", "城北中学", SchoolKind.SECONDARY, lat + 0.05, lon),
    }


def make_people(session: Session, zones: dict[str, Zone], schools: dict[str, School]) -> dict[str, Person]:
    east, station, bureau = zones["east"], zones["station"], zones["bureau"]
    police = {"police": True, "unit": "新安派出所", "title": "民警"}
    cast = {
        "officer": (make(session, "officer", "王敏", **police), Role.OFFICER, {"zone": east}),
        "officer2": (make(session, "officer2", "周磊", **police), Role.OFFICER, {"zone": east}),
        "auxiliary": (make(session, "auxiliary", "孙辅"), Role.OFFICER, {"zone": east}),
        "supervisor": (make(session, "supervisor", "李建国", **police), Role.SUPERVISOR, {"zone": station}),
        "liaison": (make(session, "liaison", "陈立"), Role.LIAISON, {"school": schools["school"]}),
        "liaison2": (make(session, "liaison2", "吴静"), Role.LIAISON, {"school": schools["school"]}),
        "administrator": (make(session, "admin", "郑管"), Role.ADMINISTRATOR, {"zone": bureau}),
        "auditor": (make(session, "auditor", "何督"), Role.AUDITOR, {"zone": station}),
        "outsider": (make(session, "outsider", "赵远", **police), Role.OFFICER, {"zone": zones["far"]}),
    }
    for person, role, place in cast.values():
        post(session, person, role, starts_on=LONG_AGO, **place)
    return {name: person for name, (person, _, _) in cast.items()} | {
        "nobody": make(session, "nobody", "钱无")
    }


def make(session: Session, username: str, name: str, **facts: object) -> Person:
    return make_person(session, username, name, password_hash=HASH, now=NOW, **facts)  # type: ignore[arg-type]
