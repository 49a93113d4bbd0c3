"""A voiding: an inspection that counts nowhere any more. It is never edited; it may be made again under another id."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person

if TYPE_CHECKING:
    from hazard_app.models.inspection import Inspection


class Voiding(Base):
    __tablename__ = "voidings"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    # One is enough, also when two supervisors see the same mistake at once.
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    reason: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime]

    inspection: Mapped["Inspection"] = relationship(back_populates="voiding")
    person: Mapped["Person"] = relationship()
