"""Skips: a day that a plan leaves out, with a reason."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.run_plans import skip_day, unskip_day
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.plan_breaks import Breaks, SkipForm
from hazard_app.models.plan import Plan
from hazard_app.models.plan_break import Skip
from hazard_app.views.planned import plan_page, plan_run, today

blueprint = Blueprint("skips", __name__, url_prefix="/plans/<uuid:plan>/skips")


@blueprint.post("")
def create(plan: UUID) -> Response:
    found, form = plan_run(plan), SkipForm(request.form, today())
    if not form.validate():
        return plan_page(found, Breaks(Breaks.blank(today()).pause, form), 422)
    plan_id, person, due_on, reason = found.id, g.person, form.due_on.data, form.reason.data

    def work(session: Session) -> None:
        skip_day(session, session.get_one(Plan, plan_id), person, due_on, reason, now())

    write(work)
    flash(_("Left out. That day it is asked of nobody."))
    return redirect(url_for("plans.show", uid=plan), 303)


@blueprint.post("/<uuid:uid>/destroy")
def destroy(plan: UUID, uid: UUID) -> Response:
    found = plan_run(plan)
    skip_id = db.session.scalar(select(Skip.id).where(Skip.uid == uid, Skip.plan_id == found.id)) or abort(404)
    write(lambda session: unskip_day(session, session.get_one(Skip, skip_id)))
    flash(_("Asked for again."))
    return redirect(url_for("plans.show", uid=plan), 303)
