"""Steps: what somebody adds to a hazard, with or without script, now or days later."""

from functools import partial
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.add_step import OFFERED, Addition, add_step, hazard_in_reach, offered, refuse_others
from hazard_app.acts.keep_photo import may_send
from hazard_app.acts.refusals import FilesRefused, OtherContent, OutOfReach, Overtaken, StandsOpen
from hazard_app.acts.take_step import actor_for, known_step, subject_now
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.step import StepForm
from hazard_app.forms.told import TimesForm, fingerprint
from hazard_app.models.hazard import Hazard
from hazard_app.models.step import Step
from hazard_app.reports.hazard_story import hazard_story, with_its_life
from hazard_app.reports.step_page import step_page
from hazard_app.rules.steps import NotAllowed, Reason, StepRefused, WrongStep, next_state
from hazard_app.rules.terms import StepKind
from hazard_app.rules.told import Told
from hazard_app.security import wants_json
from hazard_app.views import uploads
from hazard_app.views.formats import local_time
from hazard_app.words import word

blueprint = Blueprint("steps", __name__, url_prefix="/hazards/<uuid:hazard>/steps")

# Their form stands on the hazard's page; every other kind has a page of its own.
ON_THE_PAGE = (StepKind.SEEN_AGAIN, StepKind.COMMENT)

Refusal = tuple[Response | str, int]


@blueprint.get("/new")
def new(hazard: UUID) -> str:
    """The page of one kind of step; both ends of a recheck share one."""
    kind = asked_kind()
    found = db.session.scalar(with_its_life(g.reach, hazard)) or abort(404)
    if kind not in offered(db.session(), found, g.person, now()):
        abort(403, why_not(found, kind))
    return filling(StepForm.about(found, kind), found, kind)


def asked_kind() -> StepKind:
    try:
        return StepKind(request.args.get("kind", ""))
    except ValueError:
        abort(404)


def why_not(hazard: Hazard, kind: StepKind) -> Any:
    """By the table, for this person now."""
    actor = actor_for(db.session(), hazard, g.person, now())
    try:
        next_state(kind, subject_now(db.session(), hazard, now()), actor)
    except StepRefused as refusal:
        return word(refusal.reason)
    return word(Reason.NOT_YOUR_STEP)


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
    told = TimesForm(given).told(now())
    found = admitted(hazard, told)
    form = StepForm.about(found, given=given)
    refuse_what_is_others(found, form, told)
    uploads.keep(g.person, request.files, form, now())
    if not form.validate():
        return refused(form, hazard)
    return add(form, form.addition(found, form.told(now(), content_hash)))


def admitted(hazard: UUID, told: Told) -> Hazard:
    """Before anything of theirs is kept."""
    try:
        found = hazard_in_reach(db.session(), g.person, hazard, told)
    except OutOfReach:
        abort(404)
    if not may_send(g.person):
        abort(403)
    return found


def refuse_what_is_others(hazard: Hazard, form: StepForm, told: Told) -> None:
    """Before its form is judged: a page that is refused shows what only some may see."""
    if form.kind.data not in OFFERED:
        return
    try:
        refuse_others(db.session(), hazard, g.person, form.kind.data, told)
    except NotAllowed as refusal:
        abort(403, word(refusal.reason))
    except WrongStep:
        return


def add(form: StepForm, added: Addition) -> Answer | Refusal:
    try:
        step, is_new = write(partial(add_step, person=g.person, added=added))
    except OtherContent:
        abort(409, other_content())
    except OutOfReach:
        abort(404)
    except NotAllowed as refusal:
        abort(403, word(refusal.reason))
    except (Overtaken, StandsOpen) as refusal:
        abort(409, conflict(refusal))
    except WrongStep as refusal:
        form.form_errors = [word(refusal.reason)]
        return refused(form, added.hazard)
    except FilesRefused as refusal:
        uploads.explain(form, refusal)
        return refused(form, added.hazard)
    return accepted(step, 201 if is_new else 200)


def conflict(refusal: Overtaken | StandsOpen) -> str:
    if isinstance(refusal, Overtaken):
        return str(_("Somebody else took a step meanwhile, and yours was not taken. Look at the hazard again."))
    return str(_("The same item of this school has another open hazard. Look at that one; nothing was reopened."))


def accepted(step: Step, status: int) -> Answer | Refusal:
    where = url_for("hazards.show", uid=step.hazard.uid)
    if wants_json():
        received = step.received_at.isoformat()
        return jsonify(uid=step.uid, url=where, received_at=received, flags=[flag.kind for flag in step.flags]), status
    flash(_("Received %(time)s: %(what)s.", time=local_time(step.received_at), what=word(step.kind)))
    return redirect(where, 303)


def refused(form: StepForm, uid: UUID) -> Refusal:
    """Nothing is lost: the page again, with what was typed and the photos that have arrived."""
    if wants_json():
        return uploads.to_mend(form)
    # By the reach of today: what was made in a former posting is taken, what became of the hazard is not shown.
    hazard = db.session.scalar(with_its_life(g.reach, uid))
    if hazard is None:
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    may, kind = offered(db.session(), hazard, g.person, now()), form.kind.data or form.page.data
    return filling(form, hazard, kind if kind in may else None), 422


def filling(form: StepForm, hazard: Hazard, kind: StepKind | None) -> str:
    """What is added beside the others stands on the hazard's own page."""
    kept = uploads.addresses(g.person, form.photos.data or (), form.memos.data or ())
    if kind is None or kind in ON_THE_PAGE:
        story, may = hazard_story(db.session(), g.reach, hazard, now()), offered(db.session(), hazard, g.person, now())
        return render_template("hazards/show.html", story=story, hazard=hazard, may=may, form=form, kept=kept)
    page, may = step_page(db.session(), g.reach, hazard, kind, now()), offered(db.session(), hazard, g.person, now())
    return render_template("steps/new.html", form=form, hazard=hazard, kind=kind, page=page, may=may, kept=kept)


def other_content() -> str:
    return str(_("This was sent before with other content, and that one is kept. Send this one anew."))
