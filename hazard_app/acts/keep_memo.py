"""Keep a memo's row. Its clean bytes are safe in the store before this runs, and no transaction was open."""

from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.acts.keep_upload import keep_upload, uploads_of
from hazard_app.acts.refusals import MissingMemos
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.sounds.memos import CleanMemo


def keep_memo(session: Session, person: Person, clean: CleanMemo, now: datetime) -> tuple[Memo, bool]:
    """The memo, and whether it is new."""
    memo = Memo(
        uploader_id=person.id,
        sent_sha256=clean.sent_sha256,
        stored_sha256=clean.stored_sha256,
        kind=clean.kind,
        size=len(clean.content),
        seconds=clean.seconds,
        received_at=now,
    )
    return keep_upload(session, memo)


def memos_of(session: Session, person: Person, hashes: frozenset[str]) -> dict[str, Memo]:
    """The person's uploads by the hash of the bytes sent. Raises MissingMemos for any that are not there."""
    return uploads_of(session, Memo, person, hashes, MissingMemos)
