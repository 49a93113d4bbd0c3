"""Steps: what somebody adds to a hazard, with or without script, now or days later."""

from functools import partial
from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.add_step import Addition, add_step, hazard_in_reach, offered
from hazard_app.acts.keep_photo import may_send
from hazard_app.acts.refusals import MissingPhotos, OtherContent, OutOfReach
from hazard_app.acts.take_step import known_step
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.step import StepForm
from hazard_app.forms.told import fingerprint
from hazard_app.models.step import Step
from hazard_app.reports.form_page import kept_photos
from hazard_app.reports.hazard_story import hazard_story, with_its_life
from hazard_app.rules.steps import NotAllowed, WrongStep
from hazard_app.rules.terms import StepKind
from hazard_app.rules.told import Told
from hazard_app.security import wants_json
from hazard_app.views import uploads
from hazard_app.views.formats import local_time
from hazard_app.words import word

blueprint = Blueprint("steps", __name__, url_prefix="/hazards/<uuid:hazard>/steps")

Refusal = tuple[Response | str, int]


@blueprint.post("")
def create(hazard: UUID) -> Answer | Refusal:
    given = uploads.named(request.form, request.files)
    given.setlist("hazard", [str(hazard)])
    uid, content_hash = fingerprint(given)
    try:
        known = known_step(db.session(), g.person, uid, content_hash) if uid else None
    except OtherContent:
        abort(409, other_content())
    if known is not None:
        return accepted(known, 200)
    form = StepForm(given)
    told = form.told(now(), content_hash)
    admit(hazard, told)
    uploads.keep(g.person, request.files, form, now())
    if not form.validate():
        return refused(form, hazard)
    return add(form, Addition(hazard, form.kind.data, told, form.note.data, form.photos.data))


def admit(hazard: UUID, told: Told) -> None:
    """Before anything of theirs is kept."""
    try:
        hazard_in_reach(db.session(), g.person, hazard, told)
    except OutOfReach:
        abort(404)
    if not may_send(g.person):
        abort(403)


def add(form: StepForm, added: Addition) -> Answer | Refusal:
    try:
        step, is_new = write(partial(add_step, person=g.person, added=added))
    except OtherContent:
        abort(409, other_content())
    except OutOfReach:
        abort(404)
    except NotAllowed as refusal:
        abort(403, word(refusal.reason))
    except WrongStep as refusal:
        form.form_errors = [word(refusal.reason)]
        return refused(form, added.hazard)
    except MissingPhotos as refusal:
        uploads.explain(form, refusal)
        return refused(form, added.hazard)
    return accepted(step, 201 if is_new else 200)


def accepted(step: Step, status: int) -> Answer | Refusal:
    where = url_for("hazards.show", uid=step.hazard.uid)
    if wants_json():
        received = step.received_at.isoformat()
        return jsonify(uid=step.uid, url=where, received_at=received, flags=[flag.kind for flag in step.flags]), status
    seen = step.kind is StepKind.SEEN_AGAIN
    sentence = _("Received %(time)s: seen again.") if seen else _("Received %(time)s.")
    flash(sentence % {"time": local_time(step.received_at)})
    return redirect(where, 303)


def refused(form: StepForm, uid: UUID) -> Refusal:
    """Nothing is lost: the hazard's page again, with what was typed and the photos that have arrived."""
    if wants_json():
        errors = {name or "form": [str(error) for error in wrongs] for name, wrongs in form.errors.items()}
        return jsonify(error="to_mend", errors=errors), 422
    # By the reach of today: what was made in a former posting is taken, what became of the hazard is not shown.
    hazard = db.session.scalar(with_its_life(g.reach, uid))
    if hazard is None:
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    story = hazard_story(db.session(), g.reach, hazard, now())
    may = offered(db.session(), hazard, g.person, now())
    kept = {
        sha: url_for("photos.thumbnail", uid=photo.uid)
        for sha, photo in kept_photos(db.session(), g.person, form.photos.data).items()
    }
    return render_template("hazards/show.html", story=story, hazard=hazard, may=may, form=form, kept=kept), 422


def other_content() -> str:
    return str(_("This was sent before with other content, and that one is kept. Send this one anew."))
