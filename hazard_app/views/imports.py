"""Bringing tables in: a dry run that changes nothing, looked at, then applied."""

from uuid import UUID

from flask import Blueprint, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.wrappers import Response

from hazard_app.acts.import_rows import Given, import_rows, try_rows
from hazard_app.acts.import_tally import MovedMeanwhile, RowsAreWrong
from hazard_app.acts.keep_import import applied, report
from hazard_app.acts.log_act import Actor
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.documents.import_files import OF_CALENDARS
from hazard_app.documents.tables import MOST_BYTES
from hazard_app.forms.import_words import fault_of, file_why
from hazard_app.forms.imports import ApplyForm, ImportForm
from hazard_app.models.import_file import ImportFile
from hazard_app.reports.calendars import years_to_bring
from hazard_app.rules.event_words import EXAMPLES
from hazard_app.rules.import_columns import COLUMNS
from hazard_app.rules.imports import Datum, FileUnreadable, ImportKind
from hazard_app.views.administered import dry_run, import_seen, read, refuse_foreign, refuse_others

blueprint = Blueprint("imports", __name__, url_prefix="/administration/imports")
LONGEST_NAME = 120


blueprint.before_request(refuse_others)


@blueprint.get("/new")
def new() -> Response:
    kind = request.args.get("kind", ImportKind.SCHOOLS, type=ImportKind)
    refuse_foreign(kind)
    return page(ImportForm(data={"kind": kind}), 200)


@blueprint.post("")
def create() -> Response:
    """The dry run."""
    form = ImportForm(CombinedMultiDict([request.form, request.files]))
    if not form.validate():
        return page(form, 422)
    refuse_foreign(form.kind.data)
    content, name = form.file.data.stream.read(MOST_BYTES + 1), form.file.data.filename[-LONGEST_NAME:]
    kind, datum = form.kind.data, Datum(form.datum.data)
    try:
        given = read(kind, datum, name, content, form.zone.data or "")
    except FileUnreadable as refused:
        form.file.errors = [file_why(refused)]
        return page(form, 422)
    return redirect(url_for("imports.show", uid=dry_run(given, datum, content)), 303)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> Response:
    return preview(import_seen(uid), 200)


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response:
    kept, form = import_seen(uid), ApplyForm(request.form)
    if kept.content is None or kept.applied_at is not None:
        return preview(kept, 409)
    given = read(kept.kind, kept.datum, kept.name, kept.content, kept.zone_beside)
    try:
        apply(kept.id, given, form.state.data, leave_out=form.leave_out.data)
    except RowsAreWrong:
        return preview(kept, 422)
    except MovedMeanwhile:
        return preview(looked_at_again(kept.id, given), 409)
    return redirect(url_for("imports.show", uid=uid), 303)


def apply(import_id: int, given: Given, expected: str, *, leave_out: bool) -> None:
    actor, reach = Actor.of(g.person), g.reach

    def work(session: Session) -> None:
        tally = import_rows(session, actor, reach, given, expected, now(), leave_out=leave_out)
        applied(session, import_id, tally, now())

    write(work)


def looked_at_again(import_id: int, given: Given) -> ImportFile:
    tally = try_rows(db.session(), g.reach, given, now())

    def work(session: Session) -> ImportFile:
        kept = session.get_one(ImportFile, import_id)
        report(kept, tally)
        return kept

    return write(work)


def preview(kept: ImportFile, status: int) -> Response:
    faults = [fault_of(fault) for fault in kept.report["faults"]]
    return make_response(
        render_template("imports/show.html", kept=kept, report=kept.report, faults=faults, status=status), status
    )


def page(form: ImportForm, status: int) -> Response:
    kind = form.kind.data
    columns = COLUMNS[kind] if kind else ()
    if kind in OF_CALENDARS:
        form.file.label.text = _("File")
        form.file.description = _("A calendar file (.ics) up to 2 MB, or .xlsx or CSV")
    years = years_to_bring(db.session()) if kind is ImportKind.CALENDAR else ()
    told = {"columns": columns, "years": years, "examples": EXAMPLES.get(kind, {})}
    return make_response(render_template("imports/new.html", form=form, **told), status)
