"""The two roads on which files come in, photos and memos: judged, stored, then known."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, ClassVar, Generic, TypeVar

from flask import current_app
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from hazard_app.acts.keep_memo import keep_memo
from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.db import db, end_reading, write
from hazard_app.images import photos
from hazard_app.images.photos import BrokenImage, NotAnImage, PhotoRefused, TooManyPixels
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.uploaded import Uploaded, known
from hazard_app.sounds import memos
from hazard_app.sounds.refusals import BrokenRecording, HasPicture, MemoRefused, NotARecording, TooLong
from hazard_app.storage import PhotoStore, StoreBroken

U = TypeVar("U", bound=Uploaded)


class EmptyFile(PhotoRefused):
    """Nothing came, not one byte."""

    reason: ClassVar[str] = "empty_file"


class TooLarge(PhotoRefused):
    """More bytes than PHOTO_MAX_BYTES."""

    reason: ClassVar[str] = "too_large"


class EmptyMemo(MemoRefused):
    """Nothing came, not one byte."""

    reason = "empty_file"


class MemoTooLarge(MemoRefused):
    """More bytes than MEMO_MAX_BYTES."""

    reason = "too_large"


@dataclass(frozen=True)
class Road(Generic[U]):
    """`store` is one of the app's extensions, `limit` a setting of bytes; `keep` makes a row of what `clean` made."""

    kind: type[U]
    store: str
    limit: str
    clean: Callable[..., Any]
    keep: Callable[..., tuple[U, bool]]
    empty: type[Exception]
    too_large: type[Exception]
    sentences: Mapping[type[Exception], LazyString]

    @property
    def most(self) -> int:
        return int(current_app.config[self.limit])

    def take(self, person: Person, content: bytes, sha256: str, now: datetime) -> tuple[U, bool]:
        """The row, and whether it is new; `sha256` is that of the content.

        Raises PhotoRefused or MemoRefused, StoreBroken; no transaction is open while bytes are read and stored.
        """
        if (kept := self.kept_already(person, sha256)) is not None:
            return kept, False
        if not content:
            raise self.empty("0 bytes")
        clean = self.clean(content, sent_sha256=sha256)
        self.files.put(clean.stored_sha256, clean.content)
        return write(partial(self.keep, person=person, clean=clean, now=now))

    def kept_already(self, person: Person, sha256: str) -> U | None:
        """Row and bytes: after a restored backup one may stand without the other."""
        same = {"uploader_id": person.id, "sent_sha256": sha256}
        row = db.session.execute(known(self.kind), same).one_or_none()
        kept = row and db.session.get_one(self.kind, row.id)
        end_reading(db.session())
        return kept if kept and self.files.has(kept.stored_sha256) else None

    @property
    def files(self) -> PhotoStore:
        store: PhotoStore = current_app.extensions[self.store]
        return store

    def why(self, error: Exception) -> LazyString:
        """The sentence for a person; a full store and a broken one are the same to them."""
        return next(self.sentences[kind] for kind in type(error).__mro__ if kind in self.sentences)


PHOTOS = Road(
    Photo,
    "photo_store",
    "PHOTO_MAX_BYTES",
    photos.clean,
    partial(keep_photo, camera=Camera()),
    EmptyFile,
    TooLarge,
    {
        EmptyFile: _l("The file is empty, 0 bytes. Take the photo again."),
        TooLarge: _l("The file is too large. Take the photo with the phone's camera, at a smaller setting."),
        TooManyPixels: _l("The picture has too many pixels. Take it with the phone's camera, at a smaller setting."),
        NotAnImage: _l("This is no picture: only JPEG, PNG, WebP and HEIC are kept."),
        BrokenImage: _l("The picture is damaged or cut short. Take it again."),
        StoreBroken: _l("Photos cannot be stored at this moment. Keep this one and send it again in a few minutes."),
    },
)
MEMOS = Road(
    Memo,
    "memo_store",
    "MEMO_MAX_BYTES",
    memos.clean,
    keep_memo,
    EmptyMemo,
    MemoTooLarge,
    {
        EmptyMemo: _l("The recording is empty, 0 bytes. Record it again."),
        MemoTooLarge: _l("The recording is too large. Record it here on the page, a minute at most."),
        TooLong: _l("The recording is longer than a minute. Say it in several short ones."),
        NotARecording: _l("This is no recording that a page can play: only M4A, WebM and Ogg are kept."),
        BrokenRecording: _l("The recording is damaged, cut short or silent. Record it again."),
        HasPicture: _l("This is a video. Record the voice alone, and take photos of the thing."),
        StoreBroken: _l("Memos cannot be stored at this moment. Keep this one and send it again in a few minutes."),
    },
)
