"""The wrong rows of a table as a table of their own, to mend and bring once more."""

from collections import defaultdict
from io import BytesIO
from uuid import UUID

from flask import Blueprint, abort, send_file
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from hazard_app.db import db, end_reading
from hazard_app.documents.import_files import numbered_rows
from hazard_app.documents.workbooks import MIMETYPE, with_reasons, workbook
from hazard_app.forms.import_words import column_words, fault_of, why
from hazard_app.models.import_file import ImportFile
from hazard_app.views.administered import clock, import_seen, refuse_others
from hazard_app.words import word

blueprint = Blueprint("wrong_rows", __name__, url_prefix="/administration/imports/<uuid:uid>/wrong-rows")
blueprint.before_request(refuse_others)


@blueprint.get("")
def show(uid: UUID) -> Response:
    """Those that the page lists; gone with the file, once another one is tried."""
    kept = import_seen(uid)
    content, reasons, what, kind, zone = kept.content, reasons_of(kept), word(kept.kind), kept.kind, kept.zone_beside
    if content is None or not reasons:
        abort(404)
    end_reading(db.session())
    headings, rows = with_reasons(numbered_rows(kind, content, clock(), zone), reasons, _("Why it is wrong"))
    name = _("%(what)s, rows to mend", what=what)
    return send_file(BytesIO(workbook(headings, rows)), MIMETYPE, as_attachment=True, download_name=f"{name}.xlsx")


def reasons_of(kept: ImportFile) -> dict[int, str]:
    """By row, each wrong cell with its column."""
    told = defaultdict(list)
    for fault in map(fault_of, kept.report["faults"]):
        told[fault.row].append(_("%(column)s: %(why)s", column=column_words(fault.column), why=why(fault)))
    return {row: "\n".join(sentences) for row, sentences in told.items()}
