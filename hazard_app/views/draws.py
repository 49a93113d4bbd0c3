"""Looks back (回头看): a share of a campaign's closed hazards, drawn at random, with the seed that drew them."""

from secrets import token_hex
from uuid import UUID, uuid4

from flask import Blueprint, abort, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.look_back import NewDraw, NothingClosed, closed_hazards, draw_hazards
from hazard_app.acts.refusals import OtherContent
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.campaign import DrawForm
from hazard_app.models.campaign import Campaign
from hazard_app.rules.draw import size
from hazard_app.views.campaigned import campaign_seen, campaign_standing, draw_seen, draw_shown

blueprint = Blueprint("draws", __name__, url_prefix="/campaigns/<uuid:campaign>/draws")

USUAL = (10, 20, 30)  # percent


@blueprint.get("/new")
def new(campaign: UUID) -> Response:
    return page(campaign_standing(campaign), DrawForm(id=uuid4()), 200)


@blueprint.post("")
def create(campaign: UUID) -> Response:
    chosen, form = campaign_standing(campaign), DrawForm(request.form)
    if not form.validate() or form.id.data is None:
        return page(chosen, form, 422)
    campaign_id, person, reach = chosen.id, g.person, g.reach
    asked = NewDraw(uid=form.id.data, share=form.share.data, seed=token_hex(8))

    def work(session: Session) -> None:
        draw_hazards(session, session.get_one(Campaign, campaign_id), person, reach, asked, now())

    try:
        write(work)
    except NothingClosed:
        form.share.errors = [_("None of the hazards that its checks found is closed yet.")]
        return page(chosen, form, 422)
    except OtherContent:
        abort(409, _("This page has drawn already, with another share. Open it anew for another draw."))
    return redirect(url_for("draws.show", campaign=campaign, uid=asked.uid), 303)


@blueprint.get("/<uuid:uid>")
def show(campaign: UUID, uid: UUID) -> Response:
    chosen = campaign_seen(campaign)
    return draw_shown(chosen, draw_seen(chosen, uid))


def page(campaign: Campaign, form: DrawForm, status: int) -> Response:
    form.id.data = form.id.data or uuid4()
    closed = closed_hazards(campaign, g.reach)
    count = db.session.scalar(select(func.count()).select_from(closed.subquery())) or 0
    sizes = [(share, size(share, count)) for share in USUAL]
    shown = render_template("draws/new.html", campaign=campaign, form=form, closed=count, sizes=sizes)
    return make_response(shown, status)
