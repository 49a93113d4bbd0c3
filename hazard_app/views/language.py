"""The language of this device, and of the person on it. Works signed out."""

from flask import Blueprint, g, redirect, request, url_for
from werkzeug.wrappers import Response

from hazard_app.acts.keep_preferences import keep_language
from hazard_app.db import write
from hazard_app.forms.kept_answers import own_path
from hazard_app.languages import LOCALES, remember

blueprint = Blueprint("language", __name__)


@blueprint.post("/language")
def update() -> Response:
    response = redirect(own_path(request.form.get("next")) or url_for("today.show"), 303)
    locale = request.form.get("locale", "")
    if locale not in LOCALES:
        return response
    if g.person:
        person_id = g.person.id
        write(lambda session: keep_language(session, person_id, locale))
    remember(response, locale)
    return response
