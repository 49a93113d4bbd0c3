"""What somebody brings as a file is handed in by the very requests that its maker's phone would have sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from flask import Flask, Response, current_app
from flask_babel import force_locale, get_locale
from sqlalchemy import select
from werkzeug.datastructures import MultiDict

from hazard_app.acts.log_act import TERMINAL, Actor
from hazard_app.acts.note_bearer import note_bearer
from hazard_app.clock import now
from hazard_app.db import db, end_reading, write
from hazard_app.models.person import Person, known_person
from hazard_app.rules.handed_work import Fate, NotReadable, Work, WorkFile, is_sealed, read_work, seal_key
from hazard_app.security import HANDED_IN_FOR

FATES = {
    200: Fate.HERE,
    201: Fate.RECEIVED,
    401: Fate.TOO_LATE,
    403: Fate.NOT_THEIRS,
    404: Fate.NOT_THEIRS,
    409: Fate.OTHER_CONTENT,
    413: Fate.TOO_LARGE,
    415: Fate.NO_PICTURE,
}


@dataclass(frozen=True, slots=True)
class Handed:
    """What became of a file. The rest is only told of work whose maker is proven, and `reasons` only to them."""

    fate: Fate
    title: str = ""
    place: str = ""
    maker: str = ""
    url: str = ""
    reasons: tuple[str, ...] = ()


def seal_key_of(person: Person) -> str:
    """What a phone seals this person's work with: for `seal_key` in the pack of whoever is signed in."""
    return seal_key(current_app.config["SECRET_KEY"], person.uid, person.password_hash)


def hand_in(content: bytes, bearer: Person | None) -> Handed:
    """`bearer` is None at the server's terminal, where whoever runs it vouches for the file."""
    end_reading(db.session())
    try:
        work = read_work(content, current_app.config["INBOX_MAX_BYTES"])
        maker = maker_of(work, bearer)
        for file in work.files:
            if file.encoded:
                file.content()
    except NotReadable as refused:
        return Handed(refused.fate)
    if bearer is None or bearer.id != maker.id:
        note(work, maker, bearer)
    status, said = sent(work, maker)
    return handed(work, maker, status, said, tells=bearer is None or bearer.id == maker.id)


def maker_of(work: Work, bearer: Person | None) -> Person:
    """Raises NotReadable, the same for who is unknown and for who did not seal it: nobody learns who is here."""
    known = db.session.scalar(select(Person.id).where(Person.uid == work.person))
    maker = None if known is None else known_person(db.session(), known)
    end_reading(db.session())
    if maker is None or not (bearer is None or bearer.id == maker.id or is_sealed(work, seal_key_of(maker))):
        raise NotReadable(Fate.UNSEALED)
    return maker


def note(work: Work, maker: Person, bearer: Person | None) -> None:
    """First: what came in is never without it, whatever breaks in between."""
    actor, maker_id = Actor.of(bearer) if bearer else TERMINAL, maker.id
    write(lambda session: note_bearer(session, actor, maker_id, work.id, now()))


def sent(work: Work, maker: Person) -> tuple[int, dict[str, Any]]:
    """Photos first, then the form that names them. The answer to the last of it: its status and its JSON."""
    for file in work.files:
        # One that did not come along may be here already; the form says so if not.
        if file.encoded:
            status, said = sent_file(file, maker)
            if status not in (200, 201):
                return status, said
    # Nobody knows how wrong the phone's clock is by now, but that it was not ahead of ours.
    sent_at = max(work.saved_at, now()).isoformat()
    fields = MultiDict([*work.fields, ("id", str(work.id)), ("sent_at", sent_at), ("tries", "1")])
    return answered(maker, work.action, method="POST", data=fields)


def sent_file(file: WorkFile, maker: Person) -> tuple[int, dict[str, Any]]:
    told = MultiDict(file.told)
    return answered(maker, file.path + file.sha256, method="PUT", data=file.content(), query_string=told)


def answered(maker: Person, path: str, **sends: Any) -> tuple[int, dict[str, Any]]:
    """A request as the phone's, with a context and a database session of its own; in the bearer's language."""
    locale, environ = str(get_locale()), {HANDED_IN_FOR: maker.id}
    with asking(current_app, path, environ, sends), force_locale(locale):
        response = dispatched(current_app)
        return response.status_code, response.get_json(silent=True) or {}


@contextmanager
def asking(app: Flask, path: str, environ: dict[str, Any], sends: dict[str, Any]) -> Iterator[None]:
    headers = {"Accept": "application/json"}
    # Not the context that is here: its `g` knows who brings this.
    with app.app_context(), app.test_request_context(path, headers=headers, environ_overrides=environ, **sends):
        yield


def dispatched(app: Flask) -> Response:
    try:
        return app.full_dispatch_request()
    except Exception as error:
        # As around any other request: what breaks over one file breaks no other.
        return app.handle_exception(error)


def handed(work: Work, maker: Person, status: int, said: dict[str, Any], *, tells: bool) -> Handed:
    fate = Fate.OWN_PASSWORD if said.get("error") == Fate.OWN_PASSWORD else fate_of(status)
    errors = [error for errors in said.get("errors", {}).values() for error in errors] or [said.get("message", "")]
    reasons = tuple(filter(None, errors)) if tells and not fate.is_well else ()
    return Handed(fate, work.title, work.place, maker.name, said.get("url", "") if fate.is_well else "", reasons)


def fate_of(status: int) -> Fate:
    return FATES.get(status) or (Fate.BACK_SOON if status >= 500 else Fate.TO_MEND)
