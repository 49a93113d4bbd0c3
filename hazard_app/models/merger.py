"""A merger (合并): a school became part of another one, by whom and when. It is closed, and its past stays its own."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base

if TYPE_CHECKING:
    from hazard_app.models.school import School


class Merger(Base):
    __tablename__ = "mergers"

    id: Mapped[int] = mapped_column(primary_key=True)
    # One is enough, also when two administrators merge it at once.
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), unique=True)
    # Where it stands now: when that one is merged too, this follows.
    into_id: Mapped[int] = mapped_column(ForeignKey("schools.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]

    school: Mapped["School"] = relationship(foreign_keys=school_id, back_populates="merger")
    into: Mapped["School"] = relationship(foreign_keys=into_id, back_populates="absorbed")
