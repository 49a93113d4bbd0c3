"""Handovers: what whoever leaves a school's team leaves to the others, to print and sign, and to hand on at once."""

from collections.abc import Callable
from functools import partial
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy.orm import Session, joinedload
from werkzeug.wrappers import Response

from hazard_app.acts.hand_over import HandedOn, hand_over
from hazard_app.acts.refusals import OtherContent, OutOfReach
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.handover import HandoverForm
from hazard_app.forms.told import fingerprint
from hazard_app.models.reach import READERS
from hazard_app.models.school import School
from hazard_app.reports.handover import handover
from hazard_app.rules.steps import NotAllowed
from hazard_app.rules.terms import Role
from hazard_app.words import word

blueprint = Blueprint("handovers", __name__, url_prefix="/schools/<uuid:school>/handover")


@blueprint.get("")
def show(school: UUID) -> Response:
    here = visible(school, READERS | {Role.LIAISON})
    return page(here, HandoverForm(), 200)


@blueprint.post("")
def create(school: UUID) -> Response:
    here, form = visible(school, frozenset({Role.SUPERVISOR})), HandoverForm(request.form)
    if not form.validate():
        return page(here, form, 422)
    told = form.told(now(), fingerprint(request.form)[1])
    work = partial(
        hand_over, person=g.person, school_id=here.id, told=told, giver=form.giver.data, taker=form.taker.data
    )
    flash(said(handed_on(work)))
    return redirect(url_for("handovers.show", school=school), 303)


def handed_on(work: Callable[[Session], HandedOn]) -> HandedOn:
    try:
        return write(work)
    except OtherContent:
        abort(409, _("This was sent before with other content, and that one is kept. Send this one anew."))
    except OutOfReach:
        abort(404)
    except NotAllowed as refusal:
        abort(403, word(refusal.reason))


def visible(uid: UUID, roles: frozenset[Role]) -> School:
    """404 out of reach, 403 for other roles."""
    named = School.visible_to(g.reach).where(School.uid == uid).options(joinedload(School.zone))
    here: School = db.session.scalar(named) or abort(404)
    return here if g.reach.roles_at(here.zone.path, here.id) & roles else abort(403)


def said(done: HandedOn) -> str:
    handed = ngettext("%(num)s hazard was handed on.", "%(num)s hazards were handed on.", done.handed)
    if not done.left:
        return str(handed)
    left = ngettext("%(num)s stays: they may not have it.", "%(num)s stay: they may not have them.", done.left)
    return str(_("%(handed)s %(left)s", handed=handed, left=left))


def page(school: School, form: HandoverForm, status: int) -> Response:
    at = now()
    form.id.data = form.id.data or uuid4()
    story = handover(db.session(), g.reach, school, at)
    hands_on = Role.SUPERVISOR in g.reach.roles_at(school.zone.path, school.id)
    html = render_template("handovers/show.html", school=school, handover=story, at=at, form=form, hands_on=hands_on)
    return make_response(html, status)
