"""Find a hazard: open it, or see it again when the school's item has one open already."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from hazard_app.acts.judging import judged
from hazard_app.acts.take_step import NewStep, append, keep_steps, project
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.reach import INSPECTORS
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules.bigrams import words_column
from hazard_app.rules.chain import GENESIS
from hazard_app.rules.steps import Actor, Subject, next_state
from hazard_app.rules.terms import Role, Severity, StepKind
from hazard_app.rules.whereabouts import NOWHERE, Whereabouts


@dataclass(frozen=True)
class Finding:
    """What was found. Without an item it is a free hazard, and the note says what it is."""

    uid: UUID
    school: School
    category: Category
    severity: Severity
    item: ChecklistItem | None = None
    whereabouts: Whereabouts = NOWHERE
    police_only: bool = False
    step: NewStep = field(kw_only=True)


def new_hazard(person: Person, finding: Finding, limits: TimeLimits, repeat_of: int | None) -> tuple[Hazard, Step]:
    """With its first step; neither is a row yet. `repeat_of`: id of the closed one before it. Raises NotAllowed."""
    at = finding.step.told.happened_at
    _, roles = judged(person, finding.school, finding.step.told)
    state = next_state(StepKind.FOUND, Subject(state=None), Actor(roles))
    due = limits.deadline(finding.severity, at, finding.school.zone.clock)
    item, category, where = finding.item, finding.category, finding.whereabouts
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
        building=where.building or None,
        room=where.room or None,
        place_words=where.words,
        words=searched(finding),
        repeat_of_id=repeat_of,
        length=0,
        tip=GENESIS,
    )
    first = replace(finding.step, facts=opening(hazard))
    step = append(hazard, person, first, state)
    project(hazard, step, first)
    return hazard, step


def keep_hazard(session: Session, hazard: Hazard, steps: Sequence[Step]) -> Hazard:
    """A new one and its steps become rows. Raises IntegrityError when another one was just opened on its item."""
    keep_steps(session, steps, [hazard])
    return session.get_one(Hazard, hazard.id)


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
        **hazard.whereabouts.as_facts(),
    }


def roles_are_only_the_schools(roles: frozenset[Role]) -> bool:
    return Role.LIAISON in roles and not roles & INSPECTORS


def searched(finding: Finding) -> str:
    """The words that a search finds this hazard by: the school's name has its own search."""
    said = words_column(" ".join((finding.step.note, *finding.whereabouts.parts)))
    return f"{said} {words_of(finding.item.text_zh, finding.item.text_en)}".strip() if finding.item else said


@lru_cache(maxsize=1024)
def words_of(*texts: str) -> str:
    """An item's are the same each time it fails."""
    return words_column(" ".join(texts))
