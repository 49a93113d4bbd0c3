"""Reach and role are judged at the time a thing was made: who has moved on since may still send it."""

from datetime import datetime

from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.terms import Role
from hazard_app.rules.told import Told


def roles_then(person: Person, school: School, at: datetime) -> frozenset[Role]:
    zone = school.zone
    return person.reach_on(at.astimezone(zone.clock).date()).roles_at(zone.path, school.id)


def judged(person: Person, school: School, told: Told) -> tuple[datetime, frozenset[Role]]:
    """`judged_at`, and the roles of then."""
    roles = roles_then(person, school, told.happened_at)
    if roles:
        return told.happened_at, roles
    return told.received_at, roles_then(person, school, told.received_at)


def judged_at(person: Person, school: School, told: Told) -> datetime:
    """When it was made. A phone whose clock was nowhere near made it in no posting at all: then, when it arrived."""
    return judged(person, school, told)[0]
