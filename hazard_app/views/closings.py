"""Schools that are closed: in no list and no check any more, and their past stays."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_places import StillOpen, WasMerged, close_school, reopen_school
from hazard_app.clock import now
from hazard_app.db import write
from hazard_app.views.administered import refuse_others, school_run

blueprint = Blueprint("closings", __name__, url_prefix="/administration/schools/<uuid:school>/closing")
blueprint.before_request(refuse_others)


@blueprint.post("")
def create(school: UUID) -> Response:
    actor, school_id = Actor.of(g.person), school_run(school).id
    try:
        write(lambda session: close_school(session, actor, school_id, now()))
    except StillOpen:
        abort(409, _("Something is still open at this school. Once its police have closed or voided it, it can close."))
    flash(_("Closed: it is in no list and no check any more; its past stays."))
    return redirect(url_for("school_places.edit", uid=school), 303)


@blueprint.post("/end")
def destroy(school: UUID) -> Response:
    actor, school_id = Actor.of(g.person), school_run(school).id
    try:
        write(lambda session: reopen_school(session, actor, school_id, now()))
    except WasMerged:
        abort(409, _("This school became part of another one and does not open again. Add a new school instead."))
    flash(_("It is open again."))
    return redirect(url_for("school_places.edit", uid=school), 303)
