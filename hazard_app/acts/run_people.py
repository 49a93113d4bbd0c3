"""Make people, change them, give and end their postings, let them rest. Each is written down; nobody is deleted."""

import uuid
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_tally import differences
from hazard_app.acts.log_act import Actor, Done, log_acts
from hazard_app.acts.post_person import NewPosting, post_person, posting_facts, today
from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_feeds import revoke_feeds
from hazard_app.acts.sign_in import end_others
from hazard_app.models.person import NO_PASSWORD, Person
from hazard_app.models.posting import Posting
from hazard_app.rules.administration import ActKind, Thing


class Taken(Refused):
    """Somebody else has this username or number; `column` says which."""

    def __init__(self, column: str) -> None:
        super().__init__(column)
        self.column = column


class EndsBefore(Refused):
    """A posting would end before it begins."""


def create_person(session: Session, actor: Actor, given: Mapping[str, Any], new: NewPosting, now: datetime) -> Person:
    """With a first posting, so that somebody runs them. Raises Taken, EndsBefore."""
    refuse_taken(session, given, None)
    person = Person(**given, password_hash=NO_PASSWORD, created_at=now)
    session.add(person)
    session.flush()
    note(session, actor, ActKind.CREATED, person, now, zone_id=new.zone_id)
    give_posting(session, actor, person.id, new, now)
    return person


def change_person(session: Session, actor: Actor, person_id: int, given: Mapping[str, Any], now: datetime) -> None:
    """Raises Taken. What is the same already is not written down."""
    person = session.get_one(Person, person_id)
    changes = differences({name: getattr(person, name) for name in given}, given)
    if not changes:
        return
    refuse_taken(session, given, person_id)
    for name, value in given.items():
        setattr(person, name, value)
    note(session, actor, ActKind.CHANGED, person, now, changes=changes)


def refuse_taken(session: Session, given: Mapping[str, Any], person_id: int | None) -> None:
    for name in ("username", "mobile"):
        if given.get(name):
            owner = session.scalar(select(Person.id).where(getattr(Person, name) == given[name]))
            if owner not in (None, person_id):
                raise Taken(name)


def give_posting(session: Session, actor: Actor, person_id: int, new: NewPosting, now: datetime) -> None:
    """Raises EndsBefore."""
    person, day = session.get_one(Person, person_id), today(session, now)
    if new.ends_on and new.ends_on < (new.starts_on or day):
        raise EndsBefore
    posting = post_person(session, person, new, day)
    zone_id = posting.zone_of
    note(session, actor, ActKind.POSTED, person, now, zone_id=zone_id, posting=posting_facts(posting))


def end_posting(session: Session, actor: Actor, posting_id: int, last_day: date, now: datetime) -> None:
    """`last_day` counts. Raises EndsBefore."""
    posting = session.get_one(Posting, posting_id)
    if last_day < posting.starts_on:
        raise EndsBefore
    posting.ends_on = last_day
    facts = posting_facts(posting)
    note(session, actor, ActKind.POSTING_ENDED, posting.person, now, zone_id=posting.zone_of, posting=facts)


def deactivate(session: Session, actor: Actor, person_id: int, now: datetime) -> None:
    """Signed out everywhere. What they made before still counts, also when it arrives later."""
    person = session.get_one(Person, person_id)
    if person.active:
        person.deactivated_at = now
        end_everywhere(session, person_id, now)
        note(session, actor, ActKind.DEACTIVATED, person, now)


def reactivate(session: Session, actor: Actor, person_id: int, now: datetime) -> None:
    person = session.get_one(Person, person_id)
    if not person.active:
        person.deactivated_at = None
        note(session, actor, ActKind.REACTIVATED, person, now)


def give_codes(session: Session, actor: Actor, hashes: Mapping[int, str], now: datetime) -> None:
    """One-time codes by person: good for choosing one's own password. Whoever was signed in as them is out."""
    for person_id, password_hash in hashes.items():
        person = session.get_one(Person, person_id)
        person.password_hash, person.must_change_password = password_hash, True
        end_everywhere(session, person_id, now)
        note(session, actor, ActKind.PASSWORD_RESET, person, now)


def end_everywhere(session: Session, person_id: int, now: datetime) -> None:
    """Every sign-in, and the link of their calendar: a phone that was lost reads it too."""
    end_others(session, person_id, uuid.uuid4(), now)
    revoke_feeds(session, person_id, now)


def note(session: Session, actor: Actor, kind: ActKind, person: Person, now: datetime, **facts: Any) -> None:
    """`zone_id=` where it is not that of a posting they have."""
    session.flush()
    here = next((posting.zone_of for posting in reversed(person.postings)), None)
    zone_id = facts.pop("zone_id", None) or here
    done = Done(kind, Thing.PERSON, person.uid, zone_id, {"name": person.name, **facts})
    log_acts(session, actor, [done], now)
