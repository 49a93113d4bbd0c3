"""Calendars: which days are worked, and which are taught where."""

from flask import Blueprint, g, render_template

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.reports.calendars import calendars
from hazard_app.security import local_day
from hazard_app.views.administered import refuse_others

blueprint = Blueprint("calendars", __name__, url_prefix="/administration/calendars")
blueprint.before_request(refuse_others)


@blueprint.get("")
def index() -> str:
    today = local_day(now())
    return render_template("calendars/index.html", shown=calendars(db.session(), g.reach, today), today=today)
