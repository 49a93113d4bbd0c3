"""What stands open at a school that became part of another one goes on there, each hazard with its own chain."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from hazard_app.acts.move_school import GOES_ALONG
from hazard_app.acts.take_step import NewStep, append, keep_steps, project
from hazard_app.models.hazard import Hazard
from hazard_app.models.merger import Merger
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.steps import Actor, Subject, next_state
from hazard_app.rules.terms import Role, StepKind
from hazard_app.rules.told import Told


@dataclass(frozen=True)
class Carried:
    """How many went along; `duplicates` of them stood at both schools and were voided."""

    moved: int
    duplicates: int


@dataclass(frozen=True)
class Carrier:
    """Who takes the steps, and when: nobody when something arrives for a school that was merged before."""

    person: Person | None
    at: datetime

    @property
    def actor(self) -> Actor:
        return Actor(frozenset({Role.ADMINISTRATOR})) if self.person else Actor(frozenset(), is_rule=True)

    def told(self, hazard: Hazard, kind: StepKind) -> Told:
        return Told(uuid5(hazard.uid, f"{kind}/{hazard.length}"), "", self.at, self.at, self.at)


def carry_over(session: Session, school: School, into: School, by: Carrier) -> Carried:
    """Of a hazard on an item that has one open at both, ours is voided as its duplicate, and goes along too."""
    standing = open_items(session, into)
    going = session.scalars(goes_along(school).with_for_update(of=Hazard)).all()
    duplicates = 0
    for hazard in going:
        twin = standing.get(hazard.item_code or "") if hazard.is_open else None
        if twin:
            take(session, hazard, StepKind.VOID, {"duplicate_of": str(twin)}, {}, by)
            duplicates += 1
        facts = {"school": str(into.uid), "from": str(school.uid)}
        take(session, hazard, StepKind.MOVE, facts, {"school": into, "zone": into.zone}, by)
    return Carried(len(going), duplicates)


def goes_along(school: School) -> Any:
    return select(Hazard).where(Hazard.school_id == school.id, Hazard.state.in_(GOES_ALONG)).order_by(Hazard.id)


def open_items(session: Session, school: School) -> dict[str, UUID]:
    """The open hazard of each item, locked where the database locks rows."""
    here = select(Hazard.item_code, Hazard.uid).where(Hazard.school_id == school.id, Hazard.open_only())
    rows = session.execute(here.where(Hazard.item_code.is_not(None)).order_by(Hazard.id).with_for_update())
    return {row.item_code: row.uid for row in rows}


def take(
    session: Session, hazard: Hazard, kind: StepKind, facts: dict[str, Any], columns: dict[str, Any], by: Carrier
) -> None:
    state = next_state(kind, Subject(hazard.state, merging=True), by.actor)
    new = NewStep(kind, by.told(hazard, kind), facts=facts, columns=columns)
    step = append(hazard, by.person, new, state)
    project(hazard, step, new)
    keep_steps(session, [step])
    session.expire(hazard, ["steps"])


# Asked whenever something was opened.
INTO = select(Merger.__table__.c.into_id).where(Merger.__table__.c.school_id == bindparam("school_id"))


def follow_merger(session: Session, school_id: int, now: datetime) -> None:
    """Once something was opened there: whoever opened it may not have known of a merger, or it was done meanwhile."""
    into_id = session.scalar(INTO, {"school_id": school_id})
    if into_id is not None:
        school, into = session.get_one(School, school_id), session.get_one(School, into_id)
        carry_over(session, school, into, Carrier(None, now))
        # That one may have been merged since the row was read.
        follow_merger(session, into.id, now)
