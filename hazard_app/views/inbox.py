"""What phones that cannot send saved as files, brought by anybody and handed in under its makers' names."""

from threading import Lock
from typing import Any, NamedTuple
from uuid import UUID

from flask import Blueprint, current_app, g, render_template, request
from werkzeug.datastructures import FileStorage

from hazard_app.db import db, end_reading
from hazard_app.forms.inbox import FATES, InboxForm
from hazard_app.inbox import Handed, hand_in
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.school import School

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")

LONGEST_NAME = 120  # characters of a file's name that the page shows
PAGES: dict[str, Any] = {"inspections": Inspection, "hazards": Hazard, "schools": School}

_one_at_a_time = Lock()  # a file is three times its size, some 180 MB, while it is looked through


class Line(NamedTuple):
    file: str
    handed: Handed
    is_open_to_bearer: bool


@blueprint.get("/new")
def new() -> str:
    return render_template("inbox/new.html", form=InboxForm())


@blueprint.post("")
def create() -> tuple[str, int]:
    """What became of each, on a page that may be asked for again: twice is fine."""
    # Two hundred megabytes are read here: nobody waits for us with a transaction open.
    end_reading(db.session())
    form = InboxForm(request.files)
    if not form.validate():
        return render_template("inbox/new.html", form=form), 422
    lines = [brought(file) for file in form.files.data]
    all_well = all(line.handed.fate.is_well for line in lines)
    return render_template("inbox/show.html", lines=lines, fates=FATES), 200 if all_well else 422


def brought(file: FileStorage) -> Line:
    end_reading(db.session())
    with _one_at_a_time:
        content = file.stream.read(current_app.config["INBOX_MAX_BYTES"] + 1)
        handed = hand_in(content, g.person)
    return Line(str(file.filename)[-LONGEST_NAME:], handed, is_open(handed.url))


def is_open(url: str) -> bool:
    """To whoever brought it: what they may carry is not always theirs to read."""
    kind, _slash, uid = url.strip("/").partition("/")
    if kind not in PAGES:
        return False
    page = PAGES[kind]
    return db.session.scalar(page.visible_to(g.reach).where(page.uid == UUID(uid))) is not None
