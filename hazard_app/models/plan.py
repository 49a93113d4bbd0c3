"""A plan (检查计划): one checklist, again and again, at many places. What it says stands in its editions."""

import uuid
from datetime import date, datetime, time

from sqlalchemy import JSON, Column, Date, ForeignKey, Select, String, Table, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.checklist import Checklist
from hazard_app.models.person import Person
from hazard_app.models.plan_break import Pause, Skip
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.stamp import Subject, kept
from hazard_app.models.zone import Zone
from hazard_app.rules.recurrence import Recurrence
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import Role, SchoolKind
from hazard_app.rules.windows import Window

plan_schools = Table(
    "plan_schools",
    Base.metadata,
    Column("edition_id", ForeignKey("plan_editions.id"), primary_key=True),
    Column("school_id", ForeignKey("schools.id"), primary_key=True, index=True),
)


class Plan(Base):
    __tablename__ = "plans"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklists.id"))
    # Its schools lie in this zone's subtree, and its days and times are this zone's.
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"), index=True)
    # Every task due until then is a row; those after it are derived.
    opened_until: Mapped[date | None] = mapped_column(Date)

    checklist: Mapped["Checklist"] = relationship()
    zone: Mapped["Zone"] = relationship()
    editions: Mapped[list["PlanEdition"]] = relationship(back_populates="plan", order_by="PlanEdition.number")
    pauses: Mapped[list["Pause"]] = relationship(back_populates="plan", order_by="Pause.id")
    skips: Mapped[list["Skip"]] = relationship(back_populates="plan", order_by="Skip.due_on")

    def edition_on(self, day: date) -> "PlanEdition | None":
        """Which one says whether a check is due that day; none before the first."""
        so_far = [edition for edition in self.editions if edition.applies_from <= day]
        return so_far[-1] if so_far else None

    def is_off(self, day: date) -> bool:
        """Paused, or skipped that once."""
        return any(pause.covers(day) for pause in self.pauses) or any(skip.due_on == day for skip in self.skips)

    @classmethod
    def touching(cls, paths: tuple[str, ...]) -> Select["Plan"]:
        """Plans of these zones, of those above them and of those inside."""
        return select(cls).where(cls.zone_id.in_(Zone.ids_touching(paths))).order_by(cls.id)

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Plan"]:
        """Plans of the zones that the person reads, and of those above, which bind their schools too."""
        return cls.touching(reach.reading_paths)


def planned(session: Session) -> frozenset[int]:
    """Checklists that any plan asks for: most checks of others need not ask for a task at all."""
    return kept(session, Subject.PLANS, "checklists", lambda other: frozenset(other.scalars(select(Plan.checklist_id))))


class PlanEdition(Base):
    """What a plan says from one day on. It never changes; a change is another edition."""

    __tablename__ = "plan_editions"
    __table_args__ = (UniqueConstraint("plan_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plans.id"))
    number: Mapped[int]
    applies_from: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date | None] = mapped_column(Date)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    rhythm: Mapped[Rhythm]
    # RFC 5545, of a rhythm of one's own; it counts from `begins_on`.
    rule: Mapped[str] = mapped_column(String(200), default="")
    begins_on: Mapped[date] = mapped_column(Date)
    opens_before: Mapped[int | None]
    times: Mapped[list[str]] = mapped_column(JSON, default=list)
    open_after: Mapped[int] = mapped_column(default=0)
    # Kinds of schools; none means all that the checklist fits.
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    who: Mapped[Who]
    # Of one person's tasks: whose they are when that person has left.
    role: Mapped[Role]
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))

    plan: Mapped["Plan"] = relationship(back_populates="editions")
    person: Mapped["Person"] = relationship(foreign_keys=person_id)
    assignee: Mapped["Person | None"] = relationship(foreign_keys=assignee_id)
    # Picked ones; none means all in the zone.
    schools: Mapped[list["School"]] = relationship(secondary=plan_schools, order_by="School.name")

    @property
    def recurrence(self) -> Recurrence:
        return Recurrence(self.rhythm, self.rule, self.begins_on)

    @property
    def window(self) -> Window:
        return Window(self.opens_before, tuple(map(time.fromisoformat, self.times)), self.open_after)

    def lasts(self, day: date) -> bool:
        return self.ends_on is None or day <= self.ends_on

    def binds(self, kind: SchoolKind, fitting: list[SchoolKind]) -> bool:
        return kind in fitting and (not self.kinds or kind in self.kinds)
