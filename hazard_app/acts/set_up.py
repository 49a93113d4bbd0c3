"""Begin an installation: the root of its zones and its first administrator, who makes everybody else."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import TERMINAL, Done, log_acts
from hazard_app.acts.post_person import posting_facts
from hazard_app.acts.refusals import Refused
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.terms import Role, ZoneKind


class PeopleExist(Refused):
    """Whoever comes second is made by the first administrator."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """`username` as rules.names keeps it. The zone is the bureau, above all stations."""

    username: str
    name: str
    password_hash: str
    zone_code: str
    zone_name: str


def set_up(session: Session, given: Beginning, now: datetime) -> Person:
    """Raises PeopleExist."""
    if has_people(session):
        raise PeopleExist
    zone = Zone(code=given.zone_code, name=given.zone_name, kind=ZoneKind.BUREAU)
    session.add(zone)
    zone.settle(session)
    person = Person(
        username=given.username,
        name=given.name,
        password_hash=given.password_hash,
        must_change_password=False,
        unit=given.zone_name,
        created_at=now,
    )
    since = now.astimezone(zone.clock).date()
    posting = Posting(person=person, role=Role.ADMINISTRATOR, zone=zone, starts_on=since)
    session.add(posting)
    session.flush()
    log_acts(session, TERMINAL, beginning(zone, person, posting), now)
    return person


def beginning(zone: Zone, person: Person, posting: Posting) -> list[Done]:
    """How the log begins: everybody else is somebody's act, and so is the first."""
    named = {"name": person.name}
    return [
        Done(ActKind.CREATED, Thing.ZONE, zone.uid, zone.id, {"name": zone.name}),
        Done(ActKind.CREATED, Thing.PERSON, person.uid, zone.id, named),
        Done(ActKind.POSTED, Thing.PERSON, person.uid, zone.id, {**named, "posting": posting_facts(posting)}),
    ]


def has_people(session: Session) -> bool:
    return session.scalar(select(Person.id).limit(1)) is not None
