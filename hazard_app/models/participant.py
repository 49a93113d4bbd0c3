"""Who took part in an inspection, and when they said so themselves."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import Boolean, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.rules.terms import Capacity

if TYPE_CHECKING:
    from hazard_app.models.inspection import Inspection


class Participant(Base):
    __tablename__ = "participants"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    inspection_id: Mapped[int] = mapped_column(ForeignKey("inspections.id"), index=True)
    position: Mapped[int]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(40), default="")
    police: Mapped[bool] = mapped_column(Boolean, default=False)
    capacity: Mapped[Capacity]
    confirmed_at: Mapped[datetime | None]

    inspection: Mapped["Inspection"] = relationship(back_populates="participants")
    person: Mapped["Person | None"] = relationship()
