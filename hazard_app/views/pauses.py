"""Pauses: a plan rests from one day until somebody lets it go on."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, redirect, request, url_for
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.run_plans import end_pause, pause_plan
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.plan_breaks import Breaks, PauseForm
from hazard_app.models.plan import Plan
from hazard_app.models.plan_break import Pause
from hazard_app.views.formats import local_date
from hazard_app.views.planned import plan_page, plan_run, today

blueprint = Blueprint("pauses", __name__, url_prefix="/plans/<uuid:plan>/pauses")


@blueprint.post("")
def create(plan: UUID) -> Response:
    found, form = plan_run(plan), PauseForm(request.form, today())
    if not form.validate():
        return plan_page(found, Breaks(form, Breaks.blank(today()).skip), 422)
    plan_id, person, starts_on, reason = found.id, g.person, form.starts_on.data, form.reason.data

    def work(session: Session) -> None:
        pause_plan(session, session.get_one(Plan, plan_id), person, starts_on, reason, now())

    write(work)
    flash(_("Paused from %(day)s. Nothing is asked for until it goes on.", day=local_date(starts_on)))
    return redirect(url_for("plans.show", uid=plan), 303)


@blueprint.post("/<uuid:uid>/destroy")
def destroy(plan: UUID, uid: UUID) -> Response:
    found = plan_run(plan)
    named = select(Pause.id).where(Pause.uid == uid, Pause.plan_id == found.id)
    pause_id = db.session.scalar(named) or abort(404)
    write(lambda session: end_pause(session, session.get_one(Pause, pause_id), today()))
    flash(_("It goes on from today."))
    return redirect(url_for("plans.show", uid=plan), 303)
