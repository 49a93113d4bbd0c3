"""Zones: what is open below one, zone by zone and school by school."""

from uuid import UUID

from flask import Blueprint, abort, g, render_template

from hazard_app.clock import now
from hazard_app.db import db
from hazard_app.models.zone import Zone
from hazard_app.reports.zone_story import zone_story

blueprint = Blueprint("zones", __name__, url_prefix="/zones")


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> str:
    zone = db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == uid)) or abort(404)
    story = zone_story(db.session(), g.reach, zone, now())
    parent = db.session.scalar(Zone.visible_to(g.reach).where(Zone.id == zone.parent_id))
    return render_template("zones/show.html", story=story, zone=zone, parent=parent)
