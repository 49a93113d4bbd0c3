"""Campaigns in reach as lines, and the looks back of one."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard
from hazard_app.models.reach import Reach
from hazard_app.rules.campaigns import Phase


@dataclass(frozen=True)
class CampaignRow:
    campaign: Campaign
    phase: Phase


@dataclass(frozen=True)
class DrawRow:
    """How many were drawn, at how many somebody has been since, and how many of those had come back."""

    draw: Draw
    drawn: int
    looked: int
    back: int

    @property
    def of(self) -> int:
        return len(self.draw.pool)


def campaign_rows(session: Session, reach: Reach, now: datetime) -> list[CampaignRow]:
    """Running, to come, over, withdrawn; in each the one that began last comes first."""
    order = Campaign.starts_on.desc(), Campaign.id.desc()
    campaigns = session.scalars(Campaign.visible_to(reach).options(joinedload(Campaign.zone)).order_by(*order))
    rows = [CampaignRow(campaign, campaign.phase(campaign.day_of(now))) for campaign in campaigns]
    return sorted(rows, key=lambda row: list(Phase).index(row.phase))


def draw_rows(session: Session, campaign: Campaign) -> list[DrawRow]:
    """Newest first."""
    whole = joinedload(Draw.person), selectinload(Draw.drawn).selectinload(DrawnHazard.looks)
    draws = session.scalars(
        select(Draw).where(Draw.campaign_id == campaign.id).options(*whole).order_by(Draw.id.desc())
    )
    return [draw_row(draw) for draw in draws]


def draw_row(draw: Draw) -> DrawRow:
    newest = [drawn.looks[-1] for drawn in draw.drawn if drawn.looks]
    return DrawRow(draw, len(draw.drawn), len(newest), sum(not look.gone for look in newest))
