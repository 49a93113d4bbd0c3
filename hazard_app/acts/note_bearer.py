"""Note that somebody brings what somebody else saved as a file."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import Actor
from hazard_app.acts.run_people import note
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.person import Person
from hazard_app.rules.administration import ActKind


def note_bearer(session: Session, bearer: Actor, maker_id: int, work: UUID, now: datetime) -> None:
    """Once for each bearer and piece of work, however often it is brought."""
    maker, name = session.get_one(Person, maker_id), str(work)
    brought = select(AdminAct.id).where(
        AdminAct.kind == ActKind.HANDED_IN,
        AdminAct.about == maker.uid,
        AdminAct.person_id == bearer.id,
        AdminAct.facts["work"].as_string() == name,
    )
    if session.scalar(brought.limit(1)) is None:
        note(session, bearer, ActKind.HANDED_IN, maker, now, work=name)
