"""Look back (回头看): draw some of a campaign's closed hazards at random, and keep what was seen there."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import OtherContent, Refused
from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard, Look
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.rules.draw import drawn
from hazard_app.rules.terms import State


class NothingClosed(Refused):
    """None of the hazards that its checks found is closed now."""


@dataclass(frozen=True, kw_only=True)
class NewDraw:
    """`uid` is named by the page; `share` in percent; `seed` was made at random and is kept."""

    uid: UUID
    share: int
    seed: str


@dataclass(frozen=True, kw_only=True)
class NewLook:
    uid: UUID
    gone: bool
    note: str = ""


def closed_hazards(campaign: Campaign, reach: Reach) -> Select[Hazard]:
    """Those of a campaign that could be drawn now: found by its checks and closed."""
    ids = campaign.counted(reach).with_only_columns(Inspection.id)
    return Hazard.visible_to(reach).where(Hazard.inspection_id.in_(ids), Hazard.state == State.CLOSED)


def draw_hazards(
    session: Session, campaign: Campaign, person: Person, reach: Reach, new: NewDraw, now: datetime
) -> Draw:
    """The same draw twice is fine: its first seed stands. Raises NothingClosed, OtherContent."""
    known = session.scalar(select(Draw).where(Draw.uid == new.uid))
    if known is not None:
        if (known.campaign_id, known.person_id, known.share) != (campaign.id, person.id, new.share):
            raise OtherContent
        return known
    pool = dict(session.execute(closed_hazards(campaign, reach).with_only_columns(Hazard.uid, Hazard.id)).all())
    if not pool:
        raise NothingClosed
    draw = Draw(
        uid=new.uid,
        campaign_id=campaign.id,
        seed=new.seed,
        share=new.share,
        pool=sorted(map(str, pool)),
        person_id=person.id,
        made_at=now,
    )
    chosen = enumerate(drawn(new.seed, new.share, pool), 1)
    draw.drawn = [DrawnHazard(hazard_id=pool[uid], position=position) for position, uid in chosen]
    session.add(draw)
    session.flush()
    return draw


def note_look(session: Session, drawn_id: int, person: Person, new: NewLook, now: datetime) -> Look:
    """The same thing twice is fine. Raises OtherContent."""
    known = session.scalar(select(Look).where(Look.uid == new.uid))
    if known is not None:
        if (known.drawn_id, known.person_id, known.gone) != (drawn_id, person.id, new.gone):
            raise OtherContent
        return known
    look = Look(uid=new.uid, drawn_id=drawn_id, person_id=person.id, at=now, gone=new.gone, note=new.note)
    session.add(look)
    session.flush()
    return look
