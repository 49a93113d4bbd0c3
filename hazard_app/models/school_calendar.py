"""Which days are taught: terms of a zone and all below it, and single days that are not what their weekday says."""

from datetime import date

from sqlalchemy import Boolean, Date, ForeignKey, Select, String, UniqueConstraint, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.calendar_day import working_days
from hazard_app.models.reach import Reach
from hazard_app.models.zone import Zone
from hazard_app.rules.school_terms import SchoolDays, SchoolTerm


class Term(Base):
    __tablename__ = "school_terms"
    __table_args__ = (UniqueConstraint("zone_id", "starts_on"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    name: Mapped[str] = mapped_column(String(80), default="")
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)

    zone: Mapped["Zone"] = relationship()

    @property
    def days(self) -> SchoolTerm:
        return SchoolTerm(self.starts_on, self.ends_on)

    @classmethod
    def run_by(cls, reach: Reach) -> Select["Term"]:
        """Of the zones that the person administers."""
        return select(cls).where(cls.zone_id.in_(Zone.ids_inside(reach.administered_paths)))


class SchoolDay(Base):
    """`taught` or not, against its weekday, its term and the working days: a sports day, a make-up day, a flood."""

    __tablename__ = "school_days"

    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    taught: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(String(80), default="")

    zone: Mapped["Zone"] = relationship()

    @classmethod
    def run_by(cls, reach: Reach) -> Select["SchoolDay"]:
        """Of the zones that the person administers."""
        return select(cls).where(cls.zone_id.in_(Zone.ids_inside(reach.administered_paths)))


def hold_terms(session: Session, zones: Select[int]) -> None:
    """Before terms of these zones are looked at to be changed: of two who add at once the second one waits.

    `zones` are ids. What only refers to a zone goes on meanwhile.
    """
    session.execute(zones.order_by(Zone.path).with_for_update(key_share=True))


def school_days(session: Session, zone: Zone) -> SchoolDays:
    """Of the nearest zone, from this one upwards, that has terms; single days of all of them, the nearest counts."""
    above = list(session.scalars(select(Zone).where(Zone.id.in_(ids_on(zone.path))).order_by(Zone.path)))
    ids = [each.id for each in above]
    terms = session.execute(
        select(Term.zone_id, Term.starts_on, Term.ends_on).where(Term.zone_id.in_(ids)).order_by(Term.starts_on)
    ).all()
    nearest = next((zone_id for zone_id in reversed(ids) if any(row.zone_id == zone_id for row in terms)), None)
    days = session.execute(select(SchoolDay.zone_id, SchoolDay.day, SchoolDay.taught).where(SchoolDay.zone_id.in_(ids)))
    exceptions = {row.day: row.taught for row in sorted(days, key=lambda row: ids.index(row.zone_id))}
    known = [SchoolTerm(row.starts_on, row.ends_on) for row in terms if row.zone_id == nearest]
    return SchoolDays(known, working_days(session), exceptions)


def ids_on(path: str) -> list[int]:
    """Of the zones from the root down to the one with this path."""
    return [int(part) for part in path.strip("/").split("/")]
