"""Looks back that still wait: hazards that were drawn where a person inspects, and at which nobody has been since."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, contains_eager

from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, DrawnHazard
from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import State

# Whoever was not asked by then is asked no more; the page of the draw still says that nobody has been there.
ASKED_FOR = timedelta(days=30)


@dataclass(frozen=True)
class LookAhead:
    draw: Draw
    left: int


def looks_ahead(session: Session, reach: Reach, now: datetime) -> list[LookAhead]:
    """Newest draw first. What was opened again is an open hazard like any other and is not counted."""
    paths = reach.paths_as(INSPECTORS)
    columns: tuple[Any, ...] = (DrawnHazard.draw_id, func.count())
    waiting = (
        select(*columns)
        .join(DrawnHazard.hazard)
        .where(~DrawnHazard.looks.any(), Hazard.state == State.CLOSED, Hazard.zone_id.in_(Zone.ids_inside(paths)))
        .group_by(DrawnHazard.draw_id)
    )
    left: dict[int, int] = dict(session.execute(waiting).all()) if paths else {}
    draws = (
        select(Draw)
        .join(Draw.campaign)
        .where(Draw.id.in_(left), Campaign.withdrawn_at.is_(None), Draw.made_at > now - ASKED_FOR)
        .options(contains_eager(Draw.campaign))
        .order_by(Draw.id.desc())
    )
    return [LookAhead(draw, left[draw.id]) for draw in session.scalars(draws)] if left else []
