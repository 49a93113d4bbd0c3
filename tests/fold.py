"""A hazard's columns told once more from its steps: slow, obvious, and without a line of the acts.

It reads rows, not objects, and never looks at the state that a step says it left behind.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.orm import Session

from hazard_app.models.assignment import Assignment
from hazard_app.models.attachment import Attachment
from hazard_app.models.category import Category
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.step import Step


@dataclass
class Folded:
    """By the names of the hazard's columns."""

    state: str
    closed_at: Any
    happened_at: Any
    received_at: Any
    found_by_id: int | None
    cover_id: int | None
    length: int
    tip: str
    school: str
    item_code: str | None
    category: str
    severity: str
    first_deadline: str
    deadline: str
    responsible_code: str
    police_only: bool
    self_found: bool
    building: str | None
    room: str | None
    attention: int = 2
    is_major: bool = False
    assigned_to: str | None = None


def fold(session: Session, hazard_id: int) -> Folded:
    steps = session.execute(select(*Step.__table__.c).where(Step.hazard_id == hazard_id).order_by(Step.number)).all()
    folded = beginning(steps[0])
    for step in steps:
        is_late = folded.state == "closed" and step.kind in ("seen_again", "fix")
        if not is_late and not seen_before_the_fix(folded, step, steps):
            live(folded, step)
            folded.cover_id = folded.cover_id or first_photo(session, step)
        folded.length += 1
        folded.tip = step.hash
    return folded


def beginning(found: Row[Any]) -> Folded:
    facts = found.facts
    return Folded(
        state="nothing yet",
        closed_at=None,
        happened_at=found.happened_at,
        received_at=found.received_at,
        found_by_id=found.person_id,
        cover_id=None,
        length=0,
        tip="",
        school=facts["school"],
        item_code=facts["item"],
        category=facts["category"],
        severity=facts["severity"],
        first_deadline=facts["deadline"],
        deadline=facts["deadline"],
        responsible_code=facts["responsible"],
        police_only=facts["police_only"],
        self_found=facts["self_found"],
        building=facts.get("building"),
        room=facts.get("room"),
    )


def seen_before_the_fix(folded: Folded, step: Row[Any], steps: Sequence[Row[Any]]) -> bool:
    """Made before the fix that waits, told after it."""
    fixes = [each for each in steps if each.kind == "fix" and each.number < step.number]
    waits = folded.state == "awaiting_recheck" and step.kind == "seen_again"
    return waits and step.happened_at < fixes[-1].happened_at


def live(folded: Folded, step: Row[Any]) -> None:
    if step.kind in ("found", "seen_again", "recheck_fail", "reopen"):
        folded.state, folded.closed_at = "open", None
    elif step.kind == "fix":
        folded.state = "awaiting_recheck"
    elif step.kind in ("recheck_pass", "fixed_on_spot"):
        folded.state, folded.closed_at = "closed", step.happened_at
    elif step.kind == "void":
        folded.state, folded.closed_at = "void", None
    else:
        learn(folded, step)


def learn(folded: Folded, step: Row[Any]) -> None:
    """Steps that leave the state as it is."""
    if step.kind == "regrade":
        folded.severity, folded.is_major = step.facts["severity"], step.facts["is_major"]
    elif step.kind == "raise_attention":
        folded.attention = step.facts["attention"]
    elif step.kind == "assign":
        folded.assigned_to = step.facts["assigned_to"]
    elif step.kind == "move":
        folded.school = step.facts["school"]
    else:
        assert step.kind in ("comment", "ask_more_time"), f"{step.kind} is not told here"


def first_photo(session: Session, step: Row[Any]) -> int | None:
    shown = select(Attachment.photo_id).where(Attachment.step_id == step.id, Attachment.use == "before")
    return session.scalar(shown.order_by(Attachment.position).limit(1))


def columns(session: Session, hazard_id: int) -> Folded:
    """What the database holds in the hazard's own row."""
    row = session.execute(
        select(*Hazard.__table__.c, School.uid.label("school_uid"), Category.code.label("category"))
        .join_from(Hazard, School, Hazard.school_id == School.id)
        .join(Category, Hazard.category_code == Category.code)
        .outerjoin(Assignment, Assignment.hazard_id == Hazard.id)
        .outerjoin(Person, Assignment.person_id == Person.id)
        .add_columns(Person.uid.label("assigned_uid"))
        .where(Hazard.id == hazard_id)
    ).one()
    same = ("closed_at", "happened_at", "received_at", "found_by_id", "cover_id", "length", "tip", "item_code")
    return Folded(
        **{
            name: getattr(row, name)
            for name in (*same, "responsible_code", "police_only", "self_found", "category", "building", "room")
        },
        state=row.state.value,
        attention=int(row.attention),
        is_major=row.is_major,
        assigned_to=str(row.assigned_uid) if row.assigned_uid else None,
        severity=row.severity.value,
        school=str(row.school_uid),
        first_deadline=row.first_deadline.isoformat(),
        deadline=row.deadline.isoformat(),
    )
