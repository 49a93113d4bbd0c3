"""Zones as an administrator runs them: made, changed, hung elsewhere. To look at one is in `zones`."""

from uuid import UUID

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.find_place import NoSuchPlace, named_zone
from hazard_app.acts.log_act import Actor
from hazard_app.acts.place_zone import OwnAncestor
from hazard_app.acts.run_people import Taken
from hazard_app.acts.run_places import change_zone, create_zone
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.places import ZoneForm, tell_refused
from hazard_app.models.zone import Zone
from hazard_app.views.administered import refuse_others

blueprint = Blueprint("zone_places", __name__, url_prefix="/administration/zones")
blueprint.before_request(refuse_others)


@blueprint.get("/new")
def new() -> Response:
    return page(ZoneForm(data={"parent": request.args.get("parent", "")}), None, 200)


@blueprint.post("")
def create() -> Response:
    form = ZoneForm(request.form)
    if not form.validate():
        return page(form, None, 422)
    actor, reach, values, parent = Actor.of(g.person), g.reach, form.values, form.parent.data

    def work(session: Session) -> UUID:
        return create_zone(session, actor, values, named_zone(session, reach, parent), now()).uid

    try:
        uid = write(work)
    except (Taken, NoSuchPlace) as refused:
        tell_refused(form, "parent", refused)
        return page(form, None, 422)
    return redirect(url_for("zones.show", uid=uid), 303)


@blueprint.get("/<uuid:uid>/edit")
def edit(uid: UUID) -> Response:
    zone = run(uid)
    stands = {"code": zone.code, "name": zone.name, "kind": zone.kind.value}
    above = zone.parent if zone.parent and g.reach.administers(zone.parent.path) else None
    return page(ZoneForm(data=stands | {"parent": above.code if above else ""}), zone, 200)


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response:
    zone, form = run(uid), ZoneForm(request.form)
    if not form.validate():
        return page(form, zone, 422)
    actor, reach, values, parent, zone_id = Actor.of(g.person), g.reach, form.values, form.parent.data, zone.id

    def work(session: Session) -> None:
        change_zone(session, actor, zone_id, values, named_zone(session, reach, parent) if parent else None, now())

    try:
        write(work)
    except (Taken, NoSuchPlace) as refused:
        tell_refused(form, "parent", refused)
        return page(form, zone, 422)
    except OwnAncestor:
        form.parent.errors = [_l("That zone lies inside this one: it would lie inside itself.")]
        return page(form, zone, 422)
    flash(_("Kept."))
    return redirect(url_for("zones.show", uid=uid), 303)


def run(uid: UUID) -> Zone:
    """In reach only as something else: 403; not in reach: 404."""
    zone: Zone | None = db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == uid))
    if zone is None:
        abort(404)
    return zone if g.reach.administers(zone.path) else abort(403)


def page(form: ZoneForm, zone: Zone | None, status: int) -> Response:
    return make_response(render_template("zones/edit.html", form=form, zone=zone), status)
