"""Inspections: the form, its submission (with or without script, now or days later), the record."""

from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from hazard_app.acts.record_inspection import Filled, Receipt, allowed_roles, known_inspection, record_inspection
from hazard_app.acts.refusals import FilesRefused, NotForYou, OtherContent, OutOfReach
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import uid_or_none
from hazard_app.forms.inspection import InspectionForm, blank_form, inspection_form
from hazard_app.forms.told import TimesForm, fingerprint
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.school import School, known_school
from hazard_app.reports.blank_pages import blank_page
from hazard_app.reports.form_page import FormItems, form_items, form_page
from hazard_app.reports.inspection_page import inspection_page
from hazard_app.reports.inspection_rows import inspection_rows
from hazard_app.reports.next_stop import next_stop
from hazard_app.reports.published import Published, published
from hazard_app.rules.checks import may_fill
from hazard_app.security import local_day, wants_json
from hazard_app.views import uploads

blueprint = Blueprint("inspections", __name__, url_prefix="/inspections")


@blueprint.get("")
def index() -> str:
    if not (g.reach.reading_paths or g.reach.school_ids):
        abort(403, _("Inspections are for those who look after the schools. Your role sees none."))
    mine, school = request.args.get("mine") == "yes", asked_school()
    page = inspection_rows(db.session(), g.reach, mine, request.args.get("after", ""), school)
    return render_template("inspections/index.html", page=page, mine=mine, school=school)


def asked_school() -> School | None:
    """What the address names, if anything; 404 outside one's reach."""
    if "school" not in request.args:
        return None
    named = School.visible_to(g.reach).where(School.uid == uid_in(request.args, "school"))
    return db.session.scalar(named) or abort(404)


@blueprint.get("/new")
def new() -> str:
    school, text = asked_school(), published_in(request.args)
    if not may_fill(text.version.done_by, g.reach.roles_at(school.zone.path, school.id) if school else g.reach.roles):
        abort(403)
    if school is None:
        return blank(text)
    asked = form_items(g.reach, school, text)
    form = inspection_form(asked)()
    form.id.data, form.task.data = uuid4(), request.args.get("task", "")
    return filling(form, asked)


def blank(text: Published) -> str:
    """Kept on the phone, where the school is filled in; its id too, or two checks would have the same."""
    page = blank_page(db.session(), g.person, g.reach, text)
    return render_template("inspections/new.html", form=blank_form(page)(), page=page, kept={})


@blueprint.post("")
def create() -> Response | tuple[Response | str, int]:
    given = uploads.named(request.form, request.files)
    uid, content_hash = fingerprint(given)
    try:
        known = known_inspection(db.session(), g.person, uid, content_hash) if uid else None
    except OtherContent:
        abort(409)
    if known is not None:
        return accepted(known, 200)
    asked = asked_items(given)
    form = inspection_form(asked)(given)
    uploads.keep(g.person, request.files, form, now())
    if not form.validate():
        return refused(form, asked)
    named = form.companion.data
    people = db.session.scalars(select(Person).where(Person.uid.in_(named))).all() if named else []
    return record(form, asked, form.filled(form.told(now(), content_hash), asked, people))


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> str:
    inspection = db.session.scalar(Inspection.visible_to(g.reach).where(Inspection.uid == uid)) or abort(404)
    page = inspection_page(db.session(), g.reach, inspection, now())
    return render_template("inspections/show.html", page=page, inspection=inspection)


def asked_items(given: MultiDict[str, str]) -> FormItems:
    """What was filled, where; 404 and 403 by the roles and the reach of when it was made."""
    school, text = known_school(db.session(), uid_in(given, "school")), published_in(given)
    if school is None:
        abort(404)
    try:
        at, _ = allowed_roles(g.person, school, text.version, TimesForm(given).told(now()))
    except OutOfReach:
        abort(404)
    except NotForYou:
        abort(403)
    return form_items(g.person.reach_on(local_day(at)), school, text)


def record(form: InspectionForm, asked: FormItems, filled: Filled) -> Response | tuple[Response | str, int]:
    try:
        receipt, is_new = write(partial(record_inspection, person=g.person, filled=filled))
    except OtherContent:
        abort(409)
    except FilesRefused as refusal:
        uploads.explain(form, refusal)
        return refused(form, asked)
    return accepted(receipt, 201 if is_new else 200)


def accepted(receipt: Receipt, status: int) -> Response | tuple[Response, int]:
    where = url_for("inspections.show", uid=receipt.uid)
    if wants_json():
        received = receipt.received_at.isoformat()
        return jsonify(uid=receipt.uid, url=where, received_at=received, flags=receipt.flags), status
    flash(_("Kept on the platform, with %(count)s items answered.", count=receipt.answered))
    return redirect(on_to_the_next() or where if "next" in request.form else where, 303)


def on_to_the_next() -> str | None:
    """By what is due now, and not by what the form said when it was opened; None at the end of the round."""
    school, text = known_school(db.session(), uid_in(request.form, "school")), published_in(request.form)
    stop = next_stop(db.session(), g.reach, school, text.version, now()) if school else None
    if stop is None:
        flash(_("The round is done: nothing else is due now."))
        return None
    task = stop.task
    return url_for("inspections.new", version=task.asked.version.uid, school=stop.school.uid, task=task.name)


def refused(form: InspectionForm, asked: FormItems) -> tuple[Response | str, int]:
    if wants_json():
        return uploads.to_mend(form)
    return filling(form, asked), 422


def filling(form: InspectionForm, asked: FormItems) -> str:
    page = form_page(db.session(), g.person, asked, now())
    kept = uploads.addresses(g.person, form.photos, form.memos)
    return render_template("inspections/new.html", form=form, page=page, kept=kept)


def published_in(given: MultiDict[str, str]) -> Published:
    return published(db.session(), uid_in(given, "version")) or abort(404)


def uid_in(given: MultiDict[str, str], name: str) -> UUID:
    """404 for what is no uid: a damaged link leads nowhere."""
    return uid_or_none(given.get(name, "")) or abort(404)
