"""Void an inspection whole: it counts nowhere any more, and neither do the hazards that it opened (DESIGN §4)."""

from dataclasses import replace
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.judging import judged_at, roles_then
from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.acts.take_step import NewStep, take_step
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.voiding import Voiding
from hazard_app.rules.terms import Role, State, StepKind
from hazard_app.rules.told import Told


def void_inspection(
    session: Session, person: Person, inspection_id: int, told: Told, reason: str
) -> tuple[Voiding, bool]:
    """The voiding, and whether it is new: the same thing twice is fine, and so is a second supervisor's.

    Raises OtherContent, OutOfReach, NotForYou. Who may is judged when it was made.
    """
    known = known_voiding(session, person, told.uid, told.content_hash)
    if known is not None:
        return known, False
    inspection = session.get_one(Inspection, inspection_id, with_for_update=True, populate_existing=True)
    refuse_others(person, inspection, told)
    if inspection.voiding is not None:
        return inspection.voiding, False
    voiding = Voiding(
        uid=told.uid,
        content_hash=told.content_hash,
        inspection_id=inspection.id,
        person_id=person.id,
        reason=reason,
        at=told.happened_at,
    )
    session.add(voiding)
    session.flush()
    for hazard in opened_by(session, inspection):
        take_step(session, hazard, person, step_for(hazard, inspection, told, reason))
    session.expire(inspection, ["voiding"])
    return voiding, True


def known_voiding(session: Session, person: Person, uid: UUID, content_hash: str) -> Voiding | None:
    """What has this name already. Raises OtherContent if it is another person's or another thing."""
    voiding = session.scalar(select(Voiding).where(Voiding.uid == uid))
    if voiding is not None and (voiding.person_id, voiding.content_hash) != (person.id, content_hash):
        raise OtherContent
    return voiding


def refuse_others(person: Person, inspection: Inspection, told: Told) -> None:
    roles = roles_then(person, inspection.school, judged_at(person, inspection.school, told))
    if not roles:
        raise OutOfReach
    if Role.SUPERVISOR not in roles:
        raise NotForYou


def opened_by(session: Session, inspection: Inspection) -> list[Hazard]:
    """Not those that it only saw again: others found them."""
    opened = select(Hazard).where(Hazard.inspection_id == inspection.id, Hazard.state != State.VOID)
    return list(session.scalars(opened.order_by(Hazard.id)))


def step_for(hazard: Hazard, inspection: Inspection, told: Told, reason: str) -> NewStep:
    named = replace(told, uid=uuid5(told.uid, str(hazard.uid)), place=None)
    return NewStep(StepKind.VOID, named, reason, facts={"inspection": str(inspection.uid)})
