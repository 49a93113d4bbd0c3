"""The devices one is signed in on, and the end of each."""

import uuid

from flask import Blueprint, abort, flash, g, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.sign_in import end
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.models.sign_in import SignIn
from hazard_app.rules.devices import Device

blueprint = Blueprint("devices", __name__, url_prefix="/devices")


@blueprint.get("")
def index() -> str:
    sign_ins = db.session.scalars(SignIn.of(g.person.id, now())).all()
    devices = [(sign_in, Device.stored(sign_in.device)) for sign_in in sign_ins]
    return render_template("devices/index.html", devices=devices, this=g.sign_in)


@blueprint.post("/<uuid:uid>/end")
def destroy(uid: uuid.UUID) -> Response:
    person_id = g.person.id
    if not write(lambda session: end(session, person_id, uid, now())):
        abort(404)
    flash(_("Signed out there."))
    return redirect(url_for("devices.index"), 303)
