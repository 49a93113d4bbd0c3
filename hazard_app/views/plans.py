"""Plans: what is checked again and again. A supervisor sees the next days and what they cost before publishing one."""

from typing import Any
from uuid import UUID

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.run_plans import change_plan, drafted, publish_plan
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.fields import day_or_none, uid_or_none
from hazard_app.forms.plan import PlanForm
from hazard_app.models.plan import Plan
from hazard_app.models.zone import Zone
from hazard_app.reports.plan_choices import plan_choices
from hazard_app.reports.plan_cost import plan_cost
from hazard_app.reports.plan_rows import plan_rows
from hazard_app.rules.terms import Role
from hazard_app.views.planned import plan_page, plan_run, plan_seen, today

blueprint = Blueprint("plans", __name__, url_prefix="/plans")


@blueprint.get("")
def index() -> str:
    if not g.reach.reading_paths:
        abort(403, _("Plans are for those who look after a zone."))
    return render_template("plans/index.html", rows=plan_rows(db.session(), g.reach, now()), may_add=supervises())


@blueprint.get("/new")
def new() -> Response:
    """The address may say for what: a campaign names its checklist, its places and its days."""
    refuse_others()
    form = form_for(None, **asked())
    return page(form, None, 200)


@blueprint.post("")
def create() -> Response:
    """The first time it is shown what it would ask for; only a second touch publishes it."""
    refuse_others()
    form = form_for(None)
    if not form.validate():
        return page(form, None, 422)
    if "publish" not in request.form:
        return page(form, None, 200)
    zone, version, person, saying = zone_of(form), form.version or abort(422), g.person, form.saying
    checklist_id = version.checklist_id

    def work(session: Session) -> UUID:
        return publish_plan(session, checklist_id, session.get_one(Zone, zone.id), person, saying, now()).uid

    uid = write(work)
    flash(_("Published. What is due stands on Today of those whose work it is."))
    return redirect(url_for("plans.show", uid=uid), 303)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> Response:
    return plan_page(plan_seen(uid))


@blueprint.get("/<uuid:uid>/edit")
def edit(uid: UUID) -> Response:
    plan = plan_run(uid)
    return page(form_for(plan, **stands(plan)), plan, 200)


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response:
    plan = plan_run(uid)
    form = form_for(plan)
    if not form.validate():
        return page(form, plan, 422)
    if "publish" not in request.form:
        return page(form, plan, 200)
    person, saying, plan_id = g.person, form.saying, plan.id
    write(lambda session: change_plan(session, session.get_one(Plan, plan_id), person, saying, now()) and None)
    flash(_("Changed from that day on. What was due before stays as it was."))
    return redirect(url_for("plans.show", uid=uid), 303)


def page(form: PlanForm, plan: Plan | None, status: int) -> Response:
    """With what it would ask for, when that is known."""
    looked = request.method == "POST" and not form.errors
    cost = plan_cost(db.session(), draft(form), today()) if looked else None
    return make_response(render_template("plans/edit.html", form=form, plan=plan, page=cost), status)


def draft(form: PlanForm) -> Plan:
    version = form.version or abort(422)
    return drafted(db.session(), version.checklist_id, zone_of(form), g.person, form.saying, now())


def form_for(plan: Plan | None, **said: Any) -> PlanForm:
    """A plan keeps its checklist and its zone: another one of either is another plan."""
    given = request.form.copy() if request.method == "POST" else None
    if given is not None and plan is not None:
        given["checklist"], given["zone"] = plan.checklist.code, str(plan.zone.uid)
    asked = uid_or_none((given or request.args).get("zone", ""))
    chosen = plan.zone if plan else None
    if chosen is None and asked is not None:
        chosen = db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == asked))
    return PlanForm(given, plan_choices(db.session(), g.reach, chosen, today()), today(), **said)


def zone_of(form: PlanForm) -> Zone:
    return next((zone for zone in form.all.zones if str(zone.uid) == form.zone.data), None) or abort(422)


def asked() -> dict[str, Any]:
    """What the address says of a new plan. It never begins before today."""
    given = request.args
    begin, end = day_or_none(given.get("from", "")), day_or_none(given.get("until", ""))
    said = {"checklist": given.get("checklist"), "zone": given.get("zone"), "ends_on": end}
    places = {"kinds": given.getlist("kinds"), "schools": given.getlist("schools")}
    return (
        {name: value for name, value in said.items() if value}
        | places
        | {"applies_from": max(today(), begin or today())}
    )


def stands(plan: Plan) -> dict[str, Any]:
    """What the form shows of a plan, to be changed from today on."""
    edition = plan.editions[-1]
    window = edition.window
    return {
        "checklist": plan.checklist.code,
        "zone": str(plan.zone.uid),
        "kinds": edition.kinds,
        "schools": [str(school.uid) for school in edition.schools],
        "rhythm": edition.rhythm.value,
        "rule": edition.rule,
        "opens_before": window.opens_before,
        "times": window.times,
        "open_after": window.open_after,
        "role": edition.role.value,
        "who": edition.who.value,
        "assignee": str(edition.assignee.uid) if edition.assignee else "",
        "applies_from": max(today(), edition.applies_from),
        "ends_on": edition.ends_on,
    }


def supervises() -> bool:
    return Role.SUPERVISOR in g.reach.roles


def refuse_others() -> None:
    if not supervises():
        abort(403)
