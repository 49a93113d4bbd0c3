"""Memos on their way in, as photos come: looked through, stored, then known."""

from datetime import datetime
from functools import partial
from typing import Any

from flask import current_app
from flask_babel import lazy_gettext as _l

from hazard_app.acts.keep_memo import keep_memo
from hazard_app.db import db, end_reading, write
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.models.uploaded import known
from hazard_app.sounds.memos import clean
from hazard_app.sounds.refusals import BrokenRecording, HasPicture, MemoRefused, NotARecording, TooLong
from hazard_app.storage import StoreBroken


class EmptyMemo(MemoRefused):
    """Nothing came, not one byte."""

    reason = "empty_file"


class MemoTooLarge(MemoRefused):
    """More bytes than MEMO_MAX_BYTES."""

    reason = "too_large"


WHY = {
    EmptyMemo: _l("The recording is empty, 0 bytes. Record it again."),
    MemoTooLarge: _l("The recording is too large. Record it here on the page, a minute at most."),
    TooLong: _l("The recording is longer than a minute. Say it in several short ones."),
    NotARecording: _l("This is no recording that a page can play: only M4A, WebM and Ogg are kept."),
    BrokenRecording: _l("The recording is damaged, cut short or silent. Record it again."),
    HasPicture: _l("This is a video. Record the voice alone, and take photos of the thing."),
    StoreBroken: _l("Memos cannot be stored at this moment. Keep this one and send it again in a few minutes."),
}


def why(error: MemoRefused | StoreBroken) -> Any:
    """The sentence for a person; a full store and a broken one are the same to them."""
    return next(WHY[kind] for kind in type(error).__mro__ if kind in WHY)


def keep_bytes(person: Person, content: bytes, sha256: str, now: datetime) -> tuple[Memo, bool]:
    """The memo, and whether it is new; `sha256` is that of the content.

    Raises MemoRefused, StoreBroken; no transaction is open while bytes are read and stored.
    """
    if (kept := kept_already(person, sha256)) is not None:
        return kept, False
    if not content:
        raise EmptyMemo("0 bytes")
    memo = clean(content, sha256)
    current_app.extensions["memo_store"].put(memo.stored_sha256, memo.content)
    return write(partial(keep_memo, person=person, clean=memo, now=now))


def kept_already(person: Person, sha256: str) -> Memo | None:
    """Row and bytes: after a restored backup one may stand without the other."""
    row = db.session.execute(known(Memo), {"uploader_id": person.id, "sent_sha256": sha256}).one_or_none()
    memo = row and db.session.get_one(Memo, row.id)
    end_reading(db.session())
    return memo if memo and current_app.extensions["memo_store"].has(memo.stored_sha256) else None
