"""Pages that a phone keeps and fills in from its pack: a school, a hazard, a step, before it is known which."""

from flask import Blueprint, abort, g, render_template, request

from hazard_app.acts.keep_photo import may_send
from hazard_app.forms.step import StepForm
from hazard_app.reports.blank_pages import NO_HAZARD
from hazard_app.rules.terms import DoneBy, StepKind

blueprint = Blueprint("blank_pages", __name__, url_prefix="/offline")

# What may be added without having seen the hazard's whole life; the others are decisions.
KINDS = (StepKind.FIX, StepKind.RECHECK_PASS, StepKind.ASK_MORE_TIME, StepKind.COMMENT)
# What the page of a kind offers beside it, until the phone knows what this person may.
BESIDE = (StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL, StepKind.ASK_MORE_TIME)


@blueprint.get("/<any(school, hazard):noun>")
def show(noun: str) -> str:
    return render_template(f"offline/{noun}.html", blank=NO_HAZARD, done_by=DoneBy)


@blueprint.get("/step")
def new() -> str:
    kind = request.args.get("kind", "")
    if kind not in KINDS:
        abort(404)
    if not may_send(g.person):
        abort(403)
    form = StepForm()
    form.kind.data = StepKind(kind)
    page = {"story": NO_HAZARD}
    return render_template("steps/new.html", form=form, hazard=NO_HAZARD, kind=kind, page=page, may=BESIDE, kept={})
