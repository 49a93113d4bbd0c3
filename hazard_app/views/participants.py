"""Participants confirm for themselves that they took part."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.confirm_participation import confirm_participation
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.models.inspection import participants_visible_to
from hazard_app.models.participant import Participant

blueprint = Blueprint("participants", __name__, url_prefix="/participants")


@blueprint.post("/<uuid:uid>/confirmation")
def update(uid: UUID) -> Response:
    """Being named is enough to see it; confirming is for the one who is named."""
    participant = db.session.scalar(participants_visible_to(g.reach).where(Participant.uid == uid)) or abort(404)
    if participant.person_id != g.person.id:
        abort(403)
    write(lambda session: confirm_participation(session, participant, now()))
    flash(_("Your part in it is confirmed."))
    return redirect(url_for("inspections.show", uid=participant.inspection.uid), 303)
