"""Voidings: a supervisor takes an inspection out of every count, with a reason; it stays readable."""

from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, g, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.acts.void_inspection import closed_by, opened_by, void_inspection
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.told import fingerprint
from hazard_app.forms.voiding import VoidingForm
from hazard_app.models.inspection import Inspection
from hazard_app.rules.steps import NotAllowed
from hazard_app.rules.terms import Role

blueprint = Blueprint("voidings", __name__, url_prefix="/inspections/<uuid:inspection>/voiding")


@blueprint.get("/new")
def new(inspection: UUID) -> str | Response:
    found = in_reach(inspection)
    if found.voiding is not None:
        return redirect(url_for("inspections.show", uid=found.uid), 303)
    form = VoidingForm()
    form.id.data = uuid4()
    return asking(found, form)


@blueprint.post("")
def create(inspection: UUID) -> Response | tuple[str, int]:
    found = in_reach(inspection)
    given = request.form.copy()
    given.setlist("inspection", [str(inspection)])
    form = VoidingForm(given)
    if not form.validate():
        return asking(found, form), 422
    told = form.told(now(), fingerprint(given)[1])
    work = partial(void_inspection, person=g.person, inspection_id=found.id, told=told, reason=form.reason.data)
    try:
        write(work)
    except OtherContent:
        abort(409)
    except OutOfReach:
        abort(404)
    except (NotForYou, NotAllowed):
        abort(403)
    flash(_("Voided. It stays readable and counts nowhere; it may be made again."))
    return redirect(url_for("inspections.show", uid=found.uid), 303)


def in_reach(uid: UUID) -> Inspection:
    """404 outside it, 403 for whoever is no supervisor there."""
    found = db.session.scalar(Inspection.visible_to(g.reach).where(Inspection.uid == uid)) or abort(404)
    if Role.SUPERVISOR not in g.reach.roles_at(found.zone.path):
        abort(403)
    return found


def asking(inspection: Inspection, form: VoidingForm) -> str:
    hazards, closed = (db.session.scalars(of(inspection)).all() for of in (opened_by, closed_by))
    return render_template("voidings/new.html", inspection=inspection, form=form, hazards=hazards, closed=closed)
