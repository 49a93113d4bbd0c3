"""Makers of zones, schools, people and postings. The demo world and the tests' cast are both made of these.

A uid follows from the code or username alone, so that the same world made twice has the same links.
"""

import uuid
from datetime import date, datetime

from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role, SchoolKind, ZoneKind

NAMESPACE = uuid.UUID("5c7c3f52-3d0b-5a4e-9f0e-6d1a4b0c2e77")


def uid_of(*names: str) -> uuid.UUID:
    return uuid.uuid5(NAMESPACE, "/".join(names))


def make_zone(session: Session, code: str, name: str, kind: ZoneKind, parent: Zone | None = None) -> Zone:
    zone = Zone(uid=uid_of("zone", code), code=code, name=name, kind=kind, parent=parent)
    session.add(zone)
    zone.settle(session)
    return zone


def make_school(
    session: Session,
    zone: Zone,
    code: str,
    name: str,
    kind: SchoolKind,
    latitude: float | None = None,
    longitude: float | None = None,
    radius: int = 150,
    address: str = "",
    boarding: bool = False,
) -> School:
    """Degrees WGS-84; radius in metres."""
    school = School(
        uid=uid_of("school", code),
        code=code,
        name=name,
        kind=kind,
        zone=zone,
        latitude=latitude,
        longitude=longitude,
        radius=radius,
        address=address,
        boarding=boarding,
    )
    session.add(school)
    session.flush()
    return school


def make_person(
    session: Session,
    username: str,
    name: str,
    *,
    password_hash: str,
    now: datetime,
    police: bool = False,
    unit: str = "",
    title: str = "",
    mobile: str | None = None,
    must_change_password: bool = False,
) -> Person:
    person = Person(
        uid=uid_of("person", username),
        username=username,
        name=name,
        password_hash=password_hash,
        created_at=now,
        police=police,
        unit=unit,
        title=title,
        mobile=mobile,
        must_change_password=must_change_password,
    )
    session.add(person)
    session.flush()
    return person


def post(
    session: Session,
    person: Person,
    role: Role,
    *,
    zone: Zone | None = None,
    school: School | None = None,
    starts_on: date,
    ends_on: date | None = None,
) -> Posting:
    """Exactly one of `zone` and `school`."""
    posting = Posting(person=person, role=role, zone=zone, school=school, starts_on=starts_on, ends_on=ends_on)
    session.add(posting)
    session.flush()
    return posting
