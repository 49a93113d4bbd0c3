"""A person's own new password; every other device is signed out, because one of them may be why."""

import uuid
from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.acts.sign_in import end_others
from hazard_app.models.person import Person


def change_password(session: Session, person_id: int, password_hash: str, keeping: uuid.UUID, now: datetime) -> None:
    """`keeping` is the sign-in that asks, the only one that goes on."""
    person = session.get_one(Person, person_id)
    person.password_hash = password_hash
    person.must_change_password = False
    end_others(session, person_id, keeping, now)
    session.flush()
