"""Account slips to print and cut apart: name, username, one-time code, and a QR code that leads to the sign-in.

The codes stand on the answered page and nowhere else.
"""

from typing import NamedTuple
from uuid import UUID

from flask import Blueprint, abort, current_app, g, make_response, render_template, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_people import give_codes
from hazard_app.clock import now
from hazard_app.db import db, end_reading, write
from hazard_app.documents.qr import qr_svg
from hazard_app.models.person import Person
from hazard_app.passwords import Passwords, one_time_code
from hazard_app.reports.people_rows import without_password
from hazard_app.views.administered import person_run, refuse_others

blueprint = Blueprint("slips", __name__, url_prefix="/administration/slips")
blueprint.before_request(refuse_others)

# A code is hashed in a seventh of a second; six pages of A4.
MOST = 60


class Slip(NamedTuple):
    person: Person
    code: str
    qr: Markup


@blueprint.get("")
def index() -> str:
    """Whoever has never been given a code."""
    return render_template("slips/index.html", people=without_password(db.session(), g.reach, MOST), most=MOST)


@blueprint.post("")
def create() -> Response:
    uids = request.form.getlist("person", type=UUID)[:MOST] or abort(422, _("Choose at least one person."))
    people = [person_run(uid) for uid in dict.fromkeys(uids)]
    if any(person.id == g.person.id for person in people):
        abort(403, _("You change your own password yourself."))
    codes = give(people)
    slips = [Slip(person, codes[person.id], qr_of(person)) for person in people]
    response = make_response(render_template("slips/show.html", slips=slips, address=request.host_url))
    response.headers["Cache-Control"] = "no-store"
    return response


def give(people: list[Person]) -> dict[int, str]:
    """A new code for each; no transaction is open while they are hashed."""
    passwords: Passwords = current_app.extensions["passwords"]
    codes = {person.id: one_time_code() for person in people}
    actor = Actor.of(g.person)
    end_reading(db.session())
    hashes = {person_id: passwords.hash(code) for person_id, code in codes.items()}
    write(lambda session: give_codes(session, actor, hashes, now()))
    return codes


def qr_of(person: Person) -> Markup:
    address = url_for("sign_ins.new", username=person.username, _external=True)
    return qr_svg(address, _("Sign in as %(name)s", name=person.username))
