"""The log of administrators, for administrators and auditors."""

from flask import Blueprint, abort, g, render_template, request

from hazard_app.db import db
from hazard_app.models.reach import LOG_READERS
from hazard_app.reports.admin_log import admin_log

blueprint = Blueprint("admin_acts", __name__, url_prefix="/administration/acts")


@blueprint.get("")
def index() -> str:
    if not g.reach.roles & LOG_READERS:
        abort(403)
    log = admin_log(db.session(), g.reach, request.args.get("before", type=int))
    return render_template("admin_acts/index.html", log=log)
