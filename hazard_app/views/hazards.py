"""Hazards: the list that nothing drops out of, its export, and one hazard with its life."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, stream_with_context, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.add_step import offered
from hazard_app.acts.note_access import note_export
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.documents.hazards_csv import written
from hazard_app.forms.export import ExportForm
from hazard_app.forms.step import StepForm
from hazard_app.reports.draw_page import draws_of
from hazard_app.reports.hazard_counts import hazard_counts
from hazard_app.reports.hazard_list import CursorError, every_row, list_page
from hazard_app.reports.hazard_story import hazard_story, with_its_life
from hazard_app.security import local_day
from hazard_app.views.filter_links import HazardLinks, asked_query, filters
from hazard_app.views.formats import taken_by

blueprint = Blueprint("hazards", __name__)


@blueprint.get("/hazards")
def index() -> str:
    query, moment = asked_query(), now()
    counts = hazard_counts(db.session(), g.reach, query, moment)
    try:
        page = list_page(db.session(), g.reach, query, moment, request.args.get("after", ""), counts.asked)
    except CursorError:
        abort(422, _("This link to the next page is damaged. Start again from the first page."))
    links = HazardLinks(db.session(), g.reach, counts)
    return render_template("hazards/index.html", page=page, query=query, counts=counts, links=links)


@blueprint.get("/hazards.csv")
def export() -> Response | Answer:
    """All of the list, streamed; spreadsheets that expect another encoding are told by its first bytes."""
    query, form = asked_query(), ExportForm(request.args)
    if not form.validate():
        return redirect(url_for("exports.new", **filters()), 303)
    reason, person_id, kept = form.reason.data, g.person.id, filters()
    write(lambda session: note_export(session, person_id, reason, kept, now()))
    rows = every_row(db.session(), g.reach, query, now())
    lines: Iterator[str] = stream_with_context(written(rows, taken_by(g.person.name, reason)))
    name = f"hazards-{local_day(now()).isoformat()}-{g.person.username}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, mimetype="text/csv", headers=headers)


@blueprint.get("/hazards/<uuid:uid>")
def show(uid: UUID) -> str:
    hazard = db.session.scalar(with_its_life(g.reach, uid)) or abort(404)
    story = hazard_story(db.session(), g.reach, hazard, now())
    may = offered(db.session(), hazard, g.person, now())
    form = StepForm.about(hazard)
    draws = draws_of(db.session(), g.reach, hazard)
    shown = {"story": story, "hazard": hazard, "may": may, "form": form, "draws": draws, "kept": {}}
    return render_template("hazards/show.html", **shown)
