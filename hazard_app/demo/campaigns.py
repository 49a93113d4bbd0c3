"""The demo's campaigns: one that runs, one that is over with a look back, and one of the bureau that is to come."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.look_back import NewDraw, NewLook, NothingClosed, draw_hazards, note_look
from hazard_app.acts.run_campaigns import CampaignSaying, make_campaign
from hazard_app.demo.cast import uid_of
from hazard_app.demo.rounds import CLOCK
from hazard_app.models.campaign import Campaign
from hazard_app.models.person import Person
from hazard_app.models.zone import Zone
from hazard_app.rules.campaigns import CampaignKind

SHARE = 20  # percent
SEED = "4f1c9a7e2b60d835"
# What was seen at the first of those that were drawn; nobody has been at the others yet.
SEEN = ((True, "现场看过，仍保持整改后的状态"), (False, "又堆了杂物，通道占了一半"))


@dataclass(frozen=True, slots=True)
class Held:
    """Days from the demo's, and who made it: it goes to the zone where they serve."""

    kind: CampaignKind
    name: str
    number: int
    begins: int
    ends: int
    maker: str


HELD = (
    Held(CampaignKind.GATE, "护校安园专项行动", 31, -12, 16, "supervisor"),
    Held(CampaignKind.OTHER, "校园周边隐患集中整治专项行动", 24, -40, -14, "supervisor"),
    Held(CampaignKind.TERM, "学期末校园安全专项行动", 35, 18, 40, "liang.hong"),
)


def hold_campaigns(session: Session, people: dict[str, Person], now: datetime) -> None:
    """After all else: what was drawn stays as it was."""
    for held in HELD:
        maker, today = people[held.maker], now.astimezone(CLOCK).date()
        made_at = now + timedelta(days=min(held.begins, 0) - 3)
        make_campaign(session, named(held), maker, saying(session, held, maker, today), made_at)
    look_back(session, people["supervisor"], now)


def saying(session: Session, held: Held, maker: Person, today: date) -> CampaignSaying:
    zone = session.scalars(select(Zone).where(Zone.id == maker.postings[0].zone_id)).one()
    begins = today + timedelta(days=held.begins)
    return CampaignSaying(
        kind=held.kind,
        name=f"{begins.year}年{held.name}",
        document_number=f"泉公通〔{begins.year}〕{held.number}号",
        starts_on=begins,
        ends_on=today + timedelta(days=held.ends),
        zone_id=zone.id,
        leader_id=maker.id,
    )


def look_back(session: Session, supervisor: Person, now: datetime) -> None:
    over = session.scalars(select(Campaign).where(Campaign.uid == named(HELD[1]))).one()
    new = NewDraw(uid=uid_of("draw", over.name), share=SHARE, seed=SEED)
    reach = supervisor.reach_on(now.astimezone(CLOCK).date())
    try:
        draw = draw_hazards(session, over, supervisor, reach, new, now - timedelta(hours=20))
    except NothingClosed:
        # Of another seed or moment than anybody has tried: the rest of the demo stands all the same.
        return
    for number, (drawn, (gone, note)) in enumerate(zip(draw.drawn, SEEN, strict=False)):
        look = NewLook(uid=uid_of("look", str(number)), gone=gone, note=note)
        note_look(session, drawn.id, supervisor, look, now - timedelta(hours=3 - number))


def named(held: Held) -> UUID:
    return uid_of("campaign", held.maker, str(held.number))
