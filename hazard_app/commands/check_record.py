"""The photos, the memos and the chains: is all that was kept still there, as it was?"""

import secrets
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

from flask import current_app
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import chain_of
from hazard_app.commands.finding import Finding, bad, good, note
from hazard_app.commands.sentences import N_
from hazard_app.models.memo import Memo
from hazard_app.models.photo import Photo
from hazard_app.reports.chain_audit import audit_chains
from hazard_app.reports.file_audit import audit_files
from hazard_app.rules.chain import first_broken
from hazard_app.storage import Missing, PhotoStore, StoreBroken

NAMED_AT_MOST = 5


class Words(NamedTuple):
    """Of one kind of file: what is said when its store takes one, when all are there, some are gone, some are spare."""

    takes: str
    all_here: str
    gone: str
    then: str
    spare: str


OF_PHOTOS = Words(
    N_("The photo store takes photos and gives them back."),
    N_("All %(rows)s photos are in the store."),
    N_("%(missing)s of %(rows)s photos are not in the store: %(names)s"),
    N_("Copy the photos folder of a backup into the photo store; a file's name says what it holds."),
    N_("%(count)s files in the store belong to no photo. They do no harm."),
)
OF_MEMOS = Words(
    N_("The photo store takes memos and gives them back."),
    N_("All %(rows)s memos are in the store."),
    N_("%(missing)s of %(rows)s memos are not in the store: %(names)s"),
    N_("Copy the memos folder of a backup into the photo store; a file's name says what it holds."),
    N_("%(count)s files in the store belong to no memo. They do no harm."),
)


def check_stores() -> Iterator[Finding]:
    yield check_store(current_app.extensions["photo_store"], OF_PHOTOS)
    yield check_store(current_app.extensions["memo_store"], OF_MEMOS)


def check_store(store: PhotoStore, words: Words) -> Finding:
    """There and back with a few bytes of no meaning."""
    probe = secrets.token_bytes(64)
    key = sha256(probe).hexdigest()
    try:
        store.put(key, probe)
        came_back = store.get(key) == probe
        store.delete(key)
    except (StoreBroken, Missing) as error:
        return store_is_away(error)
    return good(_l(words.takes)) if came_back else store_is_away(key)


def store_is_away(reason: object) -> Finding:
    return bad(
        _l("The photo store does not do what it should: %(reason)s", reason=reason),
        _l("Look at HAZARD_PHOTO_STORE, its rights and its room. Phones keep their photos and try again."),
    )


def check_photos(session: Session) -> Iterator[Finding]:
    return check_files(session, Photo, current_app.extensions["photo_store"], OF_PHOTOS)


def check_memos(session: Session) -> Iterator[Finding]:
    return check_files(session, Memo, current_app.extensions["memo_store"], OF_MEMOS)


def check_files(session: Session, kind: type[Photo] | type[Memo], store: PhotoStore, words: Words) -> Iterator[Finding]:
    try:
        seen = audit_files(session, kind, store)
    except StoreBroken as error:
        yield store_is_away(error)
        return
    if seen.missing:
        names = ", ".join(seen.names)
        yield bad(_l(words.gone, missing=seen.missing, rows=seen.rows, names=names), _l(words.then))
    else:
        yield good(_l(words.all_here, rows=seen.rows))
    if seen.without_row:
        yield note(_l(words.spare, count=seen.without_row))


def check_chains(session: Session) -> Finding:
    found = list(broken_ones(session))
    if not found:
        return good(_l("Every step of every hazard is as it was written."))
    names = ", ".join(found[:NAMED_AT_MOST])
    return bad(
        _l("%(count)s hazards are not as they were written: %(names)s", count=len(found), names=names),
        _l("Run flask audit verify; it names each step. Change nothing before a copy is kept."),
    )


def broken_ones(session: Session) -> Iterator[str]:
    return (found.hazard for found in audit_chains(session) if found.broken)


def check_administration(session: Session) -> Finding:
    broken = first_broken(chain_of(session))
    if broken is None:
        return good(_l("The log of administration is as it was written."))
    return bad(
        _l("The log of administration is not as it was written, from entry %(number)s on.", number=broken),
        _l("Restore a backup beside this database and compare. Change nothing before a copy is kept."),
    )
