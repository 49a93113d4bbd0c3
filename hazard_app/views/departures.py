"""Departures: what is still somebody's when a posting ends: to go through with whoever comes after, and to print."""

from uuid import UUID

from flask import Blueprint, abort, g, render_template

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.models.cover import arranged_by
from hazard_app.models.person import Person
from hazard_app.reports.departure import departure, who_left
from hazard_app.reports.people_rows import with_postings
from hazard_app.rules.terms import Role
from hazard_app.security import local_day

blueprint = Blueprint("departures", __name__, url_prefix="/people/<uuid:uid>/departure")


@blueprint.get("")
def show(uid: UUID) -> str:
    """404 for whoever is neither that person nor looks after a zone where they serve or served."""
    person: Person = db.session.scalar(with_postings(who_left(g.reach).where(Person.uid == uid))) or abort(404)
    at, today = now(), local_day(now())
    left = departure(db.session(), g.reach, person, today, at)
    arranged = arranged_by(g.reach, today).where(Person.id == person.id).with_only_columns(Person.id)
    return render_template(
        "departures/show.html",
        leaving=person,
        left=left,
        at=at,
        today=today,
        hands_on=Role.SUPERVISOR in g.reach.roles,
        arranges=db.session.scalar(arranged) is not None,
    )
