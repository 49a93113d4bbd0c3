"""Years of working days that the app brings along: tried like any table, and then brought in."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from hazard_app.library.working_days import known_years, table_of
from hazard_app.rules.imports import Datum, ImportKind
from hazard_app.views.administered import dry_run, read, refuse_foreign, refuse_others

blueprint = Blueprint("calendar_years", __name__, url_prefix="/administration/calendar_years")
blueprint.before_request(refuse_others)


@blueprint.post("")
def create() -> Response:
    """The dry run."""
    refuse_foreign(ImportKind.CALENDAR)
    year = request.form.get("year", type=int)
    if year not in known_years():
        abort(404)
    name, content = table_of(year)
    given = read(ImportKind.CALENDAR, Datum.WGS84, name, content)
    return redirect(url_for("imports.show", uid=dry_run(given, Datum.WGS84, content)), 303)
