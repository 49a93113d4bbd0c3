"""Rechecks: all that waits at one school on one page, sent at once."""

from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import joinedload
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.add_step import refuse_others
from hazard_app.acts.judging import judged_at
from hazard_app.acts.record_rechecks import Rechecked, known_rechecks, record_rechecks
from hazard_app.acts.refusals import FilesRefused, OtherContent, OutOfReach
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import uid_or_none
from hazard_app.forms.rechecks import RecheckField, RechecksForm, rechecks_form
from hazard_app.forms.told import TimesForm, fingerprint
from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School, known_school
from hazard_app.reports.recheck_page import RecheckLine, recheck_lines
from hazard_app.rules.steps import Reason, StepRefused
from hazard_app.rules.terms import StepKind
from hazard_app.rules.told import Told
from hazard_app.security import wants_json
from hazard_app.views import uploads

blueprint = Blueprint("rechecks", __name__, url_prefix="/schools/<uuid:school>/rechecks")

Refusal = tuple[Response | str, int]

BY_THE_POLICE = _l("Fixes are rechecked by the police, and never by whoever reported them.")
LONG = 36  # characters of a uid


@blueprint.get("/new")
def new(school: UUID) -> str:
    here = db.session.scalar(School.visible_to(g.reach).where(School.uid == school)) or abort(404)
    lines = lines_at(here)
    if not (g.reach.inspects_at(here.zone.path) or any(each.may for each in lines)):
        abort(403, BY_THE_POLICE)
    form = rechecks_form(fields_of(lines, []))()
    form.id.data = uuid4()
    return filling(form, here, lines)


@blueprint.post("")
def create(school: UUID) -> Answer | Refusal:
    given = uploads.named(request.form, request.files)
    uid, content_hash = fingerprint(given)
    here = known_school(db.session(), school) or abort(404)
    if uid and (known := kept_before(uid, content_hash, judged_in(given))).steps:
        return accepted(uid, known, here, 200)
    asked = asked_hazards(given, here, TimesForm(given).told(now()))
    lines = lines_at(here)
    form = rechecks_form(fields_of(lines, asked))(given)
    uploads.keep(g.person, request.files, form, now())
    if not form.validate():
        return refused(form, here, lines)
    return record(form, here, lines, content_hash)


def lines_at(school: School) -> list[RecheckLine]:
    return recheck_lines(db.session(), g.reach, school, now(), why_not)


def why_not(hazard: Hazard) -> Reason | None:
    told = Told(uuid4(), "", now(), now(), now())
    try:
        refuse_others(db.session(), hazard, g.person, StepKind.RECHECK_PASS, told)
    except StepRefused as refusal:
        return refusal.reason
    return None


def judged_in(given: MultiDict[str, str]) -> list[UUID]:
    """What the form judges, in an order that a resend repeats."""
    names = sorted(name for name in given if len(name) == LONG and given[name] in ("pass", "fail"))
    return [uid for uid in map(uid_or_none, names) if uid]


def asked_hazards(given: MultiDict[str, str], school: School, told: Told) -> list[Hazard]:
    """Of those that the form judges, what was in reach when it was made; 404 out of it, 403 for who judges nothing."""
    at = judged_at(g.person, school, told)
    then: Reach = g.person.reach_on(at.astimezone(school.zone.clock).date())
    if not then.roles_at(school.zone.path, school.id):
        abort(404)
    here = Hazard.visible_to(then).where(Hazard.school_id == school.id, Hazard.uid.in_(judged_in(given)))
    asked = list(db.session.scalars(here.options(joinedload(Hazard.item)).order_by(Hazard.id)))
    if not (then.inspects_at(school.zone.path) or any(hazard.self_found for hazard in asked)):
        abort(403, BY_THE_POLICE)
    return asked


def fields_of(lines: list[RecheckLine], asked: list[Hazard]) -> dict[str, RecheckField]:
    """What waits for this person's verdict, and what they judged that somebody else has dealt with meanwhile."""
    hazards = {str(hazard.uid): hazard for hazard in (*(each.hazard for each in lines if each.may), *asked)}
    return {name: field_of(hazard) for name, hazard in hazards.items()}


def field_of(hazard: Hazard) -> RecheckField:
    number = hazard.number(hazard.zone.clock)
    return RecheckField(hazard=hazard.uid, number=number, needs_photo=bool(hazard.item and hazard.item.photo_required))


def kept_before(uid: UUID, content_hash: str, judged: list[UUID]) -> Rechecked:
    try:
        return known_rechecks(db.session(), g.person, uid, content_hash, judged)
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
    except FilesRefused as refusal:
        uploads.explain(form, refusal)
        return refused(form, school, lines)
    if not done.steps:
        abort(*((409, nothing_taken(done)) if done.overtaken else (403, BY_THE_POLICE)))
    return accepted(told.uid, done, school, 201 if done.is_new else 200)


def nothing_taken(done: Rechecked) -> str:
    return str(_("Somebody else dealt with %(num)s meanwhile; nothing was added there.", num=len(done.overtaken)))


def accepted(uid: UUID | None, done: Rechecked, school: School, status: int) -> Answer | Refusal:
    where = url_for("schools.show", uid=school.uid)
    if wants_json():
        steps, others = [step.uid for step in done.steps], list(done.not_yours)
        return jsonify(uid=uid, url=where, steps=steps, overtaken=list(done.overtaken), not_yours=others), status
    flash(ngettext("%(num)s recheck received.", "%(num)s rechecks received.", len(done.steps)))
    if done.overtaken:
        flash(nothing_taken(done))
    if done.not_yours:
        flash(BY_THE_POLICE)
    return redirect(where, 303)


def refused(form: RechecksForm, school: School, lines: list[RecheckLine]) -> Refusal:
    if wants_json():
        return uploads.to_mend(form)
    return filling(form, school, lines), 422


def filling(form: RechecksForm, school: School, lines: list[RecheckLine]) -> str:
    kept = uploads.addresses(g.person, form.photos, form.memos)
    return render_template("rechecks/new.html", form=form, school=school, lines=lines, kept=kept)
