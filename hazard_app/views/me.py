"""Me: who I am here, how I want my pages, and the way out."""

from flask import Blueprint, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale, get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.acts.keep_preferences import keep_preferences
from hazard_app.clock import now
from hazard_app.db import write
from hazard_app.forms.me import MeForm
from hazard_app.languages import remember
from hazard_app.security import local_day

blueprint = Blueprint("me", __name__, url_prefix="/me")


@blueprint.get("")
def show() -> Response:
    me = g.person
    return page(MeForm(locale=str(get_locale()), theme=me.theme, large_type=me.large_type), 200)


@blueprint.post("")
def update() -> Response:
    form = MeForm(request.form)
    if not form.validate():
        return page(form, 422)
    person_id, wanted = g.person.id, form.data
    write(lambda session: keep_preferences(session, person_id, **wanted))
    with force_locale(form.locale.data):
        flash(_("Kept, on every device you sign in on."))
    response = redirect(url_for("me.show"), 303)
    remember(response, form.locale.data)
    return response


def page(form: MeForm, status: int) -> Response:
    today = local_day(now())
    postings = [posting for posting in g.person.postings if posting.in_force(today)]
    return make_response(render_template("me/show.html", form=form, postings=postings), status)
