"""A participant confirms on their own phone that they took part."""

from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.models.participant import Participant
from hazard_app.rules.flags import POLICE_OF_A_FORMAL_INSPECTION
from hazard_app.rules.terms import DoneBy


def confirm_participation(session: Session, participant: Participant, now: datetime) -> None:
    """Twice is fine. With the second police officer a formal inspection becomes what it is called (RULES §1.3)."""
    session.refresh(participant, with_for_update=True)
    participant.confirmed_at = participant.confirmed_at or now
    inspection = participant.inspection
    police = sum(line.police and line.confirmed_at is not None for line in inspection.participants)
    formal = inspection.version.done_by is DoneBy.FORMAL and police >= POLICE_OF_A_FORMAL_INSPECTION
    if formal and inspection.formal_at is None:
        inspection.formal_at = now
    session.flush()
