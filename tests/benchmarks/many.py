"""Hazards by the thousand, straight into the tables: what years leave behind, a tenth of it still open.

More hazards are those of more schools, zones and stations: 25 a school, as a million in 40,000 schools.
"""

import random
import uuid
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_person, make_school, make_zone, post
from hazard_app.models.category import Category
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.zone import Zone
from hazard_app.rules.bigrams import words_column
from hazard_app.rules.chain import GENESIS
from hazard_app.rules.terms import Attention, Role, SchoolKind, Severity, State, ZoneKind
from tests.world import HASH

HAZARDS_A_SCHOOL, SCHOOLS_A_ZONE, ZONES_A_STATION = 25, 15, 15
OPEN = 0.1
BATCH = 20_000
NOTES = ("消防通道被占用约 20 米", "路灯不亮，晚间看不清路面", "围栏缺两根竖杆", "灭火器压力不足")


def fill(session: Session, many: int) -> None:
    """Round the standing cast, in its zones and in as many others as it takes; `chief` leads the bureau."""
    bureau = session.scalars(select(Zone).where(Zone.kind == ZoneKind.BUREAU)).one()
    zones = liaison_zones(session, bureau, max(3, many // HAZARDS_A_SCHOOL // SCHOOLS_A_ZONE))
    places = [(school(session, zone, number), zone.id) for zone in zones for number in range(SCHOOLS_A_ZONE)]
    chief = make_person(session, "chief", "高局", password_hash=HASH, now=datetime.now(UTC), police=True)
    post(session, chief, Role.SUPERVISOR, zone=bureau, starts_on=date(2024, 9, 1))
    finder = session.scalars(select(Person.id).where(Person.username == "officer")).one()
    codes = list(session.scalars(select(Category.code)))
    rows = hazards(random.Random(many), many, places, codes, finder)
    while batch := [row for row, _ in zip(rows, range(BATCH), strict=False)]:
        session.execute(insert(Hazard), batch)
        session.commit()


def liaison_zones(session: Session, bureau: Zone, many: int) -> list[Zone]:
    """The cast's own first."""
    zones = list(session.scalars(select(Zone).where(Zone.kind == ZoneKind.LIAISON_ZONE)))
    while len(zones) < many:
        if len(zones) % ZONES_A_STATION == 3:
            station = make_zone(session, f"S{len(zones)}", f"第{len(zones)}派出所", ZoneKind.STATION, bureau)
        zones.append(make_zone(session, f"Z{len(zones)}", f"第{len(zones)}警务区", ZoneKind.LIAISON_ZONE, station))
    return zones


def school(session: Session, zone: Zone, number: int) -> int:
    made = make_school(session, zone, f"{zone.code}-{number}", f"{zone.name}第{number}小学", SchoolKind.PRIMARY)
    return made.id


def hazards(
    chance: random.Random, many: int, places: list[tuple[int, int]], codes: list[str], finder: int
) -> Iterator[dict[str, Any]]:
    now = datetime.now(UTC)
    for _ in range(many):
        is_open = chance.random() < OPEN
        at = now - timedelta(days=chance.uniform(0, 40 if is_open else 900))
        school_id, zone_id = chance.choice(places)
        note = chance.choice(NOTES)
        due = (at + timedelta(days=chance.choice((7, 15, 30)))).replace(hour=15, minute=59, second=59)
        yield {
            "uid": uuid.UUID(int=chance.getrandbits(128)),
            "school_id": school_id,
            "zone_id": zone_id,
            "category_code": chance.choice(codes),
            "hazard_class": "unsafe_condition",
            "severity": chance.choice((*[Severity.MINOR] * 6, *[Severity.MAJOR] * 3, Severity.CRITICAL)),
            "responsible_code": chance.choice(("school", "school", "urban_mgmt")),
            "state": chance.choice((*[State.OPEN] * 4, State.AWAITING_RECHECK)) if is_open else State.CLOSED,
            "attention": chance.choice((*[Attention.OFFICER] * 18, Attention.SUPERVISOR, Attention.LEVEL_ABOVE)),
            "deadline": due,
            "first_deadline": due,
            "happened_at": at,
            "received_at": at,
            "closed_at": None if is_open else at + timedelta(days=3),
            "found_by_id": finder,
            "note": note,
            "words": words_column(note),
            "length": 1,
            "tip": GENESIS,
        }
