"""A published version never changes, so each process keeps those it has read, with the categories of the day."""

from dataclasses import dataclass
from functools import partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem, ChecklistVersion
from hazard_app.models.library_stamp import kept


@dataclass(frozen=True)
class Published:
    """Rows of no session: to be read, never to be assigned to what is written."""

    version: ChecklistVersion
    categories: list[Category]


def published(session: Session, uid: UUID) -> Published | None:
    """One version with its items and all categories; None when there is no such version."""
    return kept(session, ("published", uid), partial(read, uid=uid))


def read(session: Session, uid: UUID) -> Published | None:
    """In a session of its own, which they leave for good; in the same transaction, so that the stamp is theirs."""
    whole = joinedload(ChecklistVersion.items).joinedload(ChecklistItem.category)
    with Session(session.connection(), join_transaction_mode="create_savepoint") as apart:
        versions = apart.scalars(select(ChecklistVersion).where(ChecklistVersion.uid == uid).options(whole))
        found = versions.unique().one_or_none()
        return Published(found, list(apart.scalars(Category.in_order()))) if found else None
