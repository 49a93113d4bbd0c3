"""A school comes under another zone: what is open there goes along, what is past stays where it happened."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.rules.terms import OPEN_STATES, State

# What nobody confirmed yet waits for whoever has the school now.
GOES_ALONG = OPEN_STATES | {State.UNCONFIRMED}


def move_open_hazards(session: Session, school_id: int, zone_id: int) -> int:
    """How many went along."""
    going = (Hazard.school_id == school_id, Hazard.state.in_(GOES_ALONG), Hazard.zone_id != zone_id)
    moved = session.execute(update(Hazard).where(*going).values(zone_id=zone_id))
    return int(getattr(moved, "rowcount", 0))
