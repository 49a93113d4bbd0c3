"""Make zones and schools, change and move them, close a school. Each is written down."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_tally import differences
from hazard_app.acts.log_act import Actor, Done, log_acts
from hazard_app.acts.move_school import move_open_hazards
from hazard_app.acts.place_zone import place_zone
from hazard_app.acts.post_person import today
from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_people import Taken
from hazard_app.acts.settle_tasks import settle_near
from hazard_app.models.hazard import Hazard
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.terms import OPEN_STATES


class StillOpen(Refused):
    """A closed school is in no list: what is open there would drop out of sight."""


class WasMerged(Refused):
    """What stood there goes on at another school: it does not come back."""


def create_school(session: Session, actor: Actor, given: Mapping[str, Any], zone: Zone, now: datetime) -> School:
    """Raises Taken."""
    refuse_taken(session, School, given["code"], None)
    school = School(**given, zone_id=zone.id)
    session.add(school)
    session.flush()
    note_school(session, actor, ActKind.CREATED, school, now)
    return school


def change_school(
    session: Session, actor: Actor, school_id: int, given: Mapping[str, Any], zone: Zone, now: datetime
) -> None:
    """In another zone its open hazards go along, and what is past stays where it was. Raises Taken."""
    school = session.get_one(School, school_id)
    changes = differences({name: getattr(school, name) for name in given}, given)
    facts: dict[str, Any] = {"changes": changes}
    if moves := school.zone_id != zone.id:
        settle_near(session, school.zone.path, now)
        settle_near(session, zone.path, now)
        changes["zone"] = (school.zone.name, zone.name)
        school.zone = zone
        facts["open_hazards"] = move_open_hazards(session, school_id, zone.id)
    if not changes:
        return
    refuse_taken(session, School, given["code"], school_id)
    for name, value in given.items():
        setattr(school, name, value)
    note_school(session, actor, ActKind.MOVED if moves else ActKind.CHANGED, school, now, **facts)


def close_school(session: Session, actor: Actor, school_id: int, now: datetime) -> None:
    """Raises StillOpen."""
    school = session.get_one(School, school_id)
    is_open = select(Hazard.id).where(Hazard.school_id == school_id, Hazard.state.in_(OPEN_STATES)).limit(1)
    if session.scalar(is_open) is not None:
        raise StillOpen
    if school.closed_on is None:
        settle_near(session, school.zone.path, now)
        school.closed_on = today(session, now)
        note_school(session, actor, ActKind.CLOSED, school, now)


def reopen_school(session: Session, actor: Actor, school_id: int, now: datetime) -> None:
    """Raises WasMerged."""
    school = session.get_one(School, school_id)
    if school.merger is not None:
        raise WasMerged
    if school.closed_on is not None:
        school.closed_on = None
        note_school(session, actor, ActKind.REOPENED, school, now)


def create_zone(session: Session, actor: Actor, given: Mapping[str, Any], parent: Zone, now: datetime) -> Zone:
    """Raises Taken."""
    refuse_taken(session, Zone, given["code"], None)
    zone = Zone(**given, parent=parent)
    session.add(zone)
    zone.settle(session)
    note_zone(session, actor, ActKind.CREATED, zone, now)
    return zone


def change_zone(
    session: Session, actor: Actor, zone_id: int, given: Mapping[str, Any], parent: Zone | None, now: datetime
) -> None:
    """`parent` None leaves it where it hangs. Raises Taken, OwnAncestor."""
    zone = session.get_one(Zone, zone_id)
    changes = differences({name: getattr(zone, name) for name in given}, given)
    refuse_taken(session, Zone, given["code"], zone_id)
    if moves := parent is not None and parent.id != zone.parent_id:
        changes["parent"] = (zone.parent.name if zone.parent else None, parent.name if parent else None)
        place_zone(session, zone, parent)
    for name, value in given.items():
        setattr(zone, name, value)
    if changes:
        note_zone(session, actor, ActKind.MOVED if moves else ActKind.CHANGED, zone, now, changes=changes)


def refuse_taken(session: Session, kind: type[School] | type[Zone], code: str, own_id: int | None) -> None:
    owner = session.scalar(select(kind.id).where(kind.code == code))
    if owner not in (None, own_id):
        raise Taken("code")


def note_school(session: Session, actor: Actor, kind: ActKind, school: School, now: datetime, **facts: Any) -> None:
    session.flush()
    done = Done(kind, Thing.SCHOOL, school.uid, school.zone_id, {"name": school.name, **facts})
    log_acts(session, actor, [done], now)


def note_zone(session: Session, actor: Actor, kind: ActKind, zone: Zone, now: datetime, **facts: Any) -> None:
    session.flush()
    log_acts(session, actor, [Done(kind, Thing.ZONE, zone.uid, zone.id, {"name": zone.name, **facts})], now)
