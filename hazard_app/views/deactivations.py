"""People who rest: they cannot sign in, and all that they did stays theirs."""

from uuid import UUID

from flask import Blueprint, abort, current_app, flash, g, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_people import deactivate, reactivate
from hazard_app.clock import now
from hazard_app.db import write
from hazard_app.views.administered import person_run, refuse_others

blueprint = Blueprint("deactivations", __name__, url_prefix="/people/<uuid:person>/deactivation")
blueprint.before_request(refuse_others)


@blueprint.post("")
def create(person: UUID) -> Response:
    shown = person_run(person)
    if shown.id == g.person.id:
        abort(403, _("Nobody deactivates themselves: another administrator does."))
    actor, person_id = Actor.of(g.person), shown.id
    write(lambda session: deactivate(session, actor, person_id, now()))
    days = current_app.config["HANDING_IN"].days
    flash(_("Deactivated and signed out everywhere. For %(days)s days their phones may still send what is from before.",
            days=days))  # fmt: skip
    return redirect(url_for("people.show", uid=person), 303)


@blueprint.post("/end")
def destroy(person: UUID) -> Response:
    actor, person_id = Actor.of(g.person), person_run(person).id
    write(lambda session: reactivate(session, actor, person_id, now()))
    flash(_("Active again."))
    return redirect(url_for("people.show", uid=person), 303)
