"""Proving who one is: the throttle, the password behind it, and the session and the device that come of it."""

import hmac
import secrets
from datetime import timedelta
from ipaddress import ip_network
from typing import NamedTuple

from flask import current_app, g, request, session
from itsdangerous import BadSignature, URLSafeSerializer
from werkzeug.wrappers import Response

from hazard_app.acts import sign_in as acts
from hazard_app.clock import now
from hazard_app.cookies import is_secure
from hazard_app.db import db, write
from hazard_app.models.person import Person
from hazard_app.passwords import Passwords
from hazard_app.rules.devices import device_of
from hazard_app.security import hashed, identify, lifetime

DEVICE_COOKIE = "device"
# Browsers keep no cookie longer.
DEVICE_KEPT = timedelta(days=400)
# Phones are shared at stations; whoever signed in longest ago is forgotten first.
PEOPLE_A_DEVICE = 20


class NotProven(Exception):  # noqa: N818 (an answer to a person, not a fault)
    """`throttled`: the password was not looked at. `room` is what is left now."""

    def __init__(self, room: acts.Room, *, throttled: bool) -> None:
        super().__init__()
        self.room, self.throttled = room, throttled


class KnownDevice(NamedTuple):
    """What this browser's signed cookie says: a name for itself, and who has signed in on it."""

    name: str
    people: list[str]


def prove(name: str, password: str) -> Person:
    """The active person of that name and password. Raises NotProven."""
    person = db.session.scalar(Person.named(name))
    kept = person.password_hash if person and person.active else None
    attempt = attempt_as(name, person)
    take_turn(attempt)
    passwords: Passwords = current_app.extensions["passwords"]
    right = passwords.matches(kept, password)
    if person is None or kept is None or not right:
        raise NotProven(acts.room(db.session(), attempt, now()), throttled=False)
    new_hash = passwords.hash(password) if passwords.is_outdated(kept) else None
    write(lambda session: acts.accept(session, attempt, person.id, new_hash))
    return person


def take_turn(attempt: acts.Attempt) -> None:
    """Count this try before it is made. Raises NotProven when it must wait."""
    room = acts.room(db.session(), attempt, now())
    if not room.wait:
        this = write(lambda session: acts.begin_try(session, attempt, now()))
        room = acts.room(db.session(), attempt, now(), but=this)
    # No transaction is open while the password is weighed.
    db.session.rollback()
    if room.wait:
        raise NotProven(room, throttled=True)


def attempt_as(name: str, person: Person | None) -> acts.Attempt:
    device = known_device()
    known = device is not None and person is not None and person.uid.hex in device.people
    source = f"device {device.name}" if device and known else f"address {network()}"
    secret = current_app.config["SECRET_KEY"].encode()
    return acts.Attempt(hmac.new(secret, name.encode(), "sha256").hexdigest(), source, known)


def network() -> str:
    """The sender's address; of IPv6 the /64, because one household owns them all."""
    address = request.remote_addr or ""
    return str(ip_network(f"{address}/64", strict=False)) if ":" in address else address


def begin_session(person: Person) -> None:
    """A new key for this browser: one that somebody planted beforehand is worth nothing."""
    key, device, former = secrets.token_urlsafe(32), device_of(request.user_agent.string), g.sign_in
    person_id, span = person.id, lifetime(device.is_phone)
    if former:
        former_owner, former_uid = former.person_id, former.uid
        write(lambda session: acts.end(session, former_owner, former_uid, now()))
    write(lambda session: acts.sign_in(session, person_id, device, hashed(key), span, now()))
    session.clear()
    session["key"] = key
    # On a desk the cookie goes with the browser, which others may open next.
    session.permanent = device.is_phone
    identify()


def remember_device(response: Response, person: Person) -> None:
    """From now on this browser's own failures are counted for this person, and nobody else's."""
    device = known_device() or KnownDevice(secrets.token_hex(16), [])
    others = [uid for uid in device.people if uid != person.uid.hex]
    people = [person.uid.hex, *others][:PEOPLE_A_DEVICE]
    response.set_cookie(
        DEVICE_COOKIE,
        str(signer().dumps([device.name, people])),
        max_age=DEVICE_KEPT,
        secure=is_secure(),
        httponly=True,
        samesite="Lax",
    )


def known_device() -> KnownDevice | None:
    try:
        return KnownDevice(*signer().loads(request.cookies.get(DEVICE_COOKIE, "")))
    except BadSignature:
        return None


def signer() -> URLSafeSerializer:
    return URLSafeSerializer(current_app.config["SECRET_KEY"], salt="device")
