"""What is kept still of all that a phone was told is kept: a database that came back from a backup may have lost it."""

from collections.abc import Collection
from datetime import datetime, timedelta
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.terms import StepKind

RECHECKS = (StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL)
# Longer than any phone keeps what it has sent.
LOOKED_BACK = timedelta(days=30)


def still_known(session: Session, person: Person, uids: Collection[UUID], now: datetime) -> set[UUID]:
    """Of these, what this very person sent: inspections, reports, steps, and submissions of rechecks."""
    if not uids:
        return set()
    inspections = select(Inspection.uid).where(Inspection.uid.in_(uids), Inspection.person_id == person.id)
    # A report's first step has its name, and the first recheck that of its submission.
    steps = select(Step.uid).where(Step.uid.in_(uids), Step.person_id == person.id)
    known = set(session.scalars(inspections.union_all(steps)))
    missing = set(uids) - known
    return known | (rechecked(session, person, missing, now) if missing else set())


def rechecked(session: Session, person: Person, uids: Collection[UUID], now: datetime) -> set[UUID]:
    """Submissions whose first hazard was somebody else's by then: the others' steps are named after both."""
    mine = (
        select(Step.uid, Hazard.uid.label("hazard"))
        .join(Step.hazard)
        .where(Step.person_id == person.id, Step.kind.in_(RECHECKS), Step.received_at > now - LOOKED_BACK)
    )
    taken = {(row.uid, row.hazard) for row in session.execute(mine)}
    return {uid for uid in uids if any(uuid5(uid, str(hazard)) == step for step, hazard in taken)}
