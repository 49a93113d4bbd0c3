"""The road without script: photos that come with the form itself, kept one at a time before the form is judged."""

import hashlib
from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Any, BinaryIO

from flask import current_app
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import FileStorage, MultiDict

from hazard_app.acts.keep_photo import Camera, keep_photo
from hazard_app.acts.refusals import MissingPhotos, UsedPhotos
from hazard_app.db import db, write
from hazard_app.images.photos import PhotoRefused, TooManyPixels, clean
from hazard_app.models.person import Person

CHUNK = 1 << 16
PARTS = {"-files": "-photos", "-after_files": "-after_photos"}

Files = MultiDict[str, FileStorage]


def named(form: MultiDict[str, str], files: Files) -> MultiDict[str, str]:
    """The form, with each file as the SHA-256 of its bytes: the same submission whichever road the photos took."""
    given = MultiDict(form)
    for stem, part, file in chosen(files):
        given.add(f"{stem}{PARTS[part]}", sha256_of(file.stream))
    return given


def keep(person: Person, files: Files, form: Any, now: datetime) -> None:
    """Store each picture; one that is none is told at its field, and the others are kept all the same."""
    for stem, _part, file in chosen(files):
        if (wrong := kept_or_wrong(person, file, now)) and stem in form:
            form[stem].process_errors.append(wrong)


def kept_or_wrong(person: Person, file: FileStorage, now: datetime) -> Any:
    limit = current_app.config["PHOTO_MAX_BYTES"]
    content = file.stream.read(limit + 1)
    if len(content) > limit:
        return _l("%(file)s is larger than %(most)s MB.", file=file.filename, most=limit // 1_000_000)
    # No transaction stays open while a picture is decoded and written to the disk.
    db.session.rollback()
    try:
        photo = clean(content)
    except TooManyPixels:
        return _l("%(file)s has too many pixels. Take it with a smaller setting.", file=file.filename)
    except PhotoRefused:
        return _l("%(file)s is no picture that can be read. Take it again.", file=file.filename)
    current_app.extensions["photo_store"].put(photo.stored_sha256, photo.content)
    write(partial(keep_photo, person=person, clean=photo, camera=Camera(), now=now))
    return None


def explain(form: Any, refusal: MissingPhotos | UsedPhotos) -> None:
    """Say at each field which of its photos is meant."""
    for field in form:
        photos = (*getattr(field.data, "photos", ()), *getattr(field.data, "after_photos", ()))
        field.errors = [*field.errors, *(sentence(refusal, sha) for sha in photos if sha in refusal.hashes)]


def sentence(refusal: MissingPhotos | UsedPhotos, sha: str) -> Any:
    if isinstance(refusal, MissingPhotos):
        return _l("A photo has not arrived here yet (%(photo)s…). Send it first.", photo=sha[:8])
    return _l("This very photo was used before (%(photo)s…). Take a new one of how it looks now.", photo=sha[:8])


def chosen(files: Files) -> Iterator[tuple[str, str, FileStorage]]:
    """Each file that was really chosen, with the stem of its field and which of its inputs it came by."""
    for name, file in files.items(multi=True):
        part = "-after_files" if name.endswith("-after_files") else "-files"
        if file.filename and name.endswith(part):
            yield name.removesuffix(part), part, file


def sha256_of(stream: BinaryIO) -> str:
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    stream.seek(0)
    return digest.hexdigest()
