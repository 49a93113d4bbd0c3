"""Ledgers: what a school found itself, its own account, on one page to print, and as a file."""

from collections.abc import Iterator
from uuid import UUID

from flask import Blueprint, Response, abort, g, redirect, render_template, request, stream_with_context, url_for
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.note_access import note_export
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.documents.ledger_csv import written
from hazard_app.forms.export import ExportForm
from hazard_app.models.reach import READERS
from hazard_app.models.school import School
from hazard_app.reports.ledger import every_line, ledger
from hazard_app.reports.ledger_credit import credit
from hazard_app.reports.school_story import checklists
from hazard_app.rules.terms import Role
from hazard_app.security import local_day
from hazard_app.views.formats import taken_by

blueprint = Blueprint("ledgers", __name__)


@blueprint.get("/ledgers")
def index() -> str | Answer:
    """Whoever belongs to one school is led to its ledger, whoever to none to the schools."""
    own = select(School).where(School.id.in_(g.reach.school_ids)).order_by(School.name)
    schools = db.session.scalars(own).all()
    if not schools:
        return redirect(url_for("schools.index"), 303)
    if len(schools) == 1:
        return redirect(url_for("ledgers.show", school=schools[0].uid), 303)
    return render_template("ledgers/index.html", schools=schools)


@blueprint.get("/schools/<uuid:school>/ledger")
def show(school: UUID) -> str:
    here, at = asked_school(school), now()
    return render_template(
        "ledgers/show.html",
        school=here,
        ledger=ledger(db.session(), g.reach, here, at, request.args.get("after", "")),
        credit=credit(db.session(), g.reach, here, at),
        checklists=checklists(db.session(), g.reach, here),
        form=ExportForm(),
        at=at,
    )


@blueprint.get("/schools/<uuid:school>/ledger.csv")
def export(school: UUID) -> Response | Answer:
    here, form = asked_school(school), ExportForm(request.args)
    if not form.validate():
        return redirect(url_for("ledgers.show", school=here.uid, _anchor="export"), 303)
    reason, person_id, uid = form.reason.data, g.person.id, str(here.uid)
    name = f"ledger-{local_day(now()).isoformat()}-{g.person.username}.csv"
    write(lambda session: note_export(session, person_id, reason, {"ledger": uid}, now()))
    parts = every_line(db.session(), g.reach, asked_school(school), now())
    lines: Iterator[str] = stream_with_context(written(parts, taken_by(g.person.name, reason)))
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(lines, mimetype="text/csv", headers=headers)


def asked_school(uid: UUID) -> School:
    """404 outside one's reach, 403 for who reads no hazards there."""
    named = School.visible_to(g.reach).where(School.uid == uid).options(joinedload(School.zone))
    school: School = db.session.scalar(named) or abort(404)
    if not g.reach.roles_at(school.zone.path, school.id) & (READERS | {Role.LIAISON}):
        abort(403)
    return school
