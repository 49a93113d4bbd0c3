"""A page with an inspection form of two parts, made of the product's own macros and form, to try scripts on."""

import uuid
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, Response, render_template, request
from flask_babel import Babel
from jinja2 import ChoiceLoader, DictLoader, FileSystemLoader
from werkzeug.datastructures import MultiDict

from hazard_app.forms.answer_field import AnswerField
from hazard_app.forms.inspection import InspectionForm
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import Severity
from hazard_app.views import assets, formats

ROOT = Path(__file__).parent.parent.parent
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; media-src blob:; form-action 'self'"
)
PAGE = """
{% extends "layouts/bare.html" %}
{% from "macros/bar.html" import save_bar %}
{% from "macros/photo.html" import photo_once %}
{% from "macros/section.html" import checklist_part, section_nav %}
{% block title %}Stage{% endblock %}
{% block main %}<form class="form" id="inspection" method="post" action="/">
{% include "inspections/_told.html" %}{{ photo_once() }}{{ section_nav(parts, form) }}
{% for part in parts %}{{ checklist_part(part, 2, form, open_hazards, {}, due_words) }}{% endfor %}
{% include "inspections/_send.html" %}
</form>{% endblock %}
{% block bar %}{{ save_bar("inspection", form) }}{% endblock %}
"""


def item(code: str, severity: Severity = Severity.MINOR) -> SimpleNamespace:
    return SimpleNamespace(
        code=code, number=code[-2:], text=Bilingual(code, code), severity=severity,
        is_critical=severity is Severity.CRITICAL, photo_required=False,
    )  # fmt: skip


def part(number: int, *items: SimpleNamespace) -> SimpleNamespace:
    rest = [one for one in items if not one.is_critical]
    return SimpleNamespace(number=number, name=Bilingual("", f"Part {number}"), items=items, rest=rest)


PARTS = [
    part(1, item("GATE-01", Severity.CRITICAL), item("GATE-02"), item("GATE-03"), item("GATE-04")),
    part(2, item("ROAD-05"), item("ROAD-06")),
]
SCHOOL = SimpleNamespace(name="Xin'an Primary", latitude=36.6512, longitude=117.0205, radius=150)
OPEN_HAZARDS = {
    "GATE-04": SimpleNamespace(
        uid=uuid.UUID(int=4), severity=Severity.MINOR, days_open=3, days_left=2, deadline=None, cover_uid=None
    )
}
FIELDS = {
    one.code: AnswerField(
        code=one.code,
        number=one.number,
        photo_required=False,
        rest=None if one.is_critical else some.number,
    )
    for some in PARTS
    for one in some.items
}
StageForm = type("StageForm", (InspectionForm,), FIELDS)


def show(given: MultiDict[str, str] | None = None) -> str:
    form = StageForm(given)
    if given:
        form.validate()
    due_words = {level: f"due by {level}" for level in Severity}
    return render_template(
        "stage.html", form=form, parts=PARTS, open_hazards=OPEN_HAZARDS, due_words=due_words,
        page=SimpleNamespace(school=SCHOOL),
        lang="en", person=None, back=("/", "Back"),
    )  # fmt: skip


def create_stage(received: list[MultiDict[str, str]]) -> Flask:
    """Whatever is posted lands in `received`."""
    app = Flask("hazard_app", static_folder=None)
    app.secret_key = "stage"
    Babel(app, default_locale="en")
    pages = DictLoader({"stage.html": PAGE})
    app.jinja_loader = ChoiceLoader([pages, FileSystemLoader(ROOT / "templates")])
    assets.init_app(app, ROOT)
    formats.init_app(app)
    app.add_url_rule("/hazards/<uid>", "hazards.show", lambda uid: uid)
    app.add_url_rule("/manifest.webmanifest", "phone.manifest", dict)

    @app.route("/", methods=["GET", "POST"])
    def stage() -> str:
        if request.method == "POST":
            received.append(request.form)
        return show(request.args or None)

    @app.after_request
    def policy(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    return app
