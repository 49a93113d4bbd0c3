"""Photos and memos on their way in: one at a time, judged, stored, then known. Forms bring theirs without script."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any, ClassVar

from flask import Response, current_app, jsonify, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.acts.refusals import FilesRefused, MissingMemos, MissingPhotos
from hazard_app.db import db, end_reading, write
from hazard_app.forms.answer_field import AnswerField
from hazard_app.forms.given import Given
from hazard_app.images.photos import BrokenImage, NotAnImage, PhotoRefused, TooManyPixels, clean
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.uploaded import known
from hazard_app.reports.form_page import kept_memos, kept_photos
from hazard_app.sounds.refusals import MemoRefused
from hazard_app.storage import StoreBroken
from hazard_app.views import memo_uploads

# What an input of files is called, and the values that its photos or memos become.
PARTS = {"after_files": "after_photos", "files": "photos", "memo_files": "memos"}
CHUNK = 1 << 16  # bytes
LONGEST_NAME = 60  # characters of a file's name that a sentence shows

Files = MultiDict[str, FileStorage]


NotKept = PhotoRefused | MemoRefused | StoreBroken


class EmptyFile(PhotoRefused):
    """Nothing came, not one byte."""

    reason: ClassVar[str] = "empty_file"


class TooLarge(PhotoRefused):
    """More bytes than PHOTO_MAX_BYTES."""

    reason: ClassVar[str] = "too_large"


WHY = {
    EmptyFile: _l("The file is empty, 0 bytes. Take the photo again."),
    TooLarge: _l("The file is too large. Take the photo with the phone's camera, at a smaller setting."),
    TooManyPixels: _l("The picture has too many pixels. Take it with the phone's camera, at a smaller setting."),
    NotAnImage: _l("This is no picture: only JPEG, PNG, WebP and HEIC are kept."),
    BrokenImage: _l("The picture is damaged or cut short. Take it again."),
    StoreBroken: _l("Photos cannot be stored at this moment. Keep this one and send it again in a few minutes."),
}


def why(error: PhotoRefused | StoreBroken) -> Any:
    """The sentence for a person; a full store and a broken one are the same to them."""
    return next(WHY[kind] for kind in type(error).__mro__ if kind in WHY)


def keep_bytes(person: Person, content: bytes, sha256: str, camera: Camera, now: datetime) -> tuple[Photo, bool]:
    """The photo, and whether it is new; `sha256` is that of the content.

    Raises PhotoRefused, StoreBroken; no transaction is open while bytes are decoded and stored.
    """
    if (kept := kept_already(person, sha256)) is not None:
        return kept, False
    if not content:
        raise EmptyFile("0 bytes")
    photo = clean(content, sent_sha256=sha256)
    current_app.extensions["photo_store"].put(photo.stored_sha256, photo.content)
    return write(partial(keep_photo, person=person, clean=photo, camera=camera, now=now))


def kept_already(person: Person, sha256: str) -> Photo | None:
    """Row and bytes: after a restored backup one may stand without the other."""
    row = db.session.execute(known(Photo), {"uploader_id": person.id, "sent_sha256": sha256}).one_or_none()
    photo = row and db.session.get_one(Photo, row.id)
    end_reading(db.session())
    return photo if photo and current_app.extensions["photo_store"].has(photo.stored_sha256) else None


def named(form: MultiDict[str, str], files: Files) -> Given:
    """The form, with each file as the SHA-256 of its bytes: the same submission whichever road they took.

    Raises RequestEntityTooLarge for more values than MAX_FORM_PARTS, which Werkzeug counts on one road only.
    """
    if sum(len(values) for _name, values in form.lists()) > current_app.config["MAX_FORM_PARTS"]:
        raise RequestEntityTooLarge
    given = Given(form)
    if files:
        end_reading(db.session())
    for name, part, file in chosen(files):
        values, sha = f"{name}-{PARTS[part]}".removeprefix("-"), sha256_of(file)
        if sha not in given.getlist(values):
            given.add(values, sha)
    return given


def keep(person: Person, files: Files, form: Any, now: datetime) -> None:
    """Keep each file, also when the form will be refused; what is none is told at its field and left out there."""
    for name, part, file in chosen(files):
        sha256, kind = sha256_of(file), PARTS[part]
        try:
            keep_file(person, kind, file, sha256, now)
        except (PhotoRefused, MemoRefused, StoreBroken) as error:
            # The name of an input is anybody's: a field that has no such files has nothing to tell of one.
            if (called := name or kind) in form and holds(form[called], kind):
                form[called].process_errors.append(told_of(file, form[called], reason(kind, error)))
                leave_out(form[called], kind, sha256)


def keep_file(person: Person, part: str, file: FileStorage, sha256: str, now: datetime) -> None:
    said = part == "memos"
    limit: int = current_app.config["MEMO_MAX_BYTES" if said else "PHOTO_MAX_BYTES"]
    content = file.stream.read(limit + 1)
    if len(content) > limit:
        raise (memo_uploads.MemoTooLarge if said else TooLarge)(f"over {limit} bytes")
    if said:
        memo_uploads.keep_bytes(person, content, sha256, now)
    else:
        keep_bytes(person, content, sha256, Camera(), now)


def reason(part: str, error: NotKept) -> Any:
    return memo_uploads.why(error) if part == "memos" else why(error)  # type: ignore[arg-type]


def told_of(file: FileStorage, field: Any, why: Any) -> str:
    """A string and no lazy one: those pass for HTML, and the file's name is anybody's."""
    name = str(file.filename)[-LONGEST_NAME:]
    if isinstance(field, AnswerField):
        return str(_("Item %(item)s, %(file)s: %(why)s", item=field.number, file=name, why=why))
    return str(_("%(file)s: %(why)s", file=name, why=why))


def holds(field: Any, part: str) -> bool:
    return isinstance(field.data, tuple) or hasattr(field.data, part)


def leave_out(field: Any, part: str, sha256: str) -> None:
    """Of a field of files, or of a compound field that has some."""
    if isinstance(field.data, tuple):
        field.data = tuple(value for value in field.data if value != sha256)
    else:
        left = tuple(value for value in getattr(field.data, part) if value != sha256)
        field.data = replace(field.data, **{part: left})


def explain(form: Any, refusal: FilesRefused) -> None:
    """Say at each field which of its photos or memos is meant."""
    if isinstance(refusal, MissingPhotos | MissingMemos):
        form.missing = tuple(sorted(refusal.hashes))
    for field in form:
        data = field.data
        named = data if isinstance(data, tuple) else [sha for part in PARTS.values() for sha in getattr(data, part, ())]
        field.errors = [*field.errors, *(sentence(field, refusal, sha) for sha in named if sha in refusal.hashes)]


def to_mend(form: Any) -> tuple[Response, int]:
    """For a phone: what is wrong, by the name of the field."""
    errors = {name or "form": [str(error) for error in wrongs] for name, wrongs in form.errors.items()}
    return jsonify(error="to_mend", errors=errors, **({"missing": form.missing} if form.missing else {})), 422


def sentence(field: Any, refusal: FilesRefused, sha: str) -> str:
    """For a phone by the file's name, for a person by the item."""
    if isinstance(refusal, MissingPhotos):
        said = _("A photo has not arrived here yet (%(photo)s…). Send it first.", photo=sha[:8])
    elif isinstance(refusal, MissingMemos):
        said = _("A memo has not arrived here yet (%(memo)s…). Send it first.", memo=sha[:8])
    else:
        said = _("This very photo was used before. Take a new one of how it looks now.")
    return str(_("Item %(item)s: %(why)s", item=field.number, why=said) if isinstance(field, AnswerField) else said)


def addresses(person: Person, photos: Iterable[str], memos: Iterable[str]) -> dict[str, str]:
    """Of what a refused form already brought, by the hash of the bytes sent: a thumbnail, or the memo itself."""
    seen, heard = kept_photos(db.session(), person, photos), kept_memos(db.session(), person, memos)
    shown = {sha: url_for("photos.thumbnail", uid=photo.uid) for sha, photo in seen.items()}
    return shown | {sha: url_for("memos.show", uid=memo.uid) for sha, memo in heard.items()}


def chosen(files: Files) -> Iterator[tuple[str, str, FileStorage]]:
    """Each file that was really chosen, with the name of its field and which of its inputs it came by.

    `SEC-M-06-after_files` is ("SEC-M-06", "after_files"); an input without a stem has the name "".
    """
    for name, file in files.items(multi=True):
        stem, _dash, part = name.rpartition("-")
        if file.filename and part in PARTS:
            yield stem, part, file


def sha256_of(file: FileStorage) -> str:
    digest = hashlib.sha256()
    file.stream.seek(0)
    while chunk := file.stream.read(CHUNK):
        digest.update(chunk)
    file.stream.seek(0)
    return digest.hexdigest()
