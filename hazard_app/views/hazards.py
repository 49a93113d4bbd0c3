"""Hazards: the list that nothing drops out of, its export, and one hazard with its life."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, abort, g, render_template, request, stream_with_context
from flask_babel import gettext as _

from hazard_app.acts.add_step import offered
from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.documents.hazards_csv import written
from hazard_app.forms.filters import HazardFilters
from hazard_app.forms.step import StepForm
from hazard_app.models.category import Category
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_counts import hazard_counts
from hazard_app.reports.hazard_list import CursorError, every_row, list_page
from hazard_app.reports.hazard_query import HazardQuery
from hazard_app.reports.hazard_story import hazard_story, with_its_life
from hazard_app.security import local_day
from hazard_app.views.filter_links import HazardLinks

blueprint = Blueprint("hazards", __name__)


@blueprint.get("/hazards")
def index() -> str:
    query, moment = asked(), now()
    counts = hazard_counts(db.session(), g.reach, query, moment)
    try:
        page = list_page(db.session(), g.reach, query, moment, request.args.get("after", ""), counts.asked)
    except CursorError:
        abort(422, _("This link to the next page is damaged. Start again from the first page."))
    links = HazardLinks(db.session(), g.reach, counts)
    return render_template("hazards/index.html", page=page, query=query, counts=counts, links=links)


@blueprint.get("/hazards.csv")
def export() -> Response:
    """All of the list, streamed; spreadsheets that expect another encoding are told by its first bytes."""
    rows = every_row(db.session(), g.reach, asked(), now())
    lines: Iterator[str] = stream_with_context(written(rows))
    name = f"hazards-{local_day(now()).isoformat()}.csv"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, mimetype="text/csv", headers=headers)


@blueprint.get("/hazards/<uuid:uid>")
def show(uid: UUID) -> str:
    hazard = db.session.scalar(with_its_life(g.reach, uid)) or abort(404)
    story = hazard_story(db.session(), g.reach, hazard, now())
    may = offered(db.session(), hazard, g.person, now())
    form = StepForm.about(hazard)
    return render_template("hazards/show.html", story=story, hazard=hazard, may=may, form=form, kept={})


def asked() -> HazardQuery:
    """403 for who reads no hazards at all, 422 for what is no filter, 404 for a place out of reach."""
    if not (g.reach.reading_paths or g.reach.school_ids):
        abort(403, _("Hazards are for those who look after the schools. Your role sees none."))
    codes = frozenset(db.session.scalars(Category.visible_to(g.reach).with_only_columns(Category.code)))
    form = HazardFilters(request.args, codes)
    if not form.validate():
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    zone, school = form.zone.data, form.school.data
    return form.query(
        (db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == zone)) or abort(404)) if zone else None,
        (db.session.scalar(School.visible_to(g.reach).where(School.uid == school)) or abort(404)) if school else None,
    )
