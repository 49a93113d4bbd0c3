"""One look back: the hazards that were drawn, in the order they were drawn, and what was seen there since."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session, joinedload

from hazard_app.models.draw import Draw, Look
from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.campaign_rows import DrawRow, draw_row
from hazard_app.reports.hazard_rows import HazardRow, rows_of


@dataclass(frozen=True)
class DrawnLine:
    """`looks`: the newest last. `may_look`: is the reader an inspector there?"""

    row: HazardRow
    looks: list[Look]
    may_look: bool

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
    lines = [
        DrawnLine(rows[drawn.hazard_id], drawn.looks, reach.inspects_at(paths[drawn.hazard_id])) for drawn in order
    ]
    return DrawPage(draw_row(draw), lines, len(draw.drawn) - len(lines))
