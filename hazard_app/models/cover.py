"""Somebody does another one's rounds, from one day until another (替班)."""

import uuid
from datetime import date, datetime

from sqlalchemy import ColumnElement, Date, ForeignKey, Select, String, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import DOERS, Reach
from hazard_app.rules.terms import Role


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
    made_by: Mapped["Person"] = relationship(foreign_keys=made_by_id)

    def lasts(self, day: date) -> bool:
        """In force then, or later."""
        return self.ends_on >= day

    def is_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on

    def meets(self, other: "Cover") -> bool:
        """Another one of the same person, with a day in common."""
        same = other.absent_id == self.absent_id and other is not self
        return same and other.starts_on <= self.ends_on and self.starts_on <= other.ends_on

    @classmethod
    def visible_to(cls, reach: Reach, day: date) -> Select["Cover"]:
        """One's own of both kinds, and those of whose rounds one looks after that day."""
        arranged = arranged_by(reach, day).with_only_columns(Person.id)
        return select(cls).where(or_(cls.person_id == reach.person_id, cls.absent_id.in_(arranged)))

    @classmethod
    def on(cls, day: date) -> ColumnElement[bool]:
        return and_(cls.starts_on <= day, cls.ends_on >= day)

    @classmethod
    def of_whom(cls, person_id: int, day: date) -> Select[int]:
        """Whose tasks this person does that day, beside their own."""
        return select(cls.absent_id).where(cls.person_id == person_id, cls.on(day))


def arranged_by(reach: Reach, day: date) -> Select[Person]:
    """Whose covers this person sees to: their own, and those of whoever goes rounds in the zones they supervise."""
    there = Posting.inside(reach.paths_as(frozenset({Role.SUPERVISOR})))
    theirs = Person.postings.any(and_(Posting.role.in_(DOERS), Posting.lasting(day), there))
    return select(Person).where(Person.deactivated_at.is_(None), or_(Person.id == reach.person_id, theirs))
