"""What every answer says of itself, so that a phone knows us from a captive portal; and whose work it says it brings.

Phones are shared at stations: what one person made there must not come in under another one's name.
"""

from typing import NoReturn

from flask import Flask, Response, abort, current_app, g, jsonify, make_response, request
from flask_babel import gettext as _

from hazard_app.models.person import Person

APP = "Hazard-App"
PERSON = "Hazard-Person"


def init_app(app: Flask) -> None:
    app.after_request(say_who_answers)


def refuse_other_person(person: Person) -> None:
    """Refuse what a phone keeps for somebody else, before any of it is read. Who names nobody is not asked."""
    named = request.headers.get(PERSON)
    if named is None or named.strip().lower() == str(person.uid):
        return
    why = _(
        "This was made by somebody else on this phone, so it was not accepted. It is safe here: sign in as the person "
        "who made it, and it is sent."
    )
    refuse("other_person", why)


def refuse(name: str, why: str) -> NoReturn:
    """403 to a phone, by a name that it knows what to wait for."""
    abort(make_response(jsonify(error=name, message=why), 403))


def say_who_answers(response: Response) -> Response:
    """The version of the app, and whose session it is; who only hands in has none."""
    response.headers[APP] = current_app.extensions["assets"].version
    if g.get("sign_in") and g.person:
        response.headers[PERSON] = str(g.person.uid)
    return response
