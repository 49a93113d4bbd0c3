"""Every refusal as a page and as JSON: what happened, why, what is safe, what to do."""

import logging
import re
import secrets
from typing import NamedTuple

from flask import Flask, Response, current_app, g, jsonify, make_response, render_template
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import DataError, OperationalError
from werkzeug.exceptions import HTTPException, InternalServerError, ServiceUnavailable, UnprocessableEntity

from hazard_app.db import db
from hazard_app.security import wants_json


class Words(NamedTuple):
    name: str
    what: str
    why: str


WORDS = {
    400: Words(
        "not_readable",
        _l("This cannot be read"),
        _l("The page or the phone sent something incomplete. Go back and try once more."),
    ),
    401: Words(
        "sign_in",
        _l("Please sign in"),
        _l("Your sign-in has ended. What you typed is safe; sign in and carry on."),
    ),
    403: Words("not_yours", _l("Not yours to do"), _l("You may see this, but this step belongs to somebody else.")),
    404: Words("not_found", _l("No such page"), _l("The address may be wrong, or it is outside your zone.")),
    405: Words("not_here", _l("This cannot be done here"), _l("The address is right, but not for this.")),
    409: Words(
        "conflict",
        _l("Somebody was faster"),
        _l("This changed in the meantime. Look at it again before you go on."),
    ),
    413: Words(
        "too_large",
        _l("Too large"),
        _l("What was sent is larger than we accept. Send fewer photos at once, or smaller ones."),
    ),
    415: Words(
        "no_picture",
        _l("Not a picture we can read"),
        _l("Take JPEG, PNG, WebP or HEIC. If the file is damaged, take the photo again."),
    ),
    422: Words(
        "to_mend",
        _l("Something is missing or wrong"),
        _l("It was not accepted yet. Go back, mend it and send it again."),
    ),
    429: Words("too_many", _l("A little too fast"), _l("Too many tries in a short time. Wait a few minutes.")),
    500: Words(
        "our_fault",
        _l("Our fault"),
        _l("Something broke on our side and has been noted. Try again in a minute."),
    ),
    503: Words(
        "back_soon",
        _l("Back in a moment"),
        _l("The platform cannot reach its data. Try again in a minute."),
    ),
}
# Headers of the exception that the answer needs too.
KEPT_HEADERS = frozenset({"Allow", "Retry-After"})


class HidesSecrets(logging.Filter):
    """The address of somebody's calendar is all that one needs to read it."""

    SECRET = re.compile(r"(/rounds/)[^/\s]+(\.ics)")

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = self.SECRET.sub(r"\1…\2", record.getMessage()), ()
        return True


def init_app(app: Flask) -> None:
    for logger in (app.logger, logging.getLogger("waitress")):
        logger.addFilter(HidesSecrets())
    app.register_error_handler(HTTPException, show)
    app.register_error_handler(InternalServerError, show_fault)
    app.register_error_handler(OperationalError, show_outage)
    app.register_error_handler(DataError, show_unkeepable)


def show(error: HTTPException) -> Response:
    """`abort(409, sentence)` tells that sentence instead of the general one."""
    if error.response is not None:
        return make_response(error.response)
    return answer(error, said=vars(error).get("description"))


def show_fault(error: InternalServerError) -> Response:
    return answer(error, reference=note_fault(error.original_exception or error))


def show_outage(error: OperationalError) -> Response:
    """The database is away, locked or full."""
    return answer(ServiceUnavailable(retry_after=60), reference=note_fault(error))


def show_unkeepable(error: DataError) -> Response:
    """The database cannot hold what was sent: a sign it does not know, a number beyond all bounds."""
    return answer(UnprocessableEntity(), reference=note_fault(error))


def note_fault(error: BaseException) -> str:
    """Log it under a short name that the page shows; from here on the page asks nothing of the database."""
    reference = secrets.token_hex(3)
    current_app.logger.error("fault %s", reference, exc_info=error)
    g.person = None
    # Not only a rollback: a cursor that the fault left half read would keep its snapshot under the next request.
    db.session().invalidate()
    return reference


def answer(error: HTTPException, said: str | None = None, reference: str = "") -> Response:
    code = error.code or 500
    words = WORDS.get(code) or WORDS[500 if code >= 500 else 400]
    why = said or words.why
    if wants_json():
        response = jsonify(error=words.name, message=str(why), **({"reference": reference} if reference else {}))
    else:
        page = render_template("errors/show.html", code=code, title=words.what, why=why, reference=reference)
        response = make_response(page)
    response.status_code = code
    response.headers.extend([header for header in error.get_headers() if header[0] in KEPT_HEADERS])
    return response
