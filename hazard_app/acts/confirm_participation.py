"""A participant confirms on their own phone that they took part."""

from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.models.participant import Participant
from hazard_app.rules.flags import POLICE_OF_A_FORMAL_INSPECTION
from hazard_app.rules.terms import DoneBy


def confirm_participation(session: Session, participant: Participant, now: datetime) -> None:
    """Twice is fine. With the second police officer a formal inspection becomes what it is called (RULES §1.3)."""
    inspection = participant.inspection
    # Of two who confirm at once the second must count the first.
    session.refresh(inspection, with_for_update=True)
    session.expire(inspection, ["participants"])
    session.refresh(participant)
    participant.confirmed_at = participant.confirmed_at or now
    police = {line.person_id for line in inspection.participants if line.police and line.confirmed_at is not None}
    formal = inspection.version.done_by is DoneBy.FORMAL and len(police) >= POLICE_OF_A_FORMAL_INSPECTION
    if formal and inspection.formal_at is None:
        inspection.formal_at = now
    session.flush()
