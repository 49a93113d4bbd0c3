"""Photos and memos that forms bring without script: one at a time, each on its road."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from flask import Response, current_app, jsonify, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import FileStorage, MultiDict
from werkzeug.exceptions import RequestEntityTooLarge

from hazard_app.acts.refusals import FilesRefused, MissingMemos, MissingPhotos
from hazard_app.db import db, end_reading
from hazard_app.forms.answer_field import AnswerField
from hazard_app.forms.given import Given
from hazard_app.images.photos import PhotoRefused
from hazard_app.models.person import Person
from hazard_app.reports.form_page import kept_memos, kept_photos
from hazard_app.sounds.refusals import MemoRefused
from hazard_app.storage import StoreBroken
from hazard_app.views.roads import MEMOS, PHOTOS, Road

# What an input of files is called, and the values that its photos or memos become.
PARTS = {"after_files": "after_photos", "files": "photos", "memo_files": "memos"}
CHUNK = 1 << 16  # bytes
LONGEST_NAME = 60  # characters of a file's name that a sentence shows

Files = MultiDict[str, FileStorage]


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
        road: Road[Any] = MEMOS if kind == "memos" else PHOTOS
        try:
            keep_file(person, road, file, sha256, now)
        except (PhotoRefused, MemoRefused, StoreBroken) as error:
            # The name of an input is anybody's: a field that has no such files has nothing to tell of one.
            if (called := name or kind) in form and holds(form[called], kind):
                form[called].process_errors.append(told_of(file, form[called], road.why(error)))
                leave_out(form[called], kind, sha256)


def keep_file(person: Person, road: Road[Any], file: FileStorage, sha256: str, now: datetime) -> None:
    content = file.stream.read(road.most + 1)
    if len(content) > road.most:
        raise road.too_large(f"over {road.most} bytes")
    road.take(person, content, sha256, now)


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
