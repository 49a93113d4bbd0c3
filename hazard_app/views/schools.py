"""Schools: found by name or by nearness; each with what is open and what may be checked."""

from uuid import UUID

from flask import Blueprint, abort, g, render_template, request
from sqlalchemy.orm import joinedload

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.filters import SchoolFilters
from hazard_app.models.school import School
from hazard_app.reports.school_rows import school_page
from hazard_app.reports.school_story import school_story

blueprint = Blueprint("schools", __name__, url_prefix="/schools")


@blueprint.get("")
def index() -> str:
    form = SchoolFilters(request.args)
    if not form.validate():
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    page = school_page(db.session(), g.reach, form.q.data, form.place, form.after.data, now())
    return render_template("schools/index.html", page=page, form=form)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> str:
    named = School.visible_to(g.reach).where(School.uid == uid).options(joinedload(School.zone))
    school = db.session.scalar(named) or abort(404)
    story = school_story(db.session(), g.reach, school, now())
    return render_template("schools/show.html", story=story, school=school)
