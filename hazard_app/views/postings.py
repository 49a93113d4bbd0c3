"""Postings of a person: given, and ended on a day."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import NoSuchPlace, WrongPlace, named_posting
from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_people import EndsBefore, end_posting, give_posting
from hazard_app.clock import now
from hazard_app.db import write
from hazard_app.forms.people import LastDayForm, PostingForm, tell_place
from hazard_app.models.person import Person
from hazard_app.rules.terms import Role
from hazard_app.security import local_day
from hazard_app.views.administered import person_run, refuse_others

blueprint = Blueprint("postings", __name__, url_prefix="/people/<uuid:person>/postings")
blueprint.before_request(refuse_others)


@blueprint.post("")
def create(person: UUID) -> Response:
    shown, form = person_run(person), PostingForm(request.form)
    if not form.validate():
        return page(shown, form, LastDayForm())
    actor, reach, person_id = Actor.of(g.person), g.reach, shown.id
    told = (Role(form.role.data), form.place.data, form.starts_on.data, form.ends_on.data)

    def work(session: Session) -> None:
        give_posting(session, actor, person_id, named_posting(session, reach, *told), now())

    try:
        write(work)
    except (NoSuchPlace, WrongPlace, EndsBefore) as refused:
        tell_place(form, refused)
        return page(shown, form, LastDayForm())
    flash(_("Posted."))
    return redirect(url_for("people.show", uid=person), 303)


@blueprint.post("/<int:posting>")
def update(person: UUID, posting: int) -> Response:
    """Its last day."""
    shown, form = person_run(person), LastDayForm(request.form)
    if shown.id == g.person.id:
        abort(403, _("Nobody ends their own postings: another administrator does."))
    if posting not in {each.id for each in shown.postings}:
        abort(404)
    if not form.validate():
        return page(shown, PostingForm(), form)
    actor, last_day = Actor.of(g.person), form.ends_on.data
    try:
        write(lambda session: end_posting(session, actor, posting, last_day, now()))
    except EndsBefore as refused:
        tell_place(form, refused)
        return page(shown, PostingForm(), form)
    flash(_("The posting has its last day."))
    return redirect(url_for("people.show", uid=person), 303)


def page(shown: Person, posting: PostingForm, ending: LastDayForm) -> Response:
    today = local_day(now())
    told = {"shown": shown, "runs": True, "today": today, "ending": ending, "posting": posting}
    return make_response(render_template("people/show.html", **told), 422)
