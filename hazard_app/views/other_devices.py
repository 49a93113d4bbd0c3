"""All of one's devices but the one in hand."""

from flask import Blueprint, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.sign_in import end_others
from hazard_app.clock import now
from hazard_app.db import write

blueprint = Blueprint("other_devices", __name__, url_prefix="/devices/others")


@blueprint.post("/end")
def destroy() -> Response:
    person_id, this = g.person.id, g.sign_in.uid
    write(lambda session: end_others(session, person_id, this, now()))
    flash(_("Signed out on every other device."))
    return redirect(url_for("devices.index"), 303)
