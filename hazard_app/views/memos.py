"""Voice memos: a phone puts one under the SHA-256 of its bytes; whoever sees the hazard listens to it by its row."""

import hashlib
from http import HTTPStatus
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import OperationalError

from hazard_app.acts.keep_photo import may_send
from hazard_app.acts.note_access import note_memo
from hazard_app.clock import now
from hazard_app.db import db, end_reading, write
from hazard_app.models.hazard import memos_visible_to
from hazard_app.models.memo import Memo
from hazard_app.rules.content import SHA256
from hazard_app.sounds.refusals import MemoRefused, TooLong
from hazard_app.storage import Missing, StoreBroken
from hazard_app.views.bodies import back_soon, body, sealed, told
from hazard_app.views.roads import MEMOS, MemoTooLarge

blueprint = Blueprint("memos", __name__, url_prefix="/memos")

TOO_MUCH = (MemoTooLarge, TooLong)


@blueprint.put("/<string(length=64):sha256>")
def update(sha256: str) -> Response:
    if not SHA256.fullmatch(sha256):
        abort(404)
    if not may_send(g.person):
        return told(403, "not_yours", _("Your posting records no memos, so this one was not kept."))
    # The phone may be slow and the disk full: nobody waits for us with a transaction open.
    end_reading(db.session())
    try:
        return kept(sha256, body(MEMOS.most, MEMOS.too_large))
    except MemoRefused as error:
        large = isinstance(error, TOO_MUCH)
        status = HTTPStatus.REQUEST_ENTITY_TOO_LARGE if large else HTTPStatus.UNSUPPORTED_MEDIA_TYPE
        return told(status, error.reason, str(MEMOS.why(error)))
    except StoreBroken as error:
        current_app.logger.warning("memo store: %s", error)
        return back_soon(str(MEMOS.why(error)))


def kept(sha256: str, content: bytes) -> Response:
    if hashlib.sha256(content).hexdigest() != sha256:
        return told(422, "hash_differs", _("The memo was damaged on its way. Send it once more."))
    memo, is_new = MEMOS.take(g.person, content, sha256, now())
    where = {"url": url_for("memos.show", uid=memo.uid), "seconds": memo.seconds}
    return told(201 if is_new else 200, "kept", _("The memo is kept on the platform."), **where)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> Response:
    memo = db.session.scalar(memos_visible_to(g.reach).where(Memo.uid == uid)) or abort(404)
    key, kind, name = memo.stored_sha256, memo.kind, f"memo-{memo.uid.hex[:8]}.{memo.kind.ending}"
    note(memo)
    end_reading(db.session())
    response = Response(read_or_refuse(key), mimetype=kind.media_type)
    response.set_etag(key)
    # Safari plays nothing of which it cannot have a part.
    response.make_conditional(request, accept_ranges=True, complete_length=response.content_length)
    return sealed(response, name)


def note(memo: Memo) -> None:
    """Also when only a part is asked for, or nobody could say what was heard. With a full disk it still plays."""
    person_id, uid = g.person.id, memo.uid
    try:
        write(lambda session: note_memo(session, person_id, uid, now()))
    except OperationalError:
        current_app.logger.exception("memo %s was heard by person %s, and it could not be noted", uid, person_id)


def read_or_refuse(key: str) -> bytes:
    try:
        content: bytes = current_app.extensions["memo_store"].get(key)
    except Missing:
        current_app.logger.exception("memo %s: missing in the store", key)
        abort(404, _("The file of this memo is not there any more. This has been noted."))
    except StoreBroken as error:
        current_app.logger.warning("memo store: %s", error)
        abort(503, _("Memos cannot be played at this moment. Try again in a few minutes."))
    return content
