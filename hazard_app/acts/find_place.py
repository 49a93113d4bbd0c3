"""The zone or the school that an administrator names, for a posting."""

from datetime import date

from sqlalchemy import or_
from sqlalchemy.orm import Session

from hazard_app.acts.post_person import NewPosting
from hazard_app.acts.refusals import Refused
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role


class NoSuchPlace(Refused):
    """None of that code in the zones that the person runs, and not exactly one of that name."""


class WrongPlace(Refused):
    """A liaison officer serves at a school, everybody else in a zone."""


def named_posting(
    session: Session, reach: Reach, role: Role, place: str, starts_on: date | None, ends_on: date | None
) -> NewPosting:
    """Raises NoSuchPlace, WrongPlace."""
    school, zone = the_school(session, reach, place), the_zone(session, reach, place)
    if role is Role.LIAISON and school:
        return NewPosting(role, None, school.id, starts_on, ends_on)
    if role is not Role.LIAISON and zone:
        return NewPosting(role, zone.id, None, starts_on, ends_on)
    raise WrongPlace if school or zone else NoSuchPlace


def the_zone(session: Session, reach: Reach, place: str) -> Zone | None:
    """By code, else by a name that only one has."""
    found = session.scalars(Zone.run_by(reach).where(or_(Zone.code == place, Zone.name == place)).limit(3)).all()
    return next((zone for zone in found if zone.code == place), found[0] if len(found) == 1 else None)


def the_school(session: Session, reach: Reach, place: str) -> School | None:
    found = session.scalars(School.run_by(reach).where(or_(School.code == place, School.name == place)).limit(3)).all()
    return next((school for school in found if school.code == place), found[0] if len(found) == 1 else None)


def named_zone(session: Session, reach: Reach, place: str) -> Zone:
    """Raises NoSuchPlace."""
    zone = the_zone(session, reach, place)
    if zone is None:
        raise NoSuchPlace
    return zone
