"""Keep a photo's row. Its clean bytes are safe in the store before this runs, and no transaction was open."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hazard_app.acts.keep_upload import keep_upload, uploads_of
from hazard_app.acts.refusals import MissingPhotos, UsedPhotos
from hazard_app.images.photos import CleanPhoto
from hazard_app.models.attachment import Attachment
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.reach import INSPECTORS
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Role

# An auditor and an administrator take no photos; whoever took them before a change of posting may still send them.
SENDERS = INSPECTORS | {Role.LIAISON}


@dataclass(frozen=True, slots=True)
class Camera:
    """What the phone says of a photo that its own bytes no longer tell."""

    original_sha256: str | None = None
    taken_at: datetime | None = None
    place: Place | None = None


def keep_photo(
    session: Session, person: Person, clean: CleanPhoto, camera: Camera, now: datetime
) -> tuple[Photo, bool]:
    """The photo, and whether it is new. What the camera wrote into the file counts before what the phone says."""
    photo = Photo(
        uploader_id=person.id,
        sent_sha256=clean.sent_sha256,
        original_sha256=camera.original_sha256,
        stored_sha256=clean.stored_sha256,
        size=len(clean.content),
        width=clean.width,
        height=clean.height,
        taken_at=clean.taken_at or camera.taken_at,
        received_at=now,
    )
    photo.stand_at(clean.place or camera.place)
    return keep_upload(session, photo)


def may_send(person: Person) -> bool:
    return any(posting.role in SENDERS for posting in person.postings)


def photos_of(session: Session, person: Person, hashes: frozenset[str]) -> dict[str, Photo]:
    """The person's uploads by the hash of the bytes sent. Raises MissingPhotos for any that are not there."""
    return uploads_of(session, Photo, person, hashes, MissingPhotos)


def refuse_used(session: Session, photos: Collection[Photo], here: Iterable[Photo] = ()) -> None:
    """An after-photo must be fresh: raises UsedPhotos if its exact bytes, sent or original, were used before.

    `here`: photos of steps that are no rows yet.
    """
    hashes = {value for photo in photos for value in bytes_of(photo)}
    same_bytes = or_(Photo.sent_sha256.in_(hashes), Photo.original_sha256.in_(hashes))
    kept = session.execute(select(Photo.sent_sha256, Photo.original_sha256).join(Attachment).where(same_bytes))
    used = {value for names in (*kept, *map(bytes_of, here)) for value in names if value in hashes}
    if used:
        raise UsedPhotos(frozenset(used))


def bytes_of(photo: Photo) -> tuple[str, str]:
    return photo.sent_sha256, photo.original_sha256 or photo.sent_sha256
