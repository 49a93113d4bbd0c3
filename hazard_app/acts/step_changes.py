"""What a step changes in its hazard besides the state: who has it in hand, how severe it is, who watches it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import StandsOpen
from hazard_app.models.hazard import Hazard
from hazard_app.models.merger import Merger
from hazard_app.models.person import Person
from hazard_app.rules.steps import Actor, NotAllowed, Reason, WrongStep, may_regrade
from hazard_app.rules.terms import Attention, Role, Severity, State, StepKind

# Who can have a hazard in hand.
HANDS = frozenset({Role.OFFICER, Role.SUPERVISOR, Role.LIAISON})


class HazardNumber(NamedTuple):
    """What people call it: the local year it was found in, which may be left out, and its serial number."""

    year: int | None
    serial: int


@dataclass(frozen=True)
class Asked:
    """What the form says beyond words and photos; each kind of step reads its own part."""

    person: UUID | None = None
    severity: Severity | None = None
    is_major: bool = False
    duplicate_of: HazardNumber | None = None


@dataclass(frozen=True)
class Deciding:
    """Who takes the step, as what, and on which local day it is taken here."""

    person: Person
    actor: Actor
    day: date


@dataclass(frozen=True)
class Changes:
    """`facts` enter the chain; `columns` are the hazard's; `assignee` has it in hand from now on."""

    facts: dict[str, Any] = field(default_factory=dict)
    columns: dict[str, Any] = field(default_factory=dict)
    assignee: Person | None = None


def changes(session: Session, hazard: Hazard, kind: StepKind, by: Deciding, asked: Asked) -> Changes:
    """Of a step that the table allows. Raises WrongStep, NotAllowed, StandsOpen."""
    match kind:
        case StepKind.ASSIGN:
            return assigned(session, hazard, by.day, asked)
        case StepKind.REGRADE:
            return regraded(hazard, by.actor, asked)
        case StepKind.RAISE_ATTENTION:
            return raised(hazard)
        case StepKind.VOID:
            return voided(session, hazard, by, asked)
        case StepKind.REOPEN:
            refuse_beside_another(session, hazard)
    return Changes()


def assigned(session: Session, hazard: Hazard, day: date, asked: Asked) -> Changes:
    person = session.scalar(select(Person).where(Person.uid == asked.person)) if asked.person else None
    if person is None or not may_have_in_hand(person, hazard, day):
        raise WrongStep(StepKind.ASSIGN, hazard.state, Reason.NOBODY_HERE)
    return handed_to(person)


def handed_to(person: Person) -> Changes:
    return Changes({"assigned_to": str(person.uid)}, assignee=person)


def may_have_in_hand(person: Person, hazard: Hazard, day: date) -> bool:
    """Posted here that day, and in sight of it: the school's own officers never have what is police-only."""
    here = person.reach_on(day).roles_at(hazard.zone.path, hazard.school_id)
    return person.active and bool(here & (HANDS - ({Role.LIAISON} if hazard.police_only else set())))


def regraded(hazard: Hazard, actor: Actor, asked: Asked) -> Changes:
    """Severity up an inspector, down a supervisor; a major accident hazard is one until a supervisor says otherwise."""
    new = asked.severity or hazard.severity
    taken_back = hazard.is_major and not asked.is_major
    if new is hazard.severity and asked.is_major == hazard.is_major:
        raise WrongStep(StepKind.REGRADE, hazard.state, Reason.NOTHING_CHANGES)
    lower = new is not hazard.severity and not may_regrade(actor, hazard.severity, new)
    if lower or (taken_back and Role.SUPERVISOR not in actor.roles):
        raise NotAllowed(StepKind.REGRADE, hazard.state, Reason.NOT_YOUR_STEP)
    return Changes({"severity": new.value, "is_major": asked.is_major}, {"severity": new, "is_major": asked.is_major})


def raised(hazard: Hazard) -> Changes:
    """One desk up."""
    if hazard.attention is Attention.LEVEL_ABOVE:
        raise WrongStep(StepKind.RAISE_ATTENTION, hazard.state, Reason.HIGHEST_ALREADY)
    higher = Attention(hazard.attention - 1)
    return Changes({"attention": int(higher)}, {"attention": higher})


def voided(session: Session, hazard: Hazard, by: Deciding, asked: Asked) -> Changes:
    """As a duplicate of another one of the school that stands itself."""
    if asked.duplicate_of is None:
        return Changes()
    in_reach = Hazard.visible_to(by.person.reach_on(by.day)).where(Hazard.id == asked.duplicate_of.serial)
    stands = in_reach.where(Hazard.school_id == hazard.school_id, Hazard.id != hazard.id, Hazard.state != State.VOID)
    other = session.scalar(stands)
    year = other and other.happened_at.astimezone(hazard.zone.clock).year
    if other is None or asked.duplicate_of.year not in (None, year):
        raise WrongStep(StepKind.VOID, hazard.state, Reason.NO_SUCH_HAZARD)
    return Changes({"duplicate_of": str(other.uid)})


def refuse_beside_another(session: Session, hazard: Hazard) -> None:
    """One open hazard a school and item: whoever reopens beside a repeat is led to it (DESIGN §4).

    Also where the school became part of another one, and the item is open there.
    """
    if hazard.item_code is None:
        return
    merged = select(Merger.into_id).where(Merger.school_id == hazard.school_id)
    at_it = or_(Hazard.school_id == hazard.school_id, Hazard.school_id.in_(merged))
    here = at_it, Hazard.item_code == hazard.item_code, Hazard.id != hazard.id
    other = session.scalar(select(Hazard.uid).where(*here, Hazard.open_only()))
    if other is not None:
        raise StandsOpen(other)
