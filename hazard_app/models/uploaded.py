"""What comes before the form that names it: its row belongs to its uploader and names the clean bytes in the store."""

import uuid
from datetime import datetime
from functools import cache
from typing import Any, Self

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, bindparam, func, inspect, select
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person


class Uploaded(Base):
    __abstract__ = True

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    uploader_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sent_sha256: Mapped[str] = mapped_column(String(64), index=True)  # the phone's bytes
    stored_sha256: Mapped[str] = mapped_column(String(64), index=True)  # the clean bytes: their key
    size: Mapped[int]  # bytes
    received_at: Mapped[datetime]

    @declared_attr.directive
    def __table_args__(cls) -> tuple[UniqueConstraint, ...]:  # noqa: N805 (as SQLAlchemy has it)
        return (UniqueConstraint("uploader_id", "sent_sha256"),)

    @declared_attr
    def uploader(cls) -> Mapped[Person]:  # noqa: N805
        return relationship()

    @classmethod
    def kept_for(cls, person_id: int, hashes: frozenset[str]) -> Select[Self]:
        """The person's own uploads among the hashes of the bytes they sent."""
        return select(cls).where(cls.uploader_id == person_id, cls.sent_sha256.in_(hashes))


@cache
def known(kind: type[Uploaded]) -> Select[int, str]:
    """Asked before anything is done with what comes in: `uploader_id` and `sent_sha256` to be bound."""
    columns = columns_of(kind)
    same = columns.uploader_id == bindparam("uploader_id"), columns.sent_sha256 == bindparam("sent_sha256")
    return select(columns.id, columns.stored_sha256).where(*same)


@cache
def sent_since(kind: type[Uploaded]) -> Select[int]:
    """How many; `uploader_id` and `since` to be bound."""
    columns = columns_of(kind)
    theirs = columns.uploader_id == bindparam("uploader_id"), columns.received_at > bindparam("since")
    return select(func.count()).where(*theirs)


def columns_of(kind: type[Uploaded]) -> Any:
    return inspect(kind).local_table.c
