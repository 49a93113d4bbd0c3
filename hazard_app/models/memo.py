"""A memo: a few spoken sentences, a row that belongs to whoever sent them and names the bytes in the store."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.uploaded import Uploaded
from hazard_app.sounds.memos import SoundKind

if TYPE_CHECKING:
    from hazard_app.models.step import Step


class Memo(Uploaded):
    __tablename__ = "memos"

    kind: Mapped[SoundKind]
    seconds: Mapped[int]

    uses: Mapped[list["SpokenWord"]] = relationship(viewonly=True)


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
