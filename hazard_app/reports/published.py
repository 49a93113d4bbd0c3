"""A published version never changes, so each process keeps those it has read. Categories may change: they are asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID
from weakref import WeakKeyDictionary

from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem, ChecklistVersion


@dataclass(frozen=True)
class Published:
    """Rows of no session: to be read, never to be assigned to what is written."""

    version: ChecklistVersion
    categories: list[Category]
    read_with: Sequence[Row[Any]]


# By the database, of which a process may know several, and by the version's uid.
KEPT: WeakKeyDictionary[Any, dict[UUID, Published]] = WeakKeyDictionary()


def published(session: Session, uid: UUID) -> Published | None:
    """One version with its items and all categories; None when there is no such version."""
    database = session.get_bind()
    kept = KEPT.setdefault(database, {})
    categories = session.execute(select(*Category.__table__.c).order_by(Category.position)).all()
    if uid not in kept or kept[uid].read_with != categories:
        with Session(database) as apart:
            found = read(apart, uid, categories)
        if found is None:
            return None
        kept[uid] = found
    return kept[uid]


def read(session: Session, uid: UUID, categories: Sequence[Row[Any]]) -> Published | None:
    whole = joinedload(ChecklistVersion.items).joinedload(ChecklistItem.category)
    version = session.scalars(select(ChecklistVersion).where(ChecklistVersion.uid == uid).options(whole)).unique()
    found = version.one_or_none()
    return Published(found, list(session.scalars(Category.in_order())), categories) if found else None
