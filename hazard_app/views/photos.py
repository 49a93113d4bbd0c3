"""Photos: a phone puts one under the SHA-256 of its bytes; whoever sees the hazard looks at it by its row."""

import hashlib
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from hazard_app.acts.keep_photo import keep_photo, may_send
from hazard_app.acts.note_access import note_photo
from hazard_app.clock import now
from hazard_app.db import db, end_reading, write
from hazard_app.forms.camera import CameraForm
from hazard_app.images.photos import BrokenImage, NotAnImage, PhotoRefused, TooManyPixels
from hazard_app.images.photos import thumbnail as made_small
from hazard_app.models.hazard import photos_visible_to
from hazard_app.models.photo import Photo
from hazard_app.rules.content import SHA256
from hazard_app.storage import Missing, StoreBroken
from hazard_app.views.bodies import back_soon, body, sealed, told
from hazard_app.views.roads import PHOTOS, EmptyFile, TooLarge

blueprint = Blueprint("photos", __name__, url_prefix="/photos")

STATUS = {
    TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    TooManyPixels: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    EmptyFile: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    NotAnImage: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    BrokenImage: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
}


@blueprint.put("/<string(length=64):sha256>")
def update(sha256: str) -> Response:
    if not SHA256.fullmatch(sha256):
        abort(404)
    if not may_send(g.person):
        return told(403, "not_yours", _("Your posting takes no photos, so this one was not kept."))
    form = CameraForm(request.args)
    if not form.validate():
        errors = {name: [str(error) for error in wrongs] for name, wrongs in form.errors.items()}
        return told(422, "to_mend", _("What came with the photo cannot be right."), errors=errors)
    # The phone may be slow and the disk full: nobody waits for us with a transaction open.
    end_reading(db.session())
    try:
        return kept(sha256, body(PHOTOS.most, PHOTOS.too_large), form)
    except PhotoRefused as error:
        return told(STATUS[type(error)], error.reason, str(PHOTOS.why(error)))
    except StoreBroken as error:
        current_app.logger.warning("photo store: %s", error)
        return back_soon(str(PHOTOS.why(error)))


def kept(sha256: str, content: bytes, form: CameraForm) -> Response:
    if hashlib.sha256(content).hexdigest() != sha256:
        return told(422, "hash_differs", _("The photo was damaged on its way. Send it once more."))
    road = replace(PHOTOS, keep=partial(keep_photo, camera=form.camera))
    photo, is_new = road.take(g.person, content, sha256, now())
    where = {"url": url_for("photos.show", uid=photo.uid), "thumbnail": url_for("photos.thumbnail", uid=photo.uid)}
    return told(201 if is_new else 200, "kept", _("The photo is kept on the platform."), **where)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> Response:
    photo = visible(uid)
    note(photo)
    return served(photo, "", original)


@blueprint.get("/<uuid:uid>/thumbnail")
def thumbnail(uid: UUID) -> Response:
    return served(visible(uid), "-small", small)


def note(photo: Photo) -> None:
    """With a full disk a photo can still be seen."""
    person_id, uid = g.person.id, photo.uid
    try:
        write(lambda session: note_photo(session, person_id, uid, now()))
    except OperationalError:
        current_app.logger.exception("photo %s was seen by person %s, and it could not be noted", uid, person_id)


def visible(uid: UUID) -> Photo:
    return db.session.scalar(photos_visible_to(g.reach).where(Photo.uid == uid)) or abort(404)


def served(photo: Photo, variant: str, read: Callable[[str], bytes]) -> Response:
    key, name = photo.stored_sha256, f"photo-{photo.uid.hex[:8]}{variant}.jpg"
    end_reading(db.session())
    response = Response(mimetype="image/jpeg")
    response.set_etag(key + variant)
    if request.if_none_match.contains(key + variant):
        response.status_code = 304
    else:
        response.set_data(read_or_refuse(key, read))
    return sealed(response, name)


def read_or_refuse(key: str, read: Callable[[str], bytes]) -> bytes:
    try:
        return read(key)
    except (Missing, BrokenImage):
        current_app.logger.exception("photo %s: missing or broken in the store", key)
        abort(404, _("The file of this photo is not there any more. This has been noted."))
    except StoreBroken as error:
        current_app.logger.warning("photo store: %s", error)
        abort(503, _("Photos cannot be read at this moment. Try again in a few minutes."))


def original(key: str) -> bytes:
    content: bytes = current_app.extensions["photo_store"].get(key)
    return content


def small(key: str) -> bytes:
    """Made at the first look; without room for it, made again each time."""
    store = current_app.extensions["thumbnail_store"]
    try:
        content: bytes = store.get(key)
    except (Missing, StoreBroken):
        content = made_small(original(key))
        try:
            store.put(key, content)
        except StoreBroken as error:
            current_app.logger.warning("thumbnails: %s", error)
    return content
