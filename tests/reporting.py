"""A quick report, as an act and as a browser posts it."""

import io
import uuid
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.acts.item_steps import NewHazard
from hazard_app.acts.record_hazard import Report, record_hazard
from hazard_app.db import Base
from hazard_app.models.category import Category
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.told import Told
from tests.world import NOW


def told(uid: uuid.UUID | None = None, **changes: Any) -> Told:
    facts: dict[str, Any] = {"made_at": NOW, "sent_at": NOW, "received_at": NOW, "content_hash": "0" * 64}
    return Told(uid=uid or uuid.uuid4(), **{**facts, **changes})


def report(session: Session, school: School, category: str = "TRAFFIC", **changes: Any) -> Report:
    """`told=` is what the phone says; all else is of the hazard."""
    kind = session.get_one(Category, category)
    said = changes.pop("told", None) or told()
    facts: dict[str, Any] = {"severity": kind.default_severity, "note": "校门口斑马线磨损"}
    return Report(said, school, NewHazard(category=kind, **{**facts, **changes}))


def reported(session: Session, person: Person, school: School, category: str = "TRAFFIC", **changes: Any) -> Hazard:
    hazard, _is_new = record_hazard(session, person, report(session, school, category, **changes))
    return hazard


def posted(school: School, **changes: str) -> dict[str, Any]:
    """The fields of the form; `files=[(stream, name)]` may be added."""
    return {
        "id": str(uuid.uuid4()),
        "school": str(school.uid),
        "category": "TRAFFIC",
        "note": "校门口斑马线磨损",
        "made_at": "2026-11-23T06:01:00Z",
        "sent_at": "2026-11-23T06:02:00Z",
        **changes,
    }


def file(content: bytes, name: str = "IMG_1.jpg") -> tuple[io.BytesIO, str]:
    return io.BytesIO(content), name


def the_hazard(session: Session) -> Hazard:
    session.rollback()
    return session.scalars(select(Hazard)).one()


def count(session: Session, model: type[Base] = Hazard) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(model)) or 0
