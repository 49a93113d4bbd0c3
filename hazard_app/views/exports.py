"""Exports: before a list is taken away, what it is for."""

from flask import Blueprint, g, render_template

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.export import ExportForm
from hazard_app.reports.hazard_counts import hazard_counts
from hazard_app.views.filter_links import asked_query, filters

blueprint = Blueprint("exports", __name__, url_prefix="/exports")


@blueprint.get("/new")
def new() -> str:
    counts = hazard_counts(db.session(), g.reach, asked_query(), now())
    return render_template("exports/new.html", form=ExportForm(), counts=counts, kept=filters())
