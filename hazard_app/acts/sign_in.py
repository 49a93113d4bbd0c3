"""Signing in and out: sessions are rows, so that each can be seen and ended."""

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.sign_in import SignIn, SignInFailure
from hazard_app.rules.devices import Device
from hazard_app.rules.throttle import BUSY, KEPT, limits, tries_left, wait

# A session is written at most this often, however many pages are read in it.
SEEN_EVERY = timedelta(minutes=10)


@dataclass(frozen=True)
class Attempt:
    """Somebody who says a name. `source` is a device known to be that person's, else an address."""

    name_hash: str
    source: str
    known_device: bool


@dataclass(frozen=True)
class Room:
    """How long to wait for the next try, and how many there are then before a longer wait."""

    wait: timedelta
    tries: int


def room(session: Session, attempt: Attempt, now: datetime, but: int | None = None) -> Room:
    """What the failures so far leave; the one of id `but` is left out: it is the try that asks."""
    of_name = select(SignInFailure.at).where(
        SignInFailure.name_hash == attempt.name_hash,
        SignInFailure.source == attempt.source,
        SignInFailure.at > now - KEPT,
        SignInFailure.id != (but or 0),
    )
    there = (SignInFailure.source == attempt.source, SignInFailure.at > now - BUSY.within)
    count = 0 if attempt.known_device else session.scalar(select(func.count()).where(*there)) or 0
    failures, applying = session.scalars(of_name).all(), limits(attempt.known_device, count)
    return Room(wait(failures, applying, now), tries_left(failures, applying, now))


def begin_try(session: Session, attempt: Attempt, now: datetime) -> int:
    """Count a failure before the password is looked at; its id.

    Of many tries at once each sees, once its own is committed, those that came before it: no more of them
    get through than the limits say.
    """
    session.execute(delete(SignInFailure).where(SignInFailure.at < now - KEPT))
    failure = SignInFailure(name_hash=attempt.name_hash, source=attempt.source, at=now)
    session.add(failure)
    session.flush()
    return failure.id


def accept(session: Session, attempt: Attempt, person_id: int, new_hash: str | None) -> None:
    """The right password: what was counted from here under this name was the person's own."""
    session.execute(
        delete(SignInFailure).where(
            SignInFailure.name_hash == attempt.name_hash, SignInFailure.source == attempt.source
        )
    )
    if new_hash is not None:
        session.get_one(Person, person_id).password_hash = new_hash


def sign_in(
    session: Session,
    person_id: int,
    device: Device,
    key_hash: str,
    lifetime: timedelta,
    now: datetime,
) -> SignIn:
    signed_in = SignIn(
        person_id=person_id,
        key_hash=key_hash,
        device=str(device),
        is_phone=device.is_phone,
        created_at=now,
        seen_at=now,
        expires_at=now + lifetime,
    )
    session.add(signed_in)
    session.flush()
    return signed_in


def is_stale(seen_at: datetime, now: datetime) -> bool:
    return seen_at <= now - SEEN_EVERY


def see(session: Session, sign_in_id: int, now: datetime, lifetime: timedelta) -> None:
    """Let a session slide. Of many pages asked for at once, one writes."""
    session.execute(
        update(SignIn)
        .where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.seen_at <= now - SEEN_EVERY)
        .values(seen_at=now, expires_at=now + lifetime)
    )


def end(session: Session, person_id: int, uid: uuid.UUID, now: datetime) -> bool:
    """End one of a person's own sessions; False when they have no such session."""
    signed_in = session.scalar(SignIn.live(now).where(SignIn.person_id == person_id, SignIn.uid == uid))
    if signed_in is None:
        return False
    signed_in.ended_at = now
    session.flush()
    return True


def end_others(session: Session, person_id: int, but: uuid.UUID, now: datetime) -> None:
    session.execute(
        update(SignIn)
        .where(SignIn.person_id == person_id, SignIn.uid != but, SignIn.ended_at.is_(None))
        .values(ended_at=now)
    )
