"""The one page from which an administrator runs the place."""

from flask import Blueprint, abort, g, render_template

from hazard_app.acts.import_rows import IMPORTERS
from hazard_app.models.reach import LOG_READERS

blueprint = Blueprint("administration", __name__, url_prefix="/administration")


@blueprint.get("")
def show() -> str:
    """An auditor finds the log here, and nothing to change."""
    if not g.reach.roles & LOG_READERS:
        abort(403)
    return render_template("administration/show.html", import_kinds=IMPORTERS)
