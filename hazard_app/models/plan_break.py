"""Where a plan stands still: a pause from one day until another, and a single day that is skipped."""

import uuid
from datetime import date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Date, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person

if TYPE_CHECKING:
    from hazard_app.models.plan import Plan


class Pause(Base):
    __tablename__ = "plan_pauses"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"), index=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]

    plan: Mapped["Plan"] = relationship(back_populates="pauses")
    person: Mapped["Person"] = relationship()

    def covers(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)


class Skip(Base):
    __tablename__ = "plan_skips"
    __table_args__ = (UniqueConstraint("plan_id", "due_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    due_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]

    plan: Mapped["Plan"] = relationship(back_populates="skips")
    person: Mapped["Person"] = relationship()
