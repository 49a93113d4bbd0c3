"""Add terms and single school days by hand, change them, delete them. Each is written down."""

from datetime import date, datetime
from typing import Any, NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_tally import differences, plain
from hazard_app.acts.log_act import Actor, Done, log_acts
from hazard_app.acts.refusals import Refused
from hazard_app.acts.settle_tasks import settle_near
from hazard_app.models.school_calendar import SchoolDay, Term, hold_terms
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.school_terms import SchoolTerm


class GivenTerm(NamedTuple):
    name: str
    days: SchoolTerm

    @property
    def told(self) -> dict[str, Any]:
        """As the log tells it, and a table that brings it in."""
        return {"name": self.name, "first_day": self.days.starts_on, "last_day": self.days.ends_on}


class Overlaps(Refused):
    """In one zone there is one term at a time. `other` is the one that stands."""

    def __init__(self, other: GivenTerm) -> None:
        super().__init__(other.name)
        self.other = other


class Gone(Refused):
    """Somebody else deleted it meanwhile."""


def create_term(session: Session, actor: Actor, given: GivenTerm, zone: Zone, now: datetime) -> None:
    """Raises Overlaps."""
    refuse_overlap(session, given, zone.id, None)
    settle_near(session, zone.path, now)
    term = Term(zone_id=zone.id)
    write_term(session, term, given)
    facts = {"name": given.name, "changes": {name: (None, day) for name, day in days_of(given)}}
    note(session, actor, Done(ActKind.CREATED, Thing.TERM, None, zone.id, facts), now)


def change_term(session: Session, actor: Actor, term_id: int, given: GivenTerm, now: datetime) -> None:
    """Raises Overlaps, Gone."""
    term = the_term(session, term_id)
    refuse_overlap(session, given, term.zone_id, term_id)
    changes = differences(GivenTerm(term.name, term.days).told, given.told)
    if changes:
        settle_near(session, term.zone.path, now)
        write_term(session, term, given)
        facts = {"name": given.name, "changes": changes}
        note(session, actor, Done(ActKind.CHANGED, Thing.TERM, None, term.zone_id, facts), now)


def delete_term(session: Session, actor: Actor, term_id: int, now: datetime) -> None:
    """Raises Gone."""
    term = the_term(session, term_id)
    stood = days_of(GivenTerm(term.name, term.days))
    facts = {"name": term.name, "changes": {name: (day, None) for name, day in stood}}
    settle_near(session, term.zone.path, now)
    session.delete(term)
    note(session, actor, Done(ActKind.DELETED, Thing.TERM, None, term.zone_id, facts), now)


def put_school_day(
    session: Session, actor: Actor, zone: Zone, day: date, *, taught: bool, words: str, now: datetime
) -> None:
    """The same day again says what holds from now on."""
    known = session.get(SchoolDay, (zone.id, day))
    stands = {"taught": known.taught, "note": known.note} if known else {}
    changes = differences(stands, {"taught": taught, "note": words})
    if not changes:
        return
    settle_near(session, zone.path, now)
    session.merge(SchoolDay(zone_id=zone.id, day=day, taught=taught, note=words))
    kind = ActKind.CHANGED if known else ActKind.CREATED
    note(session, actor, Done(kind, Thing.SCHOOL_DAY, None, zone.id, named(zone, day, changes)), now)


def delete_school_day(session: Session, actor: Actor, zone: Zone, day: date, now: datetime) -> None:
    """Raises Gone."""
    known = session.get(SchoolDay, (zone.id, day))
    if known is None:
        raise Gone
    changes = {"taught": (known.taught, None), "note": (known.note, None)}
    settle_near(session, zone.path, now)
    session.delete(known)
    note(session, actor, Done(ActKind.DELETED, Thing.SCHOOL_DAY, None, zone.id, named(zone, day, changes)), now)


def the_term(session: Session, term_id: int) -> Term:
    term = session.get(Term, term_id)
    if term is None:
        raise Gone
    return term


def refuse_overlap(session: Session, given: GivenTerm, zone_id: int, own_id: int | None) -> None:
    """Whoever else adds to this zone meanwhile waits until this is written."""
    hold_terms(session, select(Zone.id).where(Zone.id == zone_id))
    across = Term.starts_on <= given.days.ends_on, Term.ends_on >= given.days.starts_on
    standing = select(Term).where(Term.zone_id == zone_id, *across).order_by(Term.starts_on)
    if other := next((term for term in session.scalars(standing) if term.id != own_id), None):
        raise Overlaps(GivenTerm(other.name, other.days))


def write_term(session: Session, term: Term, given: GivenTerm) -> None:
    term.name, term.starts_on, term.ends_on = given.name, given.days.starts_on, given.days.ends_on
    session.add(term)


def days_of(given: GivenTerm) -> list[tuple[str, str]]:
    return [(name, plain(value)) for name, value in given.told.items() if name != "name"]


def named(zone: Zone, day: date, changes: Any) -> dict[str, Any]:
    return {"name": f"{zone.name} {day.isoformat()}", "changes": changes}


def note(session: Session, actor: Actor, done: Done, now: datetime) -> None:
    session.flush()
    log_acts(session, actor, [done], now)
