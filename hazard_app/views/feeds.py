"""Feeds: one's round in one's own calendar, under a secret link that can be taken away.

The link is shown once; here only its hash is kept.
"""

import contextlib
import secrets

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    g,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.run_feeds import make_feed, note_asked, revoke_feeds
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.documents.rounds_ics import rounds_ics
from hazard_app.languages import LOCALES
from hazard_app.models.calendar_feed import CalendarFeed
from hazard_app.models.person import Person
from hazard_app.models.reach import DOERS
from hazard_app.reports.people_rows import with_postings
from hazard_app.reports.rounds_ahead import rounds_ahead
from hazard_app.security import hashed, local_day

blueprint = Blueprint("feeds", __name__)

SECRET_BYTES = 32


@blueprint.get("/me/calendar")
def show() -> Response:
    refuse_others()
    return page()


@blueprint.post("/me/calendar")
def create() -> Response:
    """Answered with the link, this once."""
    refuse_others()
    person_id, secret = g.person.id, secrets.token_urlsafe(SECRET_BYTES)
    write(lambda session: make_feed(session, person_id, hashed(secret), now()) and None)
    response = page(url_for("feeds.export", secret=secret, _external=True))
    response.headers["Cache-Control"] = "no-store"
    return response


@blueprint.post("/me/calendar/end")
def destroy() -> Answer:
    person_id = g.person.id
    write(lambda session: revoke_feeds(session, person_id, now()))
    flash(_("Revoked. Calendars that have the link get nothing more; what they read stays there until they ask again."))
    return redirect(url_for("feeds.show"), 303)


@blueprint.get("/rounds/<secret>.ics")
def export(secret: str) -> Answer:
    """For whoever has the link; of a link that is none, and of one that is no more, nothing is told."""
    feed = db.session.scalar(CalendarFeed.live().where(CalendarFeed.key_hash == hashed(secret))) or abort(404)
    person: Person = db.session.scalars(with_postings(select(Person).where(Person.id == feed.person_id))).one()
    today = local_day(now())
    with force_locale(person.locale if person.locale in LOCALES else current_app.config["DEFAULT_LOCALE"]):
        written = rounds_ics(rounds_ahead(db.session(), person, now(), today))
    if feed.last_asked_on != today:
        # With a full disk a calendar can still be read.
        with contextlib.suppress(OperationalError):
            write(lambda session: note_asked(session, feed.id, today))
    response = Response(written, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = "inline; filename=rounds.ics"
    response.add_etag()
    return response.make_conditional(request)


def page(link: str = "") -> Response:
    feed = db.session.scalar(CalendarFeed.of(g.person.id))
    return make_response(render_template("feeds/show.html", feed=feed, link=link))


def refuse_others() -> None:
    """Whoever goes no rounds has none in a calendar."""
    if not g.reach.roles & DOERS:
        abort(403)
