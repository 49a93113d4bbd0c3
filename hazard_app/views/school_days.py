"""Single days that are taught, or not, against the calendar. All of them stand in `calendars`."""

from datetime import date
from uuid import UUID

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import NoSuchPlace, named_zone
from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_calendars import Gone, delete_school_day, put_school_day
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.calendars import SchoolDayForm, tell_refused
from hazard_app.models.zone import Zone
from hazard_app.views.administered import refuse_others

blueprint = Blueprint("school_days", __name__, url_prefix="/administration/school_days")
blueprint.before_request(refuse_others)


@blueprint.get("/new")
def new() -> Response:
    return page(SchoolDayForm(data={"zone": request.args.get("zone", ""), "taught": "no"}), 200)


@blueprint.post("")
def create() -> Response:
    form = SchoolDayForm(request.form)
    if not form.validate():
        return page(form, 422)
    actor, reach, zone = Actor.of(g.person), g.reach, form.zone.data
    day, taught, words = form.day.data, form.taught.data == "yes", form.note.data or ""

    def work(session: Session) -> None:
        place = named_zone(session, reach, zone)
        put_school_day(session, actor, place, day, taught=taught, words=words, now=now())

    try:
        write(work)
    except NoSuchPlace as refused:
        tell_refused(form, refused)
        return page(form, 422)
    flash(_("Kept."))
    return redirect(url_for("calendars.index"), 303)


@blueprint.post("/<uuid:zone>/<day>/end")
def destroy(zone: UUID, day: str) -> Response:
    place = db.session.scalar(Zone.run_by(g.reach).where(Zone.uid == zone)) or abort(404)
    actor, that_day = Actor.of(g.person), read_day(day)
    try:
        write(lambda session: delete_school_day(session, actor, place, that_day, now()))
    except Gone:
        abort(404)
    flash(_("Deleted."))
    return redirect(url_for("calendars.index"), 303)


def read_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)


def page(form: SchoolDayForm, status: int) -> Response:
    return make_response(render_template("school_days/new.html", form=form), status)
