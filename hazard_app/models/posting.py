"""A posting (任职): a person's role in a zone or at a school, from one day until another."""

from datetime import date
from typing import TYPE_CHECKING

from sqlalchemy import CheckConstraint, ColumnElement, Date, ForeignKey, and_, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.reach import Held
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role

if TYPE_CHECKING:
    from hazard_app.models.person import Person


class Posting(Base):
    __tablename__ = "postings"
    __table_args__ = (CheckConstraint("(zone_id IS NULL) <> (school_id IS NULL)", name="one_place"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    role: Mapped[Role]
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"), index=True)
    school_id: Mapped[int | None] = mapped_column(ForeignKey("schools.id"), index=True)
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)

    person: Mapped["Person"] = relationship(back_populates="postings")
    zone: Mapped["Zone | None"] = relationship()
    school: Mapped["School | None"] = relationship()

    @property
    def held(self) -> Held:
        return Held(self.role, self.zone.path if self.zone else None, self.school_id)

    @property
    def all_held(self) -> tuple[Held, ...]:
        """Whoever serves a school serves what became part of it: its past, and what still arrives for it."""
        parts = self.school.absorbed if self.school else ()
        return (self.held, *(Held(self.role, None, part.school_id) for part in parts))

    @property
    def place(self) -> str:
        """The name of where: of the zone or of the school."""
        here = self.zone or self.school
        return here.name if here else ""

    @property
    def path(self) -> str:
        """Of the zone, or of the one in which the school lies."""
        zone = self.zone or (self.school and self.school.zone)
        return zone.path if zone else ""

    @property
    def zone_of(self) -> int | None:
        return self.zone_id or (self.school.zone_id if self.school else None)

    def lasts(self, day: date) -> bool:
        """In force then, or later."""
        return self.ends_on is None or day <= self.ends_on

    def in_force(self, day: date) -> bool:
        return self.starts_on <= day and (self.ends_on is None or day <= self.ends_on)

    @classmethod
    def lasting(cls, day: date) -> ColumnElement[bool]:
        return or_(cls.ends_on.is_(None), cls.ends_on >= day)

    @classmethod
    def on(cls, day: date) -> ColumnElement[bool]:
        return and_(cls.starts_on <= day, cls.lasting(day))

    @classmethod
    def inside(cls, paths: tuple[str, ...]) -> ColumnElement[bool]:
        """In these zones, in those below them, or at a school there."""
        zones = Zone.ids_inside(paths)
        return or_(cls.zone_id.in_(zones), cls.school_id.in_(select(School.id).where(School.zone_id.in_(zones))))
