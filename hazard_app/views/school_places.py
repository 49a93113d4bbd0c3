"""Schools as an administrator runs them: made, changed, moved, closed. To look at one is in `schools`."""

from uuid import UUID

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import NoSuchPlace, named_zone
from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_people import Taken
from hazard_app.acts.run_places import change_school, create_school
from hazard_app.clock import now
from hazard_app.db import write
from hazard_app.forms.places import SchoolForm, tell_refused
from hazard_app.models.school import School
from hazard_app.views.administered import refuse_others, school_run

blueprint = Blueprint("school_places", __name__, url_prefix="/administration/schools")
blueprint.before_request(refuse_others)


@blueprint.get("/new")
def new() -> Response:
    return page(SchoolForm(data={"radius": 150}), None, 200)


@blueprint.post("")
def create() -> Response:
    form = SchoolForm(request.form)
    if not form.validate():
        return page(form, None, 422)
    actor, reach, values, zone = Actor.of(g.person), g.reach, form.values, form.zone.data

    def work(session: Session) -> UUID:
        return create_school(session, actor, values, named_zone(session, reach, zone), now()).uid

    try:
        uid = write(work)
    except (Taken, NoSuchPlace) as refused:
        tell_refused(form, "zone", refused)
        return page(form, None, 422)
    return redirect(url_for("schools.show", uid=uid), 303)


@blueprint.get("/<uuid:uid>/edit")
def edit(uid: UUID) -> Response:
    school = school_run(uid)
    stands = {name: getattr(school, name) for name in SchoolForm().data if name not in ("zone", "datum")}
    return page(SchoolForm(data=stands | {"zone": school.zone.code}), school, 200)


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response:
    school, form = school_run(uid), SchoolForm(request.form)
    if not form.validate():
        return page(form, school, 422)
    actor, reach, values, zone, school_id = Actor.of(g.person), g.reach, form.values, form.zone.data, school.id

    def work(session: Session) -> None:
        change_school(session, actor, school_id, values, named_zone(session, reach, zone), now())

    try:
        write(work)
    except (Taken, NoSuchPlace) as refused:
        tell_refused(form, "zone", refused)
        return page(form, school, 422)
    flash(_("Kept."))
    return redirect(url_for("schools.show", uid=uid), 303)


def page(form: SchoolForm, school: School | None, status: int) -> Response:
    return make_response(render_template("schools/edit.html", form=form, school=school), status)
