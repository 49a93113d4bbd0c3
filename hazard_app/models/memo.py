"""A memo: a few spoken sentences, a row that belongs to whoever sent them and names the bytes in the store."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.sounds.memos import SoundKind

if TYPE_CHECKING:
    from hazard_app.models.step import Step


class Memo(Base):
    __tablename__ = "memos"
    __table_args__ = (UniqueConstraint("uploader_id", "sent_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    uploader_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sent_sha256: Mapped[str] = mapped_column(String(64), index=True)  # the phone's bytes
    stored_sha256: Mapped[str] = mapped_column(String(64), index=True)  # the clean bytes: their key
    kind: Mapped[SoundKind]
    size: Mapped[int]  # bytes
    seconds: Mapped[int]
    received_at: Mapped[datetime]

    uploader: Mapped["Person"] = relationship()
    uses: Mapped[list["SpokenWord"]] = relationship(viewonly=True)

    @classmethod
    def kept_for(cls, person_id: int, hashes: frozenset[str]) -> Select["Memo"]:
        """The person's own uploads among the hashes of the bytes they sent."""
        return select(cls).where(cls.uploader_id == person_id, cls.sent_sha256.in_(hashes))


class SpokenWord(Base):
    """A memo's use in a step."""

    __tablename__ = "spoken_words"
    __table_args__ = (UniqueConstraint("step_id", "memo_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"))
    memo_id: Mapped[int] = mapped_column(ForeignKey("memos.id"), index=True)
    position: Mapped[int]

    step: Mapped["Step"] = relationship(back_populates="spoken")
    memo: Mapped["Memo"] = relationship()


COLUMNS = Memo.__table__.c
MEMOS_SINCE = select(func.count()).where(
    COLUMNS.uploader_id == bindparam("uploader_id"), COLUMNS.received_at > bindparam("since")
)
# Asked before anything is done with a memo that comes in.
UPLOADED = select(COLUMNS.id, COLUMNS.stored_sha256).where(
    COLUMNS.uploader_id == bindparam("uploader_id"), COLUMNS.sent_sha256 == bindparam("sent_sha256")
)
