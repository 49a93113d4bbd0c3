"""People whom an administrator runs: found, made, changed. What they may see follows from their postings."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import NoSuchPlace, WrongPlace, named_posting
from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_people import EndsBefore, Taken, change_person, create_person
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.filters import SchoolFilters
from hazard_app.forms.people import LastDayForm, PersonForm, PostingForm, tell_place, tell_taken
from hazard_app.models.person import Person
from hazard_app.reports.people_rows import people_page
from hazard_app.rules.terms import Role
from hazard_app.security import local_day
from hazard_app.views.administered import person_run, person_seen, refuse_others

blueprint = Blueprint("people", __name__, url_prefix="/people")
blueprint.before_request(refuse_others)


@blueprint.get("")
def index() -> str:
    form = SchoolFilters(request.args)
    if not form.validate():
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    page = people_page(db.session(), g.reach, form.q.data, form.after.data)
    return render_template("people/index.html", page=page, form=form, today=local_day(now()))


@blueprint.get("/new")
def new() -> Response:
    return filling(PersonForm(), PostingForm(), 200)


@blueprint.post("")
def create() -> Response:
    form, posting = PersonForm(request.form), PostingForm(request.form)
    if not (form.validate() & posting.validate()):
        return filling(form, posting, 422)
    actor, reach, values = Actor.of(g.person), g.reach, form.values
    told = (Role(posting.role.data), posting.place.data, posting.starts_on.data, posting.ends_on.data)

    def work(session: Session) -> UUID:
        return create_person(session, actor, values, named_posting(session, reach, *told), now()).uid

    try:
        uid = write(work)
    except Taken as refused:
        tell_taken(form, refused)
    except (NoSuchPlace, WrongPlace, EndsBefore) as refused:
        tell_place(posting, refused)
    else:
        return redirect(url_for("people.show", uid=uid), 303)
    return filling(form, posting, 422)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> str:
    shown, today = person_seen(uid), local_day(now())
    runs = shown.is_run_by(g.reach, today)
    ending = LastDayForm(data={"ends_on": today})
    return render_template(
        "people/show.html", shown=shown, runs=runs, today=today, ending=ending, posting=PostingForm()
    )


@blueprint.get("/<uuid:uid>/edit")
def edit(uid: UUID) -> Response:
    shown = person_run(uid)
    return changing(shown, PersonForm(data={name: getattr(shown, name) for name in PersonForm().data}), 200)


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response:
    shown, form = person_run(uid), PersonForm(request.form)
    if not form.validate():
        return changing(shown, form, 422)
    actor, person_id, values = Actor.of(g.person), shown.id, form.values
    try:
        write(lambda session: change_person(session, actor, person_id, values, now()))
    except Taken as refused:
        tell_taken(form, refused)
        return changing(shown, form, 422)
    flash(_("Kept."))
    return redirect(url_for("people.show", uid=uid), 303)


def filling(form: PersonForm, posting: PostingForm, status: int) -> Response:
    return make_response(render_template("people/new.html", form=form, posting=posting), status)


def changing(shown: Person, form: PersonForm, status: int) -> Response:
    return make_response(render_template("people/edit.html", shown=shown, form=form), status)
