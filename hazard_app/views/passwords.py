"""One's own password."""

from flask import Blueprint, current_app, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.change_password import change_password
from hazard_app.clock import now
from hazard_app.credentials import NotProven, prove
from hazard_app.db import write
from hazard_app.forms.kept_answers import KeptAnswers, own_path
from hazard_app.forms.password import PasswordForm, wrong_old_password
from hazard_app.forms.sign_in import too_many_tries
from hazard_app.models.person import Person
from hazard_app.passwords import Passwords

blueprint = Blueprint("passwords", __name__, url_prefix="/password")


@blueprint.get("")
def edit() -> Response:
    return page(PasswordForm(next=own_path(request.args.get("next"))), 200)


@blueprint.post("")
def update() -> Response:
    form = PasswordForm(request.form)
    form.names = names_of(g.person)
    if not form.validate():
        return page(form, 422)
    try:
        prove(g.person.username, form.current_password.data)
    except NotProven as refusal:
        return refuse(form, refusal)
    keep(form.new_password.data)
    flash(_("Password changed. Every other device has been signed out."))
    kept = KeptAnswers.carried(form.kept.data)
    if kept:
        return make_response(render_template("sign_ins/kept.html", kept=kept))
    return redirect(own_path(form.next.data) or url_for("me.show"), 303)


def names_of(person: Person) -> tuple[str, ...]:
    return tuple(name for name in (person.username, person.name, person.mobile) if name)


def keep(password: str) -> None:
    passwords: Passwords = current_app.extensions["passwords"]
    person_id, this = g.person.id, g.sign_in.uid
    password_hash = passwords.hash(password)
    write(lambda session: change_password(session, person_id, password_hash, this, now()))


def page(form: PasswordForm, status: int) -> Response:
    kept = KeptAnswers.carried(form.kept.data)
    return make_response(render_template("passwords/edit.html", form=form, kept=kept), status)


def refuse(form: PasswordForm, refusal: NotProven) -> Response:
    if not refusal.throttled:
        form.current_password.errors = [wrong_old_password(refusal.room.wait, refusal.room.tries)]
        return page(form, 422)
    form.current_password.errors = [too_many_tries(refusal.room.wait)]
    response = page(form, 429)
    response.headers["Retry-After"] = str(int(refusal.room.wait.total_seconds()) + 1)
    return response
