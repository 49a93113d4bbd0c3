"""Somebody does another one's rounds, from one day until another (替班)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, ForeignKey, Select, String, and_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person


class Cover(Base):
    __tablename__ = "covers"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    absent_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    reason: Mapped[str] = mapped_column(String(200), default="")
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]

    absent: Mapped["Person"] = relationship(foreign_keys=absent_id)
    person: Mapped["Person"] = relationship(foreign_keys=person_id)

    @classmethod
    def on(cls, day: date) -> ColumnElement[bool]:
        return and_(cls.starts_on <= day, cls.ends_on >= day)

    @classmethod
    def of_whom(cls, person_id: int, day: date) -> Select[int]:
        """Whose tasks this person does that day, beside their own."""
        return select(cls.absent_id).where(cls.person_id == person_id, cls.on(day))
