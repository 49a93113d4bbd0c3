"""One look back: the hazards that were drawn, in the order they were drawn, and what was seen there since."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload, selectinload

from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard, Look
from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.campaign_rows import DrawRow, draw_row
from hazard_app.reports.hazard_rows import HazardRow, rows_of
from hazard_app.rules.terms import Role


@dataclass(frozen=True)
class DrawnLine:
    """`looks`: the newest last. Is the reader an inspector there, and may they open it again?"""

    row: HazardRow
    looks: list[Look]
    may_look: bool
    may_reopen: bool

    @property
    def look(self) -> Look | None:
        return self.looks[-1] if self.looks else None


@dataclass(frozen=True)
class DrawPage:
    """`elsewhere`: how many were drawn that the reader does not see."""

    sums: DrawRow
    lines: list[DrawnLine]
    elsewhere: int


def draw_page(session: Session, reach: Reach, draw: Draw, now: datetime) -> DrawPage:
    ids = {drawn.hazard_id for drawn in draw.drawn}
    seen = Hazard.visible_to(reach).where(Hazard.id.in_(ids)).options(joinedload(Hazard.zone))
    paths = {hazard.id: hazard.zone.path for hazard in session.scalars(seen)}
    order = [drawn for drawn in draw.drawn if drawn.hazard_id in paths]
    rows = {row.id: row for row in rows_of(session, [drawn.hazard_id for drawn in order], now)}
    lines = [line_of(reach, drawn, rows[drawn.hazard_id], paths[drawn.hazard_id]) for drawn in order]
    return DrawPage(draw_row(draw), lines, len(draw.drawn) - len(lines))


def line_of(reach: Reach, drawn: DrawnHazard, row: HazardRow, path: str) -> DrawnLine:
    return DrawnLine(row, drawn.looks, reach.inspects_at(path), Role.SUPERVISOR in reach.roles_at(path))


def draws_of(session: Session, reach: Reach, hazard: Hazard) -> Sequence[DrawnHazard]:
    """The looks back for which a hazard was drawn, newest first, in campaigns that the reader sees."""
    if not reach.reading_paths:
        return []
    campaigns = Campaign.visible_to(reach).with_only_columns(Campaign.id)
    there = DrawnHazard.hazard_id == hazard.id, Draw.campaign_id.in_(campaigns)
    whole = contains_eager(DrawnHazard.draw).joinedload(Draw.campaign), selectinload(DrawnHazard.looks)
    found = select(DrawnHazard).join(DrawnHazard.draw).where(*there).order_by(DrawnHazard.id.desc())
    return session.scalars(found.options(*whole)).all()
