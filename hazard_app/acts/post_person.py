"""Give a person a posting, or another end to one that stands."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role


@dataclass(frozen=True, slots=True)
class NewPosting:
    """One of `zone_id` and `school_id`; without a first day it begins today."""

    role: Role
    zone_id: int | None
    school_id: int | None
    starts_on: date | None = None
    ends_on: date | None = None


def today(session: Session, now: datetime) -> date:
    """By the clock of the zone above all others."""
    root = session.scalar(select(Zone).where(Zone.parent_id.is_(None)).order_by(Zone.id).limit(1))
    return now.astimezone(root.clock if root else UTC).date()


def standing(person: Person, new: NewPosting, today: date) -> Posting | None:
    """The posting that this one names again: same role and place, and the same first day where one is told."""
    same = [
        held
        for held in person.postings
        if (held.role, held.zone_id, held.school_id) == (new.role, new.zone_id, new.school_id)
        and (held.starts_on == new.starts_on if new.starts_on else held.lasts(today))
    ]
    return same[-1] if same else None


def post_person(session: Session, person: Person, new: NewPosting, today: date) -> Posting:
    """The posting as it stands now."""
    held = standing(person, new, today)
    if held is None:
        held = Posting(role=new.role, zone_id=new.zone_id, school_id=new.school_id, starts_on=new.starts_on or today)
        person.postings.append(held)
    held.ends_on = new.ends_on or held.ends_on
    session.flush()
    return held


def posting_facts(posting: Posting) -> dict[str, Any]:
    """As the log tells it."""
    return {
        "role": posting.role.value,
        "place": posting.place,
        "starts_on": posting.starts_on.isoformat(),
        "ends_on": posting.ends_on and posting.ends_on.isoformat(),
    }
