"""The quick report: ＋, a photo, a kind, sent. What it makes is a hazard like any other."""

from functools import partial
from uuid import uuid4

from flask import Blueprint, Response, abort, flash, g, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup, escape
from sqlalchemy import select
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response as Answer

from hazard_app.acts.keep_photo import may_send
from hazard_app.acts.record_hazard import Report, known_report, record_hazard
from hazard_app.acts.refusals import FilesRefused, NotForYou, OtherContent, OutOfReach
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import uid_or_none
from hazard_app.forms.quick_report import QuickReportForm
from hazard_app.forms.told import fingerprint
from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.buildings import buildings_at
from hazard_app.reports.form_page import times_to_mend
from hazard_app.reports.quick_report_page import (
    QuickReportPage,
    categories_on_offer,
    open_at,
    possible_twins,
    quick_report_page,
)
from hazard_app.rules.steps import NotAllowed
from hazard_app.security import local_day, wants_json
from hazard_app.views import uploads
from hazard_app.views.formats import local, local_date, local_time

blueprint = Blueprint("hazard_reports", __name__, url_prefix="/hazards")

Refusal = tuple[Response | str, int]


@blueprint.get("/new")
def new() -> str:
    if not may_send(g.person):
        abort(403)
    page = page_for(request.args, g.reach)
    form = QuickReportForm(categories_on_offer(db.session(), g.reach))
    form.id.data = uuid4()
    form.school.data = page.school.uid if page.school else None
    return filling(form, page)


@blueprint.post("")
def create() -> Answer | Refusal:
    given = uploads.named(request.form, request.files)
    uid, content_hash = fingerprint(given)
    try:
        known = known_report(db.session(), g.person, uid, content_hash) if uid else None
    except OtherContent:
        abort(409, other_content())
    if known is not None:
        return accepted(known, 200)
    if not may_send(g.person):
        abort(403)
    form = QuickReportForm(categories_on_offer(db.session(), reach_then(given)), given)
    uploads.keep(g.person, request.files, form, now())
    return record(form, content_hash) if form.validate() else refused(form)


def record(form: QuickReportForm, content_hash: str) -> Answer | Refusal:
    school = db.session.scalar(select(School).where(School.uid == form.school.data)) or abort(404)
    report = Report(form.told(now(), content_hash), school, form.found)
    try:
        hazard, is_new = write(partial(record_hazard, person=g.person, report=report))
    except OtherContent:
        abort(409, other_content())
    except OutOfReach:
        abort(404)
    except (NotForYou, NotAllowed):
        abort(403)
    except FilesRefused as refusal:
        uploads.explain(form, refusal)
        return refused(form)
    return accepted(hazard, 201 if is_new else 200)


def accepted(hazard: Hazard, status: int) -> Answer | Refusal:
    where = url_for("hazards.show", uid=hazard.uid)
    twins = possible_twins(db.session(), g.reach, hazard)
    if wants_json():
        others = [url_for("hazards.show", uid=twin.uid) for twin in twins]
        received = hazard.received_at.isoformat()
        return jsonify(uid=hazard.uid, url=where, received_at=received, twins=others), status
    flash(received_sentence(hazard))
    if twins:
        flash(Markup("{} {}").format(_("Perhaps the same is open already:"), links_to(twins)))
    return redirect(where, 303)


def received_sentence(hazard: Hazard) -> str:
    if not hazard.is_open:
        return str(_("Received %(time)s. Fixed on the spot, so it is closed.", time=local_time(hazard.received_at)))
    time, day = local_time(hazard.received_at), local_date(hazard.deadline)
    return str(_("Received %(time)s. It stands among the open hazards, due %(day)s.", time=time, day=day))


def links_to(hazards: list[Hazard]) -> Markup:
    links = (
        Markup('<a href="{}">{}</a>').format(url_for("hazards.show", uid=hazard.uid), local(hazard.title))
        for hazard in hazards
    )
    return escape(_(", ")).join(links)


def refused(form: QuickReportForm) -> Refusal:
    if wants_json():
        return uploads.to_mend(form)
    return filling(form, page_for(request.form, reach_then(request.form))), 422


def filling(form: QuickReportForm, page: QuickReportPage) -> str:
    kept = uploads.addresses(g.person, (*form.photos.data, *form.after_photos.data), form.memos.data)
    chosen = next((school for school in page.schools if school.uid == form.school.data), None)
    anywhere = chosen or next(iter(page.schools), None)
    return render_template(
        "hazard_reports/new.html",
        form=form,
        page=page,
        kept=kept,
        chosen=chosen,
        open_here=open_at(db.session(), g.reach, chosen) if chosen else [],
        buildings=buildings_at(db.session(), g.reach, chosen) if chosen else [],
        times=times_to_mend(db.session(), anywhere, now()) if anywhere else {},
    )


def page_for(given: MultiDict[str, str], reach: Reach) -> QuickReportPage:
    """With the school that a link or the refused form names, if it is in sight."""
    uid = uid_or_none(given.get("school", ""))
    asked = db.session.scalar(School.visible_to(reach).where(School.uid == uid)) if uid else None
    return quick_report_page(db.session(), g.person, reach, asked, now())


def reach_then(given: MultiDict[str, str]) -> Reach:
    """As it was when the report was made, which may be a posting ago."""
    reach: Reach = g.person.reach_on(local_day(QuickReportForm({}, given).told(now(), "").happened_at))
    return reach


def other_content() -> str:
    return str(_("This report was sent before with other content, and that one is kept. Open a new one for this."))
