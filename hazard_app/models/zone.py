"""A zone (警务区): an area of responsibility; a tree of bureau, stations and liaison zones."""

import uuid
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, ForeignKey, Select, String, false, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.reach import Reach
from hazard_app.rules.terms import ZoneKind

if TYPE_CHECKING:
    from hazard_app.models.school import School


class Zone(Base):
    __tablename__ = "zones"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    kind: Mapped[ZoneKind]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"), index=True)
    # "/1/4/9/": the ids from the root down to this zone, so that a subtree is one prefix.
    path: Mapped[str] = mapped_column(String(200), default="", index=True)
    timezone: Mapped[str] = mapped_column(String(40), default="Asia/Shanghai")

    parent: Mapped["Zone | None"] = relationship(remote_side=id)
    schools: Mapped[list["School"]] = relationship(back_populates="zone", order_by="School.name")

    @property
    def clock(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)

    def settle(self, session: Session) -> None:
        """Give a new zone its place in the tree; its own id is part of it."""
        session.flush()
        self.path = f"{self.parent.path if self.parent else '/'}{self.id}/"

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Zone"]:
        """Zones inside the person's zone postings. A liaison has none."""
        return select(cls).where(cls.inside(reach.place_paths))

    @classmethod
    def run_by(cls, reach: Reach) -> Select["Zone"]:
        """Zones that the person administers."""
        return select(cls).where(cls.inside(reach.administered_paths))

    @classmethod
    def inside(cls, paths: tuple[str, ...]) -> ColumnElement[bool]:
        return or_(false(), *(cls.path.startswith(path) for path in paths))

    @classmethod
    def ids_inside(cls, paths: tuple[str, ...]) -> Select[int]:
        return select(cls.id).where(cls.inside(paths))

    @classmethod
    def ids_touching(cls, paths: tuple[str, ...]) -> Select[int]:
        """Of these zones, of those above them and of those inside."""
        above = {"/".join(path.split("/")[:at]) + "/" for path in paths for at in range(2, path.count("/") + 1)}
        return select(cls.id).where(or_(cls.path.in_(above), cls.inside(paths)))
