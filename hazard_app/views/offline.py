"""What a phone takes along on a round without a net, and what it asks after it was told that all is kept."""

from flask import Blueprint, Response, abort, current_app, g, jsonify, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.keep_photo import SENDERS
from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.documents.offline_json import as_told, tag, written
from hazard_app.forms.receipts import MOST_IDS, asked_ids
from hazard_app.inbox import seal_key_of
from hazard_app.models.reach import INSPECTORS, READERS
from hazard_app.reports.offline_pack import Asking, offline_pack
from hazard_app.reports.receipts import still_known
from hazard_app.reports.waiting_schools import waiting_schools
from hazard_app.rules.cursors import Cursor
from hazard_app.rules.terms import Role
from hazard_app.views.rule_words import how_often

blueprint = Blueprint("offline", __name__, url_prefix="/offline")

MOST_RECHECK_PAGES = 5


@blueprint.get("/pack.json")
def pack() -> Response | Answer:
    """A whole one has a tag; what changed has none, since each brings a new cursor."""
    since = request.args.get("since")
    edition = str(get_locale()), current_app.extensions["assets"].version
    asking = Asking(g.person, g.reach, now(), edition, Cursor.read(since) if since else None)
    told = as_told(offline_pack(db.session(), asking), pages(), how_often) | {"seal_key": seal_key_of(g.person)}
    response = Response(written(told), mimetype="application/json")
    if since is None:
        response.set_etag(tag(told), weak=True)
        response.make_conditional(request)
    return response


def pages() -> list[str]:
    """The blank pages of a round; whatever else a phone should hold is one line more."""
    roles = g.reach.roles
    reads, sends, inspects = roles & (READERS | {Role.LIAISON}), roles & SENDERS, roles & INSPECTORS
    return [
        url_for("today.show"),
        url_for("schools.index"),
        url_for("me.show"),
        *([url_for("hazards.index")] if reads else []),
        *([url_for("hazard_reports.new")] if sends else []),
        *(recheck_pages() if inspects else []),
    ]


def recheck_pages() -> list[str]:
    waiting = waiting_schools(db.session(), g.reach, now(), MOST_RECHECK_PAGES)
    return [url_for("rechecks.new", school=school.uid) for school in waiting]


@blueprint.get("/receipts.json")
def receipts() -> Response:
    asked = asked_ids(request.args)
    if len(asked) > MOST_IDS:
        abort(422, _("At most %(num)s at once.", num=MOST_IDS))
    known = still_known(db.session(), g.person, asked, now())
    return jsonify(known=[str(uid) for uid in asked if uid in known])
