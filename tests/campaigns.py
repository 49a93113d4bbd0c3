"""Campaigns of the cast, told in a line."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.look_back import NewDraw, draw_hazards
from hazard_app.acts.run_campaigns import CampaignSaying, make_campaign
from hazard_app.models.campaign import Campaign
from hazard_app.models.checklist import Checklist
from hazard_app.models.draw import Draw, DrawnHazard
from hazard_app.models.hazard import Hazard
from hazard_app.rules.campaigns import CampaignKind
from tests.world import NOW, World

FIRST, LAST = date(2026, 11, 16), date(2026, 11, 23)
SEED = "6d2f0c1a9b8e7d35"


def saying(session: Session, world: World, code: str | None = "PER-D", **said: Any) -> CampaignSaying:
    checklist = select(Checklist.id).where(Checklist.code == code)
    given: dict[str, Any] = {"kind": CampaignKind.GATE, "name": "2026年护校安园专项行动"}
    given |= {"starts_on": FIRST, "ends_on": LAST, "zone_id": world.station.id}
    given["checklist_id"] = session.scalars(checklist).one() if code else None
    return CampaignSaying(**(given | said))


def campaign(session: Session, world: World, code: str | None = "PER-D", **said: Any) -> Campaign:
    """Of the station, by its supervisor, from Monday a week ago until today."""
    uid = said.pop("uid", None) or uuid4()
    return make_campaign(session, uid, world.supervisor, saying(session, world, code, **said), NOW)


def draw(session: Session, world: World, about: Campaign, share: int = 20, uid: UUID | None = None) -> Draw:
    new = NewDraw(uid=uid or uuid4(), share=share, seed=SEED)
    return draw_hazards(session, about, world.supervisor, world.supervisor.reach_on(NOW.date()), new, NOW)


def drawn_by_hand(session: Session, world: World, about: Campaign, hazard: Hazard) -> Draw:
    """As if it had been closed when it was drawn."""
    given: dict[str, Any] = {"seed": SEED, "share": 100, "pool": [str(hazard.uid)], "made_at": NOW}
    made = Draw(uid=uuid4(), campaign_id=about.id, person_id=world.supervisor.id, **given)
    made.drawn = [DrawnHazard(hazard_id=hazard.id, position=1)]
    session.add(made)
    session.flush()
    return made
