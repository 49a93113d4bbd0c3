"""Empty tables with the columns that an import knows."""

from io import BytesIO

from flask import Blueprint, abort, send_file
from werkzeug.wrappers import Response

from hazard_app.documents.workbooks import MIMETYPE, workbook
from hazard_app.rules.import_lines import template
from hazard_app.rules.imports import ImportKind
from hazard_app.views.administered import refuse_others
from hazard_app.words import word

blueprint = Blueprint("import_templates", __name__, url_prefix="/administration/imports/templates")
blueprint.before_request(refuse_others)


@blueprint.get("/<kind>.xlsx")
def show(kind: str) -> Response:
    if kind not in set(ImportKind):
        abort(404)
    named = ImportKind(kind)
    content = BytesIO(workbook(template(named)))
    return send_file(content, MIMETYPE, as_attachment=True, download_name=f"{word(named)}.xlsx")
