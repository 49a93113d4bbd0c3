"""Find a hazard: open it, or see it again when the school's item has one open already."""

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.judging import judged_at, roles_then
from hazard_app.acts.take_step import NewStep, append, project
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.reach import INSPECTORS
from hazard_app.models.school import School
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules.bigrams import words_column
from hazard_app.rules.chain import GENESIS
from hazard_app.rules.steps import Actor, Subject, next_state
from hazard_app.rules.terms import Role, Severity, State, StepKind


@dataclass(frozen=True)
class Finding:
    """What was found. Without an item it is a free hazard, and the note says what it is."""

    uid: UUID
    school: School
    category: Category
    severity: Severity
    item: ChecklistItem | None = None
    place_words: str = ""
    police_only: bool = False
    step: NewStep = field(kw_only=True)


def find_hazard(session: Session, person: Person, finding: Finding) -> Hazard:
    """Open a hazard with its first step. Raises NotAllowed; IntegrityError when another one just opened it."""
    former = last_closed(session, finding.school, finding.item.code) if finding.item else None
    hazard = open_hazard(session, person, finding, TimeLimits.of(session), former)
    session.flush()
    return hazard


def open_hazard(
    session: Session, person: Person, finding: Finding, limits: TimeLimits, former: Hazard | None
) -> Hazard:
    """The same, not flushed, by what was read before. `former` is the closed one that it repeats."""
    at = finding.step.told.happened_at
    roles = roles_then(person, finding.school, judged_at(person, finding.school, finding.step.told))
    state = next_state(StepKind.FOUND, Subject(state=None), Actor(roles))
    due = limits.deadline(finding.severity, at, finding.school.zone.clock)
    item, category = finding.item, finding.category
    hazard = Hazard(
        uid=finding.uid,
        school=finding.school,
        zone=finding.school.zone,
        inspection=finding.step.inspection,
        item_id=item.id if item else None,
        item_code=item.code if item else None,
        category_code=category.code,
        hazard_class=category.hazard_class,
        severity=finding.severity,
        police_only=finding.police_only or category.police_only or (item is not None and item.police_only),
        self_found=roles_are_only_the_schools(roles),
        responsible_code=category.lead_dept,
        state=state,
        deadline=due,
        first_deadline=due,
        happened_at=at,
        received_at=finding.step.told.received_at,
        found_by=person,
        note=finding.step.note,
        place_words=finding.place_words,
        words=searched(finding),
        repeat_of_id=former.id if former else None,
        length=0,
        tip=GENESIS,
    )
    session.add(hazard)
    step = append(session, hazard, person, replace(finding.step, facts=opening(hazard)), state)
    project(hazard, step)
    return hazard


def opening(hazard: Hazard) -> dict[str, Any]:
    """What the chain keeps of how it began, so that the hazard's columns can be folded from its steps."""
    return {
        "school": str(hazard.school.uid),
        "item": hazard.item_code,
        "category": hazard.category_code,
        "severity": hazard.severity.value,
        "deadline": hazard.deadline.isoformat(),
        "responsible": hazard.responsible_code,
        "police_only": hazard.police_only,
        "self_found": hazard.self_found,
    }


def roles_are_only_the_schools(roles: frozenset[Role]) -> bool:
    return Role.LIAISON in roles and not roles & INSPECTORS


def searched(finding: Finding) -> str:
    """The words that a search finds this hazard by: the school's name has its own search."""
    item = finding.item
    texts = (finding.step.note, finding.place_words, *((item.text_zh, item.text_en) if item else ()))
    return words_column(" ".join(texts))


def last_closed(session: Session, school: School, item_code: str, *, lock: bool = False) -> Hazard | None:
    """The newest closed hazard of that school and item: what is found again is its repeat."""
    closed = (
        select(Hazard)
        .where(Hazard.school_id == school.id, Hazard.item_code == item_code, Hazard.state == State.CLOSED)
        .order_by(Hazard.closed_at.desc(), Hazard.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.scalar(closed.with_for_update() if lock else closed)
