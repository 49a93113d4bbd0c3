"""Covers: who does whose rounds. One arranges one's own absence; a supervisor that of whoever serves in their zones."""

from datetime import date
from uuid import UUID, uuid4

from flask import Blueprint, abort, flash, g, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from hazard_app.acts.refusals import OtherContent
from hazard_app.acts.run_covers import CannotStandIn, NewCover, WrongSpan, add_cover, end_cover
from hazard_app.clock import now
from hazard_app.db import db, write
from hazard_app.forms.cover import CoverForm, tell_cover
from hazard_app.forms.fields import uid_or_none
from hazard_app.models.cover import Cover, arranged_by
from hazard_app.models.person import Person
from hazard_app.models.reach import DOERS
from hazard_app.models.zone import Zone
from hazard_app.reports.covers import covers, stand_ins
from hazard_app.reports.people_rows import with_postings
from hazard_app.security import local_day

blueprint = Blueprint("covers", __name__, url_prefix="/covers")


@blueprint.get("")
def index() -> str:
    """`?zone=` narrows what a supervisor looks after."""
    zone = zone_asked(request.args.get("zone", ""))
    narrowed = g.reach.within(zone.path) if zone else g.reach
    page = covers(db.session(), g.reach, narrowed, today())
    goes_rounds = bool(g.reach.roles & DOERS)
    return render_template("covers/index.html", page=page, zone=zone, today=today(), goes_rounds=goes_rounds)


@blueprint.get("/new")
def new() -> Response:
    absent = absent_asked(request.args.get("person", ""))
    return page(absent, form_for(absent, id=uuid4(), starts_on=today()), 200)


@blueprint.post("")
def create() -> Response:
    absent = absent_asked(request.form.get("person", ""))
    form = form_for(absent)
    if not form.validate() or form.person is None or form.id.data is None:
        return page(absent, form, 422)
    maker_id, new = g.person.id, said(absent, form.person, form)
    try:
        write(lambda session: add_cover(session, maker_id, new, today(), now()) and None)
    except (WrongSpan, CannotStandIn) as refused:
        tell_cover(form, refused)
        return page(absent, form, 422)
    except OtherContent:
        abort(409)
    flash(_("Arranged. What is due stands on Today of %(name)s on these days.", name=form.person.name))
    return redirect(url_for("covers.index"), 303)


@blueprint.post("/<uuid:uid>/end")
def destroy(uid: UUID) -> Response:
    """By whoever may arrange it; whoever promised it tells them."""
    seen = Cover.visible_to(g.reach, today()).where(Cover.uid == uid).with_only_columns(Cover.id, Cover.absent_id)
    cover_id, absent_id = db.session.execute(seen).one_or_none() or abort(404)
    mine = arranged_by(g.reach, today()).where(Person.id == absent_id).with_only_columns(Person.id)
    if db.session.scalar(mine) is None:
        abort(403)

    def work(session: Session) -> None:
        end_cover(session, session.get_one(Cover, cover_id), today())

    write(work)
    flash(_("Ended. From today on these rounds are their own again."))
    return redirect(url_for("covers.index"), 303)


def absent_asked(text: str) -> Person:
    """Oneself, if nobody is named. 404 for whose rounds one does not look after, 403 for whoever goes none."""
    uid = (uid_or_none(text) or abort(404)) if text else g.person.uid
    named = with_postings(arranged_by(g.reach, today()).where(Person.uid == uid))
    absent: Person = db.session.scalar(named) or abort(404)
    return absent if any(each.role in DOERS and each.lasts(today()) for each in absent.postings) else abort(403)


def zone_asked(text: str) -> Zone | None:
    uid = (uid_or_none(text) or abort(404)) if text else None
    return (db.session.scalar(Zone.visible_to(g.reach).where(Zone.uid == uid)) or abort(404)) if uid else None


def form_for(absent: Person, **stands: object) -> CoverForm:
    given = request.form if request.method == "POST" else None
    return CoverForm(given, stand_ins(db.session(), absent, today()), **stands)


def said(absent: Person, person: Person, form: CoverForm) -> NewCover:
    return NewCover(
        uid=form.id.data,
        absent_id=absent.id,
        person_id=person.id,
        starts_on=form.starts_on.data,
        ends_on=form.ends_on.data,
        reason=form.reason.data or "",
    )


def page(absent: Person, form: CoverForm, status: int) -> Response:
    form.id.data = form.id.data or uuid4()
    own = absent.id == g.person.id
    return make_response(render_template("covers/new.html", absent=absent, own=own, form=form), status)


def today() -> date:
    return local_day(now())
