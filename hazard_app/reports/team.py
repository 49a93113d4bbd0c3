"""A school's own liaison officers."""

from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.rules.terms import Role


def team_of(session: Session, school_id: int, day: date) -> list[Posting]:
    """Whose postings last that day, those who come later included; the longest first."""
    posted = (
        select(Posting)
        .join(Posting.person)
        .where(Posting.school_id == school_id, Posting.role == Role.LIAISON, Person.deactivated_at.is_(None))
        .where(or_(Posting.ends_on.is_(None), Posting.ends_on >= day))
        .options(joinedload(Posting.person))
        .order_by(Posting.starts_on, Posting.id)
    )
    return list(session.scalars(posted))
