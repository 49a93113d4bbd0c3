"""Tasks: which checks were due, how each stands, who did it, and why it could not be done."""

from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, g, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import or_, select

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.filters import TaskFilters
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.models.zone import Zone
from hazard_app.reports.coverage import last_weeks
from hazard_app.reports.task_list import task_page
from hazard_app.reports.task_span import Span, reading
from hazard_app.rules.rounds import TaskState
from hazard_app.security import local_day
from hazard_app.views.filter_links import FilterLink
from hazard_app.views.planned import asked_checklist
from hazard_app.words import word

blueprint = Blueprint("tasks", __name__, url_prefix="/tasks")

NAMES = ("zone", "school", "checklist", "from", "until", "state")
STATES = (TaskState.MISSED, TaskState.OVERDUE, TaskState.COULD_NOT, TaskState.DONE_LATE, TaskState.DONE)


@blueprint.get("")
def index() -> str:
    if not (g.reach.reading_paths or g.reach.school_ids):
        abort(403, _("Checks are for those who look after the schools. Your role sees none."))
    form = TaskFilters(request.args)
    if not form.validate():
        abort(422, next(str(error) for errors in form.errors.values() for error in errors))
    zone, school, checklist = asked_zone(form), asked_school(form), asked_checklist(form.checklist.data)
    first, last = days(form)
    span = Span(
        reach=reading(g.reach, zone.path) if zone else g.reach,
        first=first,
        last=last,
        schools=frozenset({school.id}) if school else None,
        checklist_id=checklist.id if checklist else None,
    )
    state = form.state.data
    page = task_page(db.session(), span, state, request.args.get("after", ""), now())
    return render_template(
        "tasks/index.html", page=page, span=span, zone=zone, school=school, links=links(state), changed=changed
    )


def asked_zone(form: TaskFilters) -> Zone | None:
    """404 outside one's reach, 403 for who runs it and reads none of it."""
    if form.zone.data is None:
        return None
    zone = db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == form.zone.data)) or abort(404)
    return zone if reading(g.reach, zone.path).reading_paths else abort(403)


def asked_school(form: TaskFilters) -> School | None:
    """Also one that has moved away: what was due there while it was here is still told here. 404 for others."""
    if form.school.data is None:
        return None
    here = School.id.in_(School.visible_to(g.reach).with_only_columns(School.id))
    was_here = Task.visible_to(g.reach).where(Task.school_id == School.id).exists()
    named = select(School).where(School.uid == form.school.data, or_(here, was_here))
    return db.session.scalar(named) or abort(404)


def days(form: TaskFilters) -> tuple[date, date]:
    """The last weeks until today, where the address says nothing. What lies beyond this week stands with its plan."""
    today = local_day(now())
    monday = today - timedelta(days=today.weekday())
    first, last = form.first.data or last_weeks(today)[0], form.last.data or today
    return first, min(last, monday + timedelta(days=6))


def links(chosen: TaskState | None) -> list[FilterLink]:
    every = FilterLink(changed(state=None), _("All checks"), None, chosen is None)
    return [every, *(FilterLink(changed(state=each), word(each), None, chosen is each) for each in STATES)]


def changed(**changes: Any) -> str:
    """This list with other filters, from its first page."""
    kept = {name: value for name, value in request.args.to_dict().items() if name in NAMES}
    return url_for("tasks.index", **{name: value for name, value in (kept | changes).items() if value})
