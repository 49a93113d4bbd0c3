"""Schools that become part of another one: first what would go along, then all of it at once."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import the_school
from hazard_app.acts.merge_schools import CannotMerge, Merged, merge_schools, preview
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import uid_or_none
from hazard_app.forms.places import MergerForm
from hazard_app.models.school import School
from hazard_app.views.administered import refuse_others, school_run

blueprint = Blueprint("mergers", __name__, url_prefix="/administration/schools/<uuid:school>/merger")
blueprint.before_request(refuse_others)

MOST_NAMES = 50


@blueprint.get("")
def new(school: UUID) -> Response:
    """With `into` it shows what would go along."""
    here, form = school_run(school), MergerForm(request.args)
    if not form.into.data:
        return page(here, form, None, 200)
    into = the_school(db.session(), g.reach, form.into.data)
    if into is None or into.id == here.id or into.closed_on:
        form.into.errors = [_l("In the zones that you run there is no other open school of this code or name.")]
        return page(here, form, None, 422)
    return page(here, form, into, 200)


@blueprint.post("")
def create(school: UUID) -> Response:
    school_id, into, person_id = school_run(school).id, school_named(request.form.get("into", "")), g.person.id
    try:
        merged = write(lambda session: merge_schools(session, person_id, school_id, into.id, now()))
    except CannotMerge:
        abort(409, _("One of the two schools is closed or part of another one by now. Look at both again."))
    flash(told(merged))
    return redirect(url_for("schools.show", uid=into.uid), 303)


def school_named(text: str) -> School:
    """404 outside the zones that the person runs."""
    uid = uid_or_none(text) or abort(404)
    school: School | None = db.session.scalar(School.run_by(g.reach).where(School.uid == uid))
    return school or abort(404)


def told(merged: Merged) -> str:
    if not merged.is_new:
        return str(_("They had been merged already: nothing was changed."))
    return str(
        _(
            "Merged. Hazards that came along: %(hazards)s, of them duplicates: %(duplicates)s. People who serve here "
            "now: %(people)s.",
            hazards=merged.carried.moved,
            duplicates=merged.carried.duplicates,
            people=merged.team,
        )
    )


def page(school: School, form: MergerForm, into: School | None, status: int) -> Response:
    shown = preview(db.session(), school, into, now()) if into else None
    beside = [] if into else names_beside(school)
    html = render_template("mergers/new.html", school=school, form=form, into=into, preview=shown, beside=beside)
    return make_response(html, status)


def names_beside(school: School) -> list[str]:
    """The other open schools of its zone: mostly it is one of them."""
    near = School.run_by(g.reach).where(School.zone_id == school.zone_id, School.id != school.id)
    names = near.where(School.closed_on.is_(None)).with_only_columns(School.name).order_by(School.name)
    return list(db.session.scalars(names.limit(MOST_NAMES)))
