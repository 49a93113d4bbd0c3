"""Who fixed, who checked and how it looks now, of many hazards at once: two questions, whatever their number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.attachment import Attachment
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step
from hazard_app.rules.terms import PhotoUse, StepKind

FIXES = frozenset({StepKind.FIX, StepKind.FIXED_ON_SPOT})
CHECKS = frozenset({StepKind.RECHECK_PASS, StepKind.FIXED_ON_SPOT})
TOLD = FIXES | CHECKS | {StepKind.ASK_MORE_TIME}


@dataclass(frozen=True, slots=True)
class Deed:
    person_id: int | None
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Deeds:
    """The last of each; None where nobody did it."""

    fixed: Deed | None = None
    checked: Deed | None = None
    help_asked: bool = False


def deeds_of(session: Session, hazards: Sequence[int]) -> dict[int, Deeds]:
    """By the hazard's id; one of which nothing is told is not in it."""
    asked = (
        select(Step.hazard_id, Step.kind, Step.happened_at, Step.person_id, Person.name)
        .outerjoin(Step.person)
        .where(Step.hazard_id.in_(hazards), Step.kind.in_(TOLD))
        .order_by(Step.hazard_id, Step.number)
    )
    told: dict[int, Deeds] = {}
    for hazard_id, kind, at, person_id, name in session.execute(asked):
        told[hazard_id] = with_deed(told.get(hazard_id, Deeds()), kind, Deed(person_id, name or "", at))
    return told


def with_deed(before: Deeds, kind: StepKind, deed: Deed) -> Deeds:
    return Deeds(
        fixed=deed if kind in FIXES else before.fixed,
        checked=deed if kind in CHECKS else before.checked,
        help_asked=before.help_asked or kind is StepKind.ASK_MORE_TIME,
    )


def afters_of(session: Session, hazards: Sequence[int]) -> dict[int, UUID]:
    """The last photo of how it looks now, by the hazard's id."""
    shown = (
        select(Hazard.id, Photo.uid)
        .select_from(Step)
        .join(Step.hazard)
        .join(Step.attachments)
        .join(Attachment.photo)
        .where(Step.hazard_id.in_(hazards), Attachment.use == PhotoUse.AFTER)
        .order_by(Step.hazard_id, Step.number, Attachment.position)
    )
    return dict(session.execute(shown).all())
