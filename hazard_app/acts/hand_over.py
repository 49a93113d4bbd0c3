"""Hand on all that one person has in hand at a school, when they leave its team."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.step_changes import Asked
from hazard_app.models.assignment import Assignment
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.rules.steps import WrongStep
from hazard_app.rules.terms import StepKind
from hazard_app.rules.told import Told


@dataclass(frozen=True)
class HandedOn:
    """How many hazards; `left` are those that the other one may not have in hand."""

    handed: int
    left: int


def hand_over(session: Session, person: Person, school_id: int, told: Told, giver: UUID, taker: UUID) -> HandedOn:
    """An assignment each. Raises OtherContent, OutOfReach, NotAllowed.

    All forms of a page have one id, so a step is named by who hands on to whom, too. The same thing twice finds
    nothing left to hand on.
    """
    handed = left = 0
    for hazard in session.scalars(in_hand(school_id, giver)).all():
        try:
            name = replace(told, uid=uuid5(told.uid, f"{giver}/{taker}/{hazard}"))
            _step, is_new = add_step(
                session, person, Addition(hazard, StepKind.ASSIGN, name, asked=Asked(person=taker))
            )
            handed += is_new
        except WrongStep:
            left += 1
    return HandedOn(handed, left)


def in_hand(school_id: int, person: UUID) -> Select[UUID]:
    here = select(Hazard.uid).join(Hazard.assignment).join(Assignment.person)
    return here.where(Hazard.school_id == school_id, Hazard.open_only(), Person.uid == person).order_by(Hazard.id)
