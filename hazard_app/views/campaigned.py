"""What the pages of campaigns and of their looks back share: which one they are about, and who runs it."""

from datetime import date
from uuid import UUID, uuid4

from flask import abort, g, make_response, render_template
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.wrappers import Response

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.forms.campaign import LookForm
from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard, Look
from hazard_app.reports.draw_page import draw_page
from hazard_app.rules.terms import Role
from hazard_app.security import local_day


def campaign_seen(uid: UUID) -> Campaign:
    people = joinedload(Campaign.leader), joinedload(Campaign.person), joinedload(Campaign.changed_by)
    whole = joinedload(Campaign.zone), joinedload(Campaign.checklist), selectinload(Campaign.schools), *people
    return db.session.scalar(Campaign.visible_to(g.reach).where(Campaign.uid == uid).options(*whole)) or abort(404)


def campaign_run(uid: UUID) -> Campaign:
    """404 outside one's reach, 403 for whoever does not supervise its zone."""
    campaign = campaign_seen(uid)
    return campaign if runs(campaign) else abort(403)


def campaign_standing(uid: UUID) -> Campaign:
    """As `campaign_run`; 409 for one that was withdrawn."""
    campaign = campaign_run(uid)
    if campaign.withdrawn_at is not None:
        abort(409, _("This campaign was withdrawn. It can be read and is not changed any more."))
    return campaign


def runs(campaign: Campaign) -> bool:
    return Role.SUPERVISOR in g.reach.roles_at(campaign.zone.path)


def draw_seen(campaign: Campaign, uid: UUID) -> Draw:
    looks = selectinload(Draw.drawn).selectinload(DrawnHazard.looks).joinedload(Look.person)
    named = select(Draw).where(Draw.campaign_id == campaign.id, Draw.uid == uid)
    return db.session.scalar(named.options(joinedload(Draw.person), looks)) or abort(404)


def draw_shown(campaign: Campaign, draw: Draw, form: LookForm | None = None, status: int = 200) -> Response:
    page = draw_page(db.session(), g.reach, draw, now())
    shown = render_template("draws/show.html", campaign=campaign, draw=draw, page=page, form=form, new_id=uuid4)
    return make_response(shown, status)


def today() -> date:
    return local_day(now())
