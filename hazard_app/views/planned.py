"""What the pages of plans share: the plan that they are about, and who runs it."""

from datetime import date
from uuid import UUID

from flask import abort, g, make_response, render_template
from sqlalchemy import Select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.plan_breaks import Breaks
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.reports.plan_cost import plan_cost
from hazard_app.rules.terms import Role, SchoolKind
from hazard_app.security import local_day


def plan_seen(uid: UUID) -> Plan:
    editions = selectinload(Plan.editions)
    whole = joinedload(Plan.zone), editions.selectinload(PlanEdition.schools), selectinload(Plan.pauses)
    named: Select[Plan] = Plan.visible_to(g.reach).where(Plan.uid == uid).options(*whole)
    return db.session.scalar(named) or abort(404)


def plan_run(uid: UUID) -> Plan:
    """404 outside one's reach, 403 for whoever does not supervise its zone."""
    plan = plan_seen(uid)
    return plan if runs(plan) else abort(403)


def runs(plan: Plan) -> bool:
    return Role.SUPERVISOR in g.reach.roles_at(plan.zone.path)


def today() -> date:
    return local_day(now())


def plan_page(plan: Plan, breaks: Breaks | None = None, status: int = 200) -> Response:
    session = db.session()
    version = session.scalar(ChecklistVersion.current().where(ChecklistVersion.checklist_id == plan.checklist_id))
    shown = render_template(
        "plans/show.html",
        plan=plan,
        version=version,
        kinds=list(map(SchoolKind, plan.editions[-1].kinds)),
        page=plan_cost(session, plan, today()),
        may=runs(plan),
        breaks=breaks or Breaks.blank(today()),
    )
    return make_response(shown, status)
