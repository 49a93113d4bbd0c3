"""What people do at schools, told in a line: a visit with its answers, a step, a photo. Straight through the acts."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.record_inspection import Filled, record_inspection
from hazard_app.acts.take_step import NewStep, take_step
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.rules.answers import Answer
from hazard_app.rules.terms import StepKind, Verdict
from hazard_app.rules.told import Told
from tests.filling import newest
from tests.world import NOW

PASS, NA = Answer(Verdict.PASS), Answer(Verdict.NA)
GONE, NOT_GONE = Answer(Verdict.PASS, gone=True), Answer(Verdict.PASS, gone=False)


def fail(note: str = "", **said: Any) -> Answer:
    return Answer(Verdict.FAIL, note=note, **said)


def told(at: datetime = NOW, arrives: datetime | None = None, **said: Any) -> Told:
    """Made at a moment; it arrives at the same one unless the phone had no net."""
    arrived = arrives or at
    given: dict[str, Any] = {"uid": uuid4(), "content_hash": uuid4().hex * 2, "made_at": at, "sent_at": arrived}
    return Told(**(given | {"received_at": arrived} | said))


def filling(session: Session, school: School, answers: Mapping[str, Answer], said: Told, **more: Any) -> Filled:
    """The checklist follows from the codes of the items."""
    code = next(iter(answers)).rsplit("-", 1)[0] if answers else "PER-D"
    started = said.made_at - timedelta(minutes=30)
    return Filled(said, school, newest(session, code), started, dict(answers), **more)


def visit(
    session: Session,
    person: Person,
    school: School,
    answers: Mapping[str, Answer],
    at: datetime = NOW,
    arrives: datetime | None = None,
    **more: Any,
) -> Inspection:
    return recorded(session, person, filling(session, school, answers, told(at, arrives), **more))


def recorded(session: Session, person: Person, filled: Filled) -> Inspection:
    """The row; what a test has read of the school's hazards is read anew, as by the next request."""
    record_inspection(session, person, filled)
    for hazard in session.identity_map.values():
        if isinstance(hazard, Hazard):
            session.expire(hazard, ["steps"])
    return session.scalars(select(Inspection).where(Inspection.uid == filled.told.uid)).one()


def step(session: Session, hazard: Hazard, person: Person, kind: StepKind, at: datetime = NOW, **said: Any) -> Step:
    arrives = said.pop("arrives", None)
    return take_step(session, hazard, person, NewStep(kind, told(at, arrives), **said))


def photo(session: Session, person: Person, name: str, original: str | None = None) -> Photo:
    """A photo's row; its bytes are in no store."""
    sha = hashlib.sha256(name.encode()).hexdigest()
    kept = Photo(
        uploader_id=person.id,
        sent_sha256=sha,
        original_sha256=original,
        stored_sha256=sha[::-1],
        size=1,
        width=640,
        height=480,
        received_at=NOW,
    )
    session.add(kept)
    session.flush()
    return kept


def hazards(session: Session) -> list[Hazard]:
    """In the order they were found."""
    return list(session.scalars(select(Hazard).order_by(Hazard.id)))


def the_hazard(session: Session) -> Hazard:
    [hazard] = hazards(session)
    return hazard


def kinds(hazard: Hazard) -> list[str]:
    """The steps of its life, in order."""
    return [taken.kind.value for taken in hazard.steps]


def flags(inspection: Inspection) -> dict[str, Any]:
    """What is to look into, with its figures."""
    return {flag.kind.value: flag.facts for flag in inspection.flags}


def item_of(session: Session, code: str) -> ChecklistItem:
    version = newest(session, code.rsplit("-", 1)[0])
    return next(item for item in version.items if item.code == code)
