"""Note that somebody looks at a photo, listens to a memo, or takes a list away."""

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from hazard_app.inserts import insert
from hazard_app.models.access import Access
from hazard_app.rules.terms import AccessKind


def note_photo(session: Session, person_id: int, photo: UUID, now: datetime) -> None:
    insert(session, [Access(at=now, person_id=person_id, kind=AccessKind.PHOTO, about=photo)])


def note_memo(session: Session, person_id: int, memo: UUID, now: datetime) -> None:
    insert(session, [Access(at=now, person_id=person_id, kind=AccessKind.MEMO, about=memo)])


def note_export(session: Session, person_id: int, reason: str, filters: Mapping[str, str], now: datetime) -> None:
    """`filters` as they stood in the address."""
    facts = dict(filters)
    insert(session, [Access(at=now, person_id=person_id, kind=AccessKind.EXPORT, reason=reason, facts=facts)])
