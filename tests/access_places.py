"""What stands at each of the three schools that the access table asks for."""

import uuid
from dataclasses import dataclass

from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.run_feeds import make_feed
from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.security import hashed
from tests.campaigns import campaign, drawn_by_hand
from tests.client import sign_in
from tests.filling import filled, newest
from tests.pictures import jpeg
from tests.recordings import webm
from tests.rounds import MONDAY, name, plan
from tests.sending import sent, sent_memo
from tests.world import NOW, World

POLICE_ONLY = "PER-W-23"
ORDINARY = "PER-W-01"
# The secret in the link of the liaison's calendar.
FEED = "the-calendar-of-the-liaison"


@dataclass(frozen=True)
class There:
    """One school with an inspection, a hazard of each kind with photo and memo, and one of both not used yet."""

    school: School
    inspection: Inspection
    hazard: Hazard
    police_hazard: Hazard
    loose_photo: uuid.UUID
    loose_memo: uuid.UUID
    plan: Plan
    station_plan: Plan
    campaign: Campaign
    station_campaign: Campaign
    draw: Draw

    @property
    def task(self) -> str:
        """What is due there that Monday."""
        return str(name(self.plan, self.school))


def hazard_photo(hazard: Hazard) -> uuid.UUID:
    return hazard.steps[0].attachments[0].photo.uid


def hazard_memo(hazard: Hazard) -> uuid.UUID:
    return hazard.steps[0].spoken[0].memo.uid


def make_everywhere(app: Flask, session: Session, world: World) -> dict[str, uuid.UUID]:
    """An inspection at each school, by who works there; their uids. And a plan that asks for another each day."""
    for zone in (world.bureau, world.station, world.far_station):
        plan(session, world, zone=zone, applies_from=MONDAY)
        campaign(session, world, zone_id=zone.id)
    make_feed(session, world.liaison.id, hashed(FEED), NOW)
    session.commit()
    made = {
        "own": make_there(app, session, world.school, world.officer, world.supervisor),
        "neighbour": make_there(app, session, world.neighbour, world.officer2, world.auxiliary),
        "foreign": make_there(app, session, world.foreign, world.outsider, world.auxiliary),
    }
    for uid in made.values():
        draw_there(session, world, uid)
    session.commit()
    return made


def draw_there(session: Session, world: World, inspection_uid: uuid.UUID) -> None:
    """A look back at the ordinary hazard of one school, in the campaign of its station."""
    inspection = session.scalars(select(Inspection).where(Inspection.uid == inspection_uid)).one()
    hazard = session.scalars(select(Hazard).where(Hazard.inspection == inspection, ~Hazard.police_only)).one()
    drawn_by_hand(session, world, campaign_of(session, inspection), hazard)


def campaign_of(session: Session, inspection: Inspection) -> Campaign:
    return session.scalars(select(Campaign).where(Campaign.zone == inspection.zone.parent)).one()


def make_there(app: Flask, session: Session, school: School, maker: Person, companion: Person) -> uuid.UUID:
    browser = sign_in(app, maker)
    given = filled(newest(session, "PER-W"), school)
    for seed, code in enumerate((ORDINARY, POLICE_ONLY), school.id * 10):
        photo, memo = sent(browser, jpeg(seed=seed)), sent_memo(browser, webm(seed=seed))
        given |= {code: "fail", f"{code}-note": f"看到的情况 {seed}", f"{code}-photos": photo, f"{code}-memos": memo}
    # A clock that differs is worth a note, which its maker may answer.
    given |= {"companion": str(companion.uid), "sent_at": "2026-11-23T07:02:00Z"}
    assert browser.post("/inspections", data=given, headers={"Accept": "application/json"}).status_code == 201
    sent(browser, jpeg(seed=school.id * 100))
    sent_memo(browser, webm(seed=school.id * 100))
    return uuid.UUID(given["id"])


def found_there(session: Session, inspection_uid: uuid.UUID) -> There:
    inspection = session.scalars(select(Inspection).where(Inspection.uid == inspection_uid)).one()
    hazards = select(Hazard).where(Hazard.inspection == inspection)
    loose = select(Photo.uid).where(Photo.uploader == inspection.person, ~Photo.attachments.any())
    unsaid = select(Memo.uid).where(Memo.uploader == inspection.person, ~Memo.uses.any())
    return There(
        inspection.school,
        inspection,
        session.scalars(hazards.where(~Hazard.police_only)).one(),
        session.scalars(hazards.where(Hazard.police_only)).one(),
        session.scalars(loose.order_by(Photo.id).limit(1)).one(),
        session.scalars(unsaid.order_by(Memo.id).limit(1)).one(),
        session.scalars(select(Plan).join(Plan.zone).where(Zone.code == "bureau")).one(),
        session.scalars(select(Plan).where(Plan.zone == inspection.zone.parent)).one(),
        session.scalars(select(Campaign).join(Campaign.zone).where(Zone.code == "bureau")).one(),
        campaign_of(session, inspection),
        session.scalars(
            select(Draw).join(Draw.drawn).join(DrawnHazard.hazard).where(Hazard.inspection == inspection)
        ).one(),
    )
