"""Signing in and out."""

from flask import Blueprint, g, make_response, redirect, render_template, request, session, url_for
from werkzeug.wrappers import Response

from hazard_app.acts.sign_in import end
from hazard_app.clock import now
from hazard_app.credentials import NotProven, begin_session, prove, remember_device
from hazard_app.db import write
from hazard_app.forms.kept_answers import KeptAnswers, own_path
from hazard_app.forms.password import PasswordForm
from hazard_app.forms.sign_in import SignInForm, too_many_tries, wrong_password

blueprint = Blueprint("sign_ins", __name__)


@blueprint.get("/login")
def new() -> Response:
    path = own_path(request.args.get("next"))
    if g.person:
        return redirect(path or url_for("today.show"), 303)
    # The code on an account slip brings the username along.
    return page(SignInForm(next=path, username=request.args.get("username", "")), 200)


@blueprint.post("/login")
def create() -> Response:
    form = SignInForm(request.form)
    if not form.validate():
        return page(form, 422)
    try:
        person = prove(form.username.data, form.password.data)
    except NotProven as refusal:
        return refuse(form, refusal)
    begin_session(person)
    response = go_on(form)
    remember_device(response, person)
    return response


@blueprint.post("/logout")
def destroy() -> Response:
    if g.sign_in:
        person_id, uid = g.sign_in.person_id, g.sign_in.uid
        write(lambda session: end(session, person_id, uid, now()))
    session.clear()
    return redirect(url_for("sign_ins.new"), 303)


def page(form: SignInForm, status: int) -> Response:
    kept = KeptAnswers.carried(form.kept.data)
    return make_response(render_template("sign_ins/new.html", form=form, kept=kept, ended=bool(kept)), status)


def refuse(form: SignInForm, refusal: NotProven) -> Response:
    room = refusal.room
    if not refusal.throttled:
        form.password.errors = [wrong_password(room.wait, room.tries)]
        return page(form, 422)
    form.password.errors = [too_many_tries(room.wait)]
    response = page(form, 429)
    response.headers["Retry-After"] = str(int(room.wait.total_seconds()) + 1)
    return response


def go_on(form: SignInForm) -> Response:
    """To where the person wanted to go; with answers that were kept, to the page that sends them again."""
    kept = KeptAnswers.carried(form.kept.data)
    if kept and g.person.must_change_password:
        first = PasswordForm(kept=form.kept.data)
        return make_response(render_template("passwords/edit.html", form=first, kept=kept))
    if kept:
        return make_response(render_template("sign_ins/kept.html", kept=kept))
    return redirect(own_path(form.next.data) or url_for("today.show"), 303)
