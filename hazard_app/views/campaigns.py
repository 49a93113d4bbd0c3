"""Campaigns: what is done on some days under one name, by day and station, and the sentence that a report ends with."""

from itertools import groupby
from typing import Any
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.refusals import OtherContent
from hazard_app.acts.run_campaigns import (
    NoSchool,
    WrongDays,
    change_campaign,
    make_campaign,
    withdraw_campaign,
)
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.campaign import CampaignForm, tell_refused
from hazard_app.forms.fields import uid_or_none
from hazard_app.models.campaign import Campaign
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.zone import Zone
from hazard_app.reports.campaign_choices import campaign_choices, with_what_stands
from hazard_app.reports.campaign_rows import campaign_rows, draw_rows
from hazard_app.reports.campaign_table import campaign_table
from hazard_app.rules.campaigns import CampaignKind
from hazard_app.rules.terms import Role, SchoolKind
from hazard_app.views.campaigned import campaign_run, campaign_seen, campaign_standing, runs, today
from hazard_app.words import word

blueprint = Blueprint("campaigns", __name__, url_prefix="/campaigns")


@blueprint.get("")
def index() -> str:
    if not g.reach.reading_paths:
        abort(403, _("Campaigns are for those who look after a zone."))
    rows = campaign_rows(db.session(), g.reach, now())
    groups = [(phase, list(lines)) for phase, lines in groupby(rows, key=lambda row: row.phase)]
    return render_template("campaigns/index.html", groups=groups, may_add=supervises(), kinds=list(CampaignKind))


@blueprint.get("/new")
def new() -> Response:
    """`?kind=` gives it the name that such campaigns have."""
    if not supervises():
        abort(403)
    kind = asked_kind(request.args.get("kind", ""))
    return page(form_for(None, kind=kind.value, name=named(kind), starts_on=today()), None, 200)


@blueprint.post("")
def create() -> Response:
    if not supervises():
        abort(403)
    form = form_for(None)
    if not form.validate() or form.id.data is None:
        return page(form, None, 422)
    uid, person, saying = form.id.data, g.person, form.saying

    def work(session: Session) -> None:
        make_campaign(session, uid, person, saying, now())

    return tried(form, None, work) or redirect(url_for("campaigns.show", uid=uid), 303)


@blueprint.get("/<uuid:uid>")
def show(uid: UUID) -> str:
    session, campaign = db.session(), campaign_seen(uid)
    newest = ChecklistVersion.newest([campaign.checklist_id]) if campaign.checklist_id else None
    return render_template(
        "campaigns/show.html",
        campaign=campaign,
        phase=campaign.phase(campaign.day_of(now())),
        version=session.scalar(newest) if newest is not None else None,
        kinds=list(map(SchoolKind, campaign.kinds)),
        table=campaign_table(session, g.reach, campaign),
        draws=draw_rows(session, campaign),
        may=runs(campaign) and campaign.withdrawn_at is None,
    )


@blueprint.get("/<uuid:uid>/edit")
def edit(uid: UUID) -> Response:
    campaign = campaign_standing(uid)
    return page(form_for(campaign, **stands(campaign)), campaign, 200)


@blueprint.post("/<uuid:uid>")
def update(uid: UUID) -> Response:
    campaign = campaign_standing(uid)
    form = form_for(campaign)
    if not form.validate():
        return page(form, campaign, 422)
    campaign_id, person, saying = campaign.id, g.person, form.saying

    def work(session: Session) -> None:
        change_campaign(session, session.get_one(Campaign, campaign_id), person, saying, now())

    refused = tried(form, campaign, work)
    if refused is None:
        flash(_("Changed. Its figures follow from what it says now."))
    return refused or redirect(url_for("campaigns.show", uid=uid), 303)


@blueprint.post("/<uuid:uid>/withdrawal")
def destroy(uid: UUID) -> Response:
    """It is withdrawn and stays: nothing is ever deleted."""
    campaign_id, person = campaign_run(uid).id, g.person
    write(lambda session: withdraw_campaign(session, session.get_one(Campaign, campaign_id), person, now()))
    flash(_("Withdrawn. It can still be read here."))
    return redirect(url_for("campaigns.show", uid=uid), 303)


def tried(form: CampaignForm, campaign: Campaign | None, work: Any) -> Response | None:
    """None when it is done; else the page that says why not."""
    try:
        write(work)
    except (WrongDays, NoSchool) as refused:
        tell_refused(form, refused)
        return page(form, campaign, 422)
    except OtherContent:
        abort(
            409, _("This page has made a campaign already, and it said something else then. Change it on its own page.")
        )
    return None


def page(form: CampaignForm, campaign: Campaign | None, status: int) -> Response:
    form.id.data = form.id.data or uuid4()
    return make_response(render_template("campaigns/edit.html", form=form, campaign=campaign), status)


def form_for(campaign: Campaign | None, **said: Any) -> CampaignForm:
    """A campaign keeps its zone, as a plan does."""
    given = request.form.copy() if request.method == "POST" else None
    if given is not None and campaign is not None:
        given["zone"] = str(campaign.zone.uid)
    asked = uid_or_none((given or request.args).get("zone", ""))
    chosen = campaign.zone if campaign else None
    if chosen is None and asked is not None:
        chosen = db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == asked))
    choices = campaign_choices(db.session(), g.reach, chosen, today())
    return CampaignForm(given, with_what_stands(choices, campaign) if campaign else choices, today(), **said)


def stands(campaign: Campaign) -> dict[str, Any]:
    return {
        "kind": campaign.kind.value,
        "name": campaign.name,
        "document_number": campaign.document_number,
        "starts_on": campaign.starts_on,
        "ends_on": campaign.ends_on,
        "zone": str(campaign.zone.uid),
        "checklist": campaign.checklist.code if campaign.checklist else "",
        "kinds": campaign.kinds,
        "schools": [str(school.uid) for school in campaign.schools],
        "leader": str(campaign.leader.uid) if campaign.leader else "",
    }


def asked_kind(text: str) -> CampaignKind:
    return CampaignKind(text) if text in list(CampaignKind) else CampaignKind.OTHER


def named(kind: CampaignKind) -> str:
    """As such campaigns are called, with the year; nothing for one of another kind."""
    if kind is CampaignKind.OTHER:
        return ""
    return str(_("%(kind)s campaign %(year)s", year=today().year, kind=word(kind)))


def supervises() -> bool:
    return Role.SUPERVISOR in g.reach.roles
