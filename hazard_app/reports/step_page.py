"""What the page of a step shows beside its form: the hazard as it was found, and who may have it in hand."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_story import HazardStory, hazard_story
from hazard_app.rules.terms import Role, StepKind


@dataclass(frozen=True)
class StepPage:
    story: HazardStory
    hands: list[Posting]  # by whom it may be taken in hand, the nearest first


def step_page(session: Session, reach: Reach, hazard: Hazard, kind: StepKind, now: datetime) -> StepPage:
    wanted = kind is StepKind.ASSIGN
    return StepPage(hazard_story(session, reach, hazard, now), hands(session, hazard, now) if wanted else [])


def hands(session: Session, hazard: Hazard, now: datetime) -> list[Posting]:
    """The school's own liaison officers, then officers and supervisors from its zone upwards; each person once."""
    above = func.substr(hazard.zone.path, 1, func.length(Zone.path)) == Zone.path
    theirs = Posting.school_id == hazard.school_id if not hazard.police_only else Posting.id.is_(None)
    posted = (
        select(Posting)
        .join(Posting.person)
        .outerjoin(Posting.zone)
        .where(or_(theirs & (Posting.role == Role.LIAISON), above & Posting.role.in_(INSPECTORS)))
        .where(Person.deactivated_at.is_(None))
        .options(joinedload(Posting.person), joinedload(Posting.zone), joinedload(Posting.school))
        .order_by(Posting.school_id.is_(None), func.length(Zone.path).desc(), Person.name, Posting.id)
    )
    day = now.astimezone(hazard.zone.clock).date()
    in_force = [posting for posting in session.scalars(posted) if posting.in_force(day)]
    return list({posting.person_id: posting for posting in reversed(in_force)}.values())[::-1]
