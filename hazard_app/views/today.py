"""Today: where everybody begins; what it shows follows from the role."""

from datetime import timedelta
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, current_app, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.told import PlaceForm
from hazard_app.reports.covers import of_today
from hazard_app.reports.today import administrator_today, liaison_today, mine, officer_today, supervisor_today
from hazard_app.rules.deadlines import end_of_day
from hazard_app.rules.terms import Role
from hazard_app.security import local_day

blueprint = Blueprint("today", __name__)


@blueprint.get("/")
def home() -> Response:
    return redirect(url_for("today.show"), 303)


@blueprint.get("/today")
def show() -> str:
    """Whoever holds several roles sees the day of the one that looks after most."""
    roles, moment, today = g.reach.roles, now(), local_day(now())
    if Role.SUPERVISOR in roles or (Role.AUDITOR in roles and Role.OFFICER not in roles):
        return shown("supervisor", supervisor_today(db.session(), g.reach, moment))
    if Role.OFFICER in roles:
        near = PlaceForm(request.args)
        if not near.validate():
            abort(422, next(str(error) for errors in near.errors.values() for error in errors))
        return shown("officer", officer_today(db.session(), g.reach, near.place, moment))
    if Role.LIAISON in roles:
        return shown("liaison", liaison_today(db.session(), g.reach, moment))
    if Role.ADMINISTRATOR in roles:
        return shown("administrator", administrator_today(db.session(), g.reach, today))
    return render_template("today/nobody.html")


def shown(role: str, page: object) -> str:
    clock = ZoneInfo(current_app.config["DEFAULT_TIMEZONE"])
    midnight = end_of_day(local_day(now()) - timedelta(days=1), clock)
    waiting, covers = (
        mine(db.session(), g.reach, midnight, now()),
        of_today(db.session(), g.person.id, local_day(now())),
    )
    return render_template(f"today/{role}.html", page=page, mine=waiting, covers=covers)
