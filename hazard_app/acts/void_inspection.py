"""Void an inspection whole: it counts nowhere any more, and neither do the hazards that it opened (DESIGN §4)."""

from dataclasses import replace
from uuid import UUID, uuid5

from sqlalchemy import Select, or_, select
from sqlalchemy.orm import Session

from hazard_app.acts.do_task import undo_task
from hazard_app.acts.judging import judged_at
from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.acts.take_step import NewStep, take_step
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.models.voiding import Voiding
from hazard_app.rules.terms import Role, State, StepKind
from hazard_app.rules.told import Told

# Whoever took one of these has dealt with the hazard, whatever the inspection was that first named it.
DEALT_WITH = (StepKind.SEEN_AGAIN, StepKind.FIX, StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL, StepKind.REOPEN)


def void_inspection(
    session: Session, person: Person, inspection_id: int, told: Told, reason: str
) -> tuple[Voiding, bool]:
    """The voiding, and whether it is new: the same thing twice is fine, and so is a second supervisor's.

    Raises OtherContent, OutOfReach, NotForYou, NotAllowed. Who may is judged when it was made.
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
    hazards = list(session.scalars(opened_by(inspection).with_for_update(of=Hazard)))
    for hazard in hazards:
        take_step(session, hazard, person, step_for(hazard, inspection, told, reason))
    session.expire(inspection, ["voiding"])
    undo_task(session, inspection)
    return voiding, True


def known_voiding(session: Session, person: Person, uid: UUID, content_hash: str) -> Voiding | None:
    """What has this name already. Raises OtherContent if it is another person's or another thing."""
    voiding = session.scalar(select(Voiding).where(Voiding.uid == uid))
    if voiding is not None and (voiding.person_id, voiding.content_hash) != (person.id, content_hash):
        raise OtherContent
    return voiding


def refuse_others(person: Person, inspection: Inspection, told: Told) -> None:
    """By the zone that the school belonged to then: it may have moved since."""
    zone, at = inspection.zone, judged_at(person, inspection.school, told)
    roles = person.reach_on(at.astimezone(zone.clock).date()).roles_at(zone.path, inspection.school_id)
    if not roles:
        raise OutOfReach
    if Role.SUPERVISOR not in roles:
        raise NotForYou


def opened_by(inspection: Inspection) -> Select[Hazard]:
    """What goes with it. Not what it only saw again, nor what others dealt with since: that stands on their word."""
    elsewhere = or_(Step.inspection_id.is_(None), Step.inspection_id != inspection.id)
    others = select(Step.id).where(Step.hazard_id == Hazard.id, Step.kind.in_(DEALT_WITH), elsewhere)
    opened = select(Hazard).where(Hazard.inspection_id == inspection.id, Hazard.state != State.VOID)
    return opened.where(~others.exists()).order_by(Hazard.id)


def closed_by(inspection: Inspection) -> Select[Hazard]:
    """What others had found and this one saw gone: it stays closed until a supervisor opens it again."""
    saw_gone = select(Step.hazard_id).where(Step.inspection_id == inspection.id, Step.state == State.CLOSED)
    closed = select(Hazard).where(Hazard.id.in_(saw_gone), Hazard.state == State.CLOSED)
    return closed.where(Hazard.inspection_id.is_distinct_from(inspection.id)).order_by(Hazard.id)


def step_for(hazard: Hazard, inspection: Inspection, told: Told, reason: str) -> NewStep:
    named = replace(told, uid=uuid5(told.uid, str(hazard.uid)), place=None)
    return NewStep(StepKind.VOID, named, reason, facts={"inspection": str(inspection.uid)})
