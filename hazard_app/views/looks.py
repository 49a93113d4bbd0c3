"""What somebody saw who went back to a hazard that was drawn: still gone, or come back."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from werkzeug.wrappers import Response

from hazard_app.acts.look_back import NewLook, note_look
from hazard_app.acts.refusals import OtherContent
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.campaign import LookForm
from hazard_app.models.draw import Draw, DrawnHazard
from hazard_app.models.hazard import Hazard
from hazard_app.rules.terms import Role, State
from hazard_app.views.campaigned import campaign_seen, draw_seen, draw_shown

blueprint = Blueprint("looks", __name__, url_prefix="/campaigns/<uuid:campaign>/draws/<uuid:draw>/looks")


@blueprint.post("")
def create(campaign: UUID, draw: UUID) -> Response:
    """404 for a hazard that was not drawn or is out of sight, 403 for whoever is no inspector there."""
    chosen = campaign_seen(campaign)
    about, form = draw_seen(chosen, draw), LookForm(request.form)
    hazard = hazard_drawn(about, form)
    if not g.reach.inspects_at(hazard.zone.path):
        abort(403)
    if not form.validate() or form.id.data is None:
        return draw_shown(chosen, about, form, 422)
    drawn_id = next(drawn.id for drawn in about.drawn if drawn.hazard_id == hazard.id)
    person, seen = g.person, NewLook(uid=form.id.data, gone=form.gone, note=form.note.data)

    def work(session: Session) -> None:
        note_look(session, drawn_id, person, seen, now())

    try:
        write(work)
    except OtherContent:
        abort(409)
    return redirect(after(hazard, seen, url_for("draws.show", campaign=campaign, uid=draw)), 303)


def hazard_drawn(draw: Draw, form: LookForm) -> Hazard:
    ids = select(DrawnHazard.hazard_id).where(DrawnHazard.draw_id == draw.id)
    seen = Hazard.visible_to(g.reach).where(Hazard.uid == form.hazard.data, Hazard.id.in_(ids))
    return db.session.scalar(seen.options(joinedload(Hazard.zone))) or abort(404)


def after(hazard: Hazard, look: NewLook, back: str) -> str:
    """What has come back is opened again by a step, as ever; by whoever may."""
    if look.gone:
        flash(_("Noted: still gone."))
        return back
    if hazard.state is not State.CLOSED:
        flash(_("Noted: it has come back. It stands open again already."))
        return back
    if Role.SUPERVISOR in g.reach.roles_at(hazard.zone.path):
        flash(_("Noted: it has come back. Open it again here, so that somebody puts it right."))
        return url_for("steps.new", hazard=hazard.uid, kind="reopen")
    flash(_("Noted: it has come back. A supervisor opens it again."))
    return back
