"""Keep a memo's row. Its clean bytes are safe in the store before this runs, and no transaction was open."""

from datetime import datetime

from sqlalchemy.orm import Session, make_transient_to_detached

from hazard_app.acts.refusals import MissingMemos
from hazard_app.inserts import insert
from hazard_app.models.memo import UPLOADED, Memo
from hazard_app.models.person import Person
from hazard_app.sounds.memos import CleanMemo


def keep_memo(session: Session, person: Person, clean: CleanMemo, now: datetime) -> tuple[Memo, bool]:
    """The memo, and whether it is new."""
    kept = session.scalar(UPLOADED, {"uploader_id": person.id, "sent_sha256": clean.sent_sha256})
    if kept is not None:
        return session.get_one(Memo, kept), False
    memo = Memo(
        uploader_id=person.id,
        sent_sha256=clean.sent_sha256,
        stored_sha256=clean.stored_sha256,
        kind=clean.kind,
        size=len(clean.content),
        seconds=clean.seconds,
        received_at=now,
    )
    insert(session, [memo])
    # Its row is as new as itself: nothing of it needs to be read.
    make_transient_to_detached(memo)
    session.add(memo)
    return memo, True


def memos_of(session: Session, person: Person, hashes: frozenset[str]) -> dict[str, Memo]:
    """The person's uploads by the hash of the bytes sent. Raises MissingMemos for any that are not there."""
    if not hashes:
        return {}
    memos = {memo.sent_sha256: memo for memo in session.scalars(Memo.kept_for(person.id, hashes))}
    if missing := hashes - memos.keys():
        raise MissingMemos(missing)
    return memos
