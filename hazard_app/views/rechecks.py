"""Rechecks: all that waits at one school on one page, sent at once."""

from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.add_step import offered
from hazard_app.acts.record_rechecks import Rechecked, known_rechecks, record_rechecks
from hazard_app.acts.refusals import MissingPhotos, OtherContent, OutOfReach, UsedPhotos
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.rechecks import RecheckField, RechecksForm, rechecks_form
from hazard_app.forms.told import fingerprint
from hazard_app.models.hazard import Hazard
from hazard_app.models.school import School
from hazard_app.reports.form_page import kept_photos
from hazard_app.reports.recheck_page import RecheckLine, recheck_lines
from hazard_app.rules.terms import StepKind
from hazard_app.security import wants_json
from hazard_app.views import uploads

blueprint = Blueprint("rechecks", __name__, url_prefix="/schools/<uuid:school>/rechecks")

Refusal = tuple[Response | str, int]


@blueprint.get("/new")
def new(school: UUID) -> str:
    here = school_in_reach(school)
    lines = lines_at(here)
    form = rechecks_form({str(each.hazard.uid): field_of(each.hazard) for each in lines if each.may})()
    form.id.data = uuid4()
    return filling(form, here, lines)


@blueprint.post("")
def create(school: UUID) -> Answer | Refusal:
    here = school_in_reach(school)
    lines = lines_at(here)
    given = uploads.named(request.form, request.files)
    uid, content_hash = fingerprint(given)
    asked = asked_hazards(given, here)
    if uid and (known := kept_before(uid, content_hash, asked)).steps:
        return accepted(known, here, 200)
    form = rechecks_form({str(hazard.uid): field_of(hazard) for hazard in asked})(given)
    uploads.keep(g.person, request.files, form, now())
    if not form.validate():
        return refused(form, here, lines)
    return record(form, here, lines, content_hash)


def school_in_reach(uid: UUID) -> School:
    named = School.visible_to(g.reach).where(School.uid == uid).options(joinedload(School.zone))
    return db.session.scalar(named) or abort(404)


def lines_at(school: School) -> list[RecheckLine]:
    """403 for who rechecks nothing here: a school's second person does what the school found itself."""
    lines = recheck_lines(db.session(), g.reach, school, now(), may_recheck)
    if not (g.reach.inspects_at(school.zone.path) or any(each.may for each in lines)):
        abort(403, _("Fixes are rechecked by the police, and never by whoever reported them."))
    return lines


def may_recheck(hazard: Hazard) -> bool:
    return StepKind.RECHECK_PASS in offered(db.session(), hazard, g.person, now())


def asked_hazards(given: MultiDict[str, str], school: School) -> list[Hazard]:
    """Those that the form names, also what somebody else has dealt with meanwhile."""
    named = {name for name in given if len(name) == 36 and name.count("-") == 4}
    here = Hazard.visible_to(g.reach).where(Hazard.school_id == school.id).options(joinedload(Hazard.item))
    uids = [uid for uid in map(uid_or_none, sorted(named)) if uid]
    return list(db.session.scalars(here.where(Hazard.uid.in_(uids)).order_by(Hazard.id)))


def uid_or_none(name: str) -> UUID | None:
    try:
        return UUID(name)
    except ValueError:
        return None


def field_of(hazard: Hazard) -> RecheckField:
    number = hazard.number(hazard.zone.clock)
    return RecheckField(hazard=hazard.uid, number=number, needs_photo=bool(hazard.item and hazard.item.photo_required))


def kept_before(uid: UUID, content_hash: str, asked: list[Hazard]) -> Rechecked:
    try:
        return known_rechecks(db.session(), g.person, uid, content_hash, [hazard.uid for hazard in asked])
    except OtherContent:
        abort(409)


def record(form: RechecksForm, school: School, lines: list[RecheckLine], content_hash: str) -> Answer | Refusal:
    told = form.told(now(), content_hash)
    try:
        done = write(partial(record_rechecks, person=g.person, told=told, rechecks=form.rechecks))
    except OtherContent:
        abort(409)
    except OutOfReach:
        abort(404)
    except (MissingPhotos, UsedPhotos) as refusal:
        uploads.explain(form, refusal)
        return refused(form, school, lines)
    return accepted(done, school, 201 if done.is_new else 200)


def accepted(done: Rechecked, school: School, status: int) -> Answer | Refusal:
    where = url_for("schools.show", uid=school.uid)
    if wants_json():
        return jsonify(url=where, steps=[step.uid for step in done.steps], overtaken=list(done.overtaken)), status
    flash(ngettext("%(num)s recheck received.", "%(num)s rechecks received.", len(done.steps)))
    if done.overtaken:
        flash(_("Somebody else dealt with %(num)s meanwhile; nothing was added there.", num=len(done.overtaken)))
    return redirect(where, 303)


def refused(form: RechecksForm, school: School, lines: list[RecheckLine]) -> Refusal:
    if wants_json():
        errors = {name or "form": [str(error) for error in wrongs] for name, wrongs in form.errors.items()}
        return jsonify(error="to_mend", errors=errors), 422
    return filling(form, school, lines), 422


def filling(form: RechecksForm, school: School, lines: list[RecheckLine]) -> str:
    photos = kept_photos(db.session(), g.person, form.photos)
    kept = {sha: url_for("photos.thumbnail", uid=photo.uid) for sha, photo in photos.items()}
    return render_template("rechecks/new.html", form=form, school=school, lines=lines, kept=kept)
