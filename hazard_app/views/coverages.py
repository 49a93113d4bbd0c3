"""Coverage: the schools of a zone by weeks, what was checked of what was due."""

from uuid import UUID

from flask import Blueprint, abort, g, render_template, request, url_for
from flask_babel import gettext as _

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.fields import uid_or_none
from hazard_app.models.checklist import Checklist
from hazard_app.models.zone import Zone
from hazard_app.reports.coverage import Coverage, coverage
from hazard_app.reports.task_span import reading
from hazard_app.rules.rounds import TaskState
from hazard_app.views.filter_links import FilterLink
from hazard_app.views.formats import local
from hazard_app.views.planned import asked_checklist

blueprint = Blueprint("coverages", __name__, url_prefix="/zones/<uuid:zone>/coverage")

LEGEND = (
    TaskState.DONE,
    TaskState.DONE_LATE,
    TaskState.MISSED,
    TaskState.OVERDUE,
    TaskState.COULD_NOT,
    TaskState.DUE,
    None,
)


@blueprint.get("")
def show(zone: UUID) -> str:
    """403 for who runs the zone and reads none of it."""
    place = db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == zone)) or abort(404)
    if not reading(g.reach, place.path).reading_paths:
        abort(403, _("Coverage is for those who look after the schools. Your role sees none."))
    chosen = asked_checklist(request.args.get("checklist", ""))
    after = uid_or_none(request.args.get("after", ""))
    page = coverage(db.session(), g.reach, place, chosen, after, now())
    links = choices(place, page, chosen)
    return render_template("coverages/show.html", page=page, zone=place, chosen=chosen, links=links, states=LEGEND)


def choices(zone: Zone, page: Coverage, chosen: Checklist | None) -> list[FilterLink]:
    def link(code: str | None, label: str, count: int) -> FilterLink:
        where = url_for("coverages.show", zone=zone.uid, checklist=code)
        return FilterLink(where, label, count, code == (chosen.code if chosen else None))

    every = link(None, _("All checklists"), sum(choice.due for choice in page.choices))
    return [every, *(link(choice.code, local(choice.title), choice.due) for choice in page.choices)]
