"""School terms of a zone, one at a time. All of them stand in `calendars`."""

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import NoSuchPlace, named_zone
from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_calendars import Gone, Overlaps, change_term, create_term, delete_term
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.calendars import NewTermForm, TermForm, tell_refused
from hazard_app.models.school_calendar import Term
from hazard_app.views.administered import refuse_others

blueprint = Blueprint("terms", __name__, url_prefix="/administration/terms")
blueprint.before_request(refuse_others)


@blueprint.get("/new")
def new() -> Response:
    return page(NewTermForm(data={"zone": request.args.get("zone", "")}), None, 200)


@blueprint.post("")
def create() -> Response:
    form = NewTermForm(request.form)
    if not form.validate():
        return page(form, None, 422)
    actor, reach, given, zone = Actor.of(g.person), g.reach, form.given, form.zone.data

    def work(session: Session) -> None:
        create_term(session, actor, given, named_zone(session, reach, zone), now())

    try:
        write(work)
    except (NoSuchPlace, Overlaps) as refused:
        tell_refused(form, refused)
        return page(form, None, 422)
    flash(_("Kept."))
    return redirect(url_for("calendars.index"), 303)


@blueprint.get("/<int:term>/edit")
def edit(term: int) -> Response:
    shown = term_run(term)
    stands = {"name": shown.name, "first_day": shown.starts_on, "last_day": shown.ends_on}
    return page(TermForm(data=stands), shown, 200)


@blueprint.post("/<int:term>")
def update(term: int) -> Response:
    shown, form = term_run(term), TermForm(request.form)
    if not form.validate():
        return page(form, shown, 422)
    actor, given = Actor.of(g.person), form.given
    try:
        write(lambda session: change_term(session, actor, term, given, now()))
    except Overlaps as refused:
        tell_refused(form, refused)
        return page(form, shown, 422)
    except Gone:
        abort(404)
    flash(_("Kept."))
    return redirect(url_for("calendars.index"), 303)


@blueprint.post("/<int:term>/end")
def destroy(term: int) -> Response:
    actor, term_id = Actor.of(g.person), term_run(term).id
    try:
        write(lambda session: delete_term(session, actor, term_id, now()))
    except Gone:
        abort(404)
    flash(_("Deleted."))
    return redirect(url_for("calendars.index"), 303)


def term_run(term: int) -> Term:
    return db.session.scalar(Term.run_by(g.reach).where(Term.id == term)) or abort(404)


def page(form: TermForm, term: Term | None, status: int) -> Response:
    return make_response(render_template("terms/edit.html", form=form, term=term), status)
