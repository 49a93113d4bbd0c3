"""Handovers: what whoever leaves a school's team leaves to the others, on one page to print and sign."""

from uuid import UUID

from flask import Blueprint, abort, g, render_template
from sqlalchemy.orm import joinedload

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.models.reach import READERS
from hazard_app.models.school import School
from hazard_app.reports.handover import handover
from hazard_app.rules.terms import Role

blueprint = Blueprint("handovers", __name__, url_prefix="/schools/<uuid:school>/handover")


@blueprint.get("")
def show(school: UUID) -> str:
    named = School.visible_to(g.reach).where(School.uid == school).options(joinedload(School.zone))
    here = db.session.scalar(named) or abort(404)
    if not g.reach.roles_at(here.zone.path, here.id) & (READERS | {Role.LIAISON}):
        abort(403)
    at = now()
    story = handover(db.session(), g.reach, here, at)
    return render_template("handovers/show.html", school=here, handover=story, at=at)
