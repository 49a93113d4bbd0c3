"""Keep the row of a photo or a memo. Its clean bytes are safe in the store before this runs."""

from typing import TypeVar

from sqlalchemy.orm import Session, make_transient_to_detached

from hazard_app.acts.refusals import FilesRefused
from hazard_app.inserts import insert
from hazard_app.models.person import Person
from hazard_app.models.uploaded import Uploaded, known

U = TypeVar("U", bound=Uploaded)


def keep_upload(session: Session, new: U) -> tuple[U, bool]:
    """The row, and whether it is new; the same bytes twice are one."""
    kind = type(new)
    same = {"uploader_id": new.uploader_id, "sent_sha256": new.sent_sha256}
    if (kept := session.execute(known(kind), same).one_or_none()) is not None:
        return session.get_one(kind, kept.id), False
    insert(session, [new])
    # Its row is as new as itself: nothing of it needs to be read.
    make_transient_to_detached(new)
    session.add(new)
    return new, True


def uploads_of(
    session: Session, kind: type[U], person: Person, hashes: frozenset[str], missing: type[FilesRefused]
) -> dict[str, U]:
    """The person's own, by the hash of the bytes sent. Raises `missing` for any that are not there."""
    if not hashes:
        return {}
    found = {upload.sent_sha256: upload for upload in session.scalars(kind.kept_for(person.id, hashes))}
    if gone := hashes - found.keys():
        raise missing(gone)
    return found
