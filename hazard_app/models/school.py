"""A school: an inspected place with a centre and a radius, in one zone."""

import uuid
from collections.abc import Callable
from datetime import date
from functools import partial

from sqlalchemy import Boolean, ColumnElement, Date, Float, ForeignKey, Integer, Select, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, Session, make_transient_to_detached, mapped_column, relationship
from sqlalchemy.orm.attributes import set_committed_value

from hazard_app.db import Base
from hazard_app.models.merger import Merger
from hazard_app.models.reach import Reach
from hazard_app.models.stamp import Subject, apart, kept
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import SchoolKind


class School(Base):
    __tablename__ = "schools"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(80), index=True)
    kind: Mapped[SchoolKind]
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"), index=True)
    # Degrees WGS-84; unknown for a school whose place nobody has taken yet.
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    radius: Mapped[int] = mapped_column(Integer, default=150)  # metres
    address: Mapped[str] = mapped_column(String(200), default="")
    boarding: Mapped[bool] = mapped_column(Boolean, default=False)
    closed_on: Mapped[date | None] = mapped_column(Date)

    zone: Mapped["Zone"] = relationship(back_populates="schools")
    merger: Mapped["Merger | None"] = relationship(foreign_keys="Merger.school_id", back_populates="school")
    absorbed: Mapped[list["Merger"]] = relationship(
        foreign_keys="Merger.into_id", back_populates="into", order_by="Merger.id"
    )

    @property
    def centre(self) -> tuple[float, float] | None:
        """Latitude and longitude, degrees WGS-84."""
        if self.latitude is None or self.longitude is None:
            return None
        return self.latitude, self.longitude

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["School"]:
        """Schools inside the person's zone postings, and those where the person is liaison officer."""
        inside = cls.zone_id.in_(Zone.ids_inside(reach.place_paths))
        return select(cls).where(or_(inside, cls.id.in_(reach.school_ids)))

    @classmethod
    def run_by(cls, reach: Reach) -> Select["School"]:
        """Schools in the zones that the person administers."""
        return select(cls).where(cls.zone_id.in_(Zone.ids_inside(reach.administered_paths)))

    @classmethod
    def named_like(cls, text: str) -> ColumnElement[bool]:
        return or_(cls.name.contains(text, autoescape=True), cls.code == text)


THIS = select(School.__table__).where(School.__table__.c.uid == bindparam("uid"))


def known_school(session: Session, uid: uuid.UUID) -> School | None:
    """In whoever's reach, with its zone, as this process has kept it: shared, of no session, to be read only."""
    return kept(session, Subject.PEOPLE, uid, partial(read_school, uid=uid))


def read_school(session: Session, uid: uuid.UUID) -> School | None:
    """By its columns alone: a bureau has more schools than a process has kept, and most reports come of another one."""
    row = session.execute(THIS, {"uid": uid}).mappings().one_or_none()
    if row is None:
        return None
    school = School(**row)
    make_transient_to_detached(school)
    set_committed_value(
        school, "zone", kept(session, Subject.PEOPLE, ("zone", school.zone_id), zone_of(school.zone_id))
    )
    return school


def zone_of(zone_id: int) -> Callable[[Session], Zone | None]:
    def read(session: Session) -> Zone | None:
        with apart(session) as other:
            return other.get(Zone, zone_id)

    return read
