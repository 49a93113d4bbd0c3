"""A category of hazards: how severe by default, whose work, and whether only police may read it."""

from sqlalchemy import JSON, Boolean, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.department import Department
from hazard_app.models.reach import Reach
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import Severity


class Category(Base):
    __tablename__ = "categories"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    zh: Mapped[str] = mapped_column(String(80))
    en: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]
    default_severity: Mapped[Severity]
    hazard_class: Mapped[str] = mapped_column(String(32))
    lead_dept: Mapped[str] = mapped_column(ForeignKey("departments.code"))
    co_depts: Mapped[list[str]] = mapped_column(JSON)
    police_only: Mapped[bool] = mapped_column(Boolean, default=False)

    lead: Mapped["Department"] = relationship()

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.zh, self.en)

    @classmethod
    def in_order(cls) -> Select["Category"]:
        return select(cls).order_by(cls.position)

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Category"]:
        """In their order; who reads no zone is offered nothing police-only."""
        return cls.in_order() if reach.reading_paths else cls.in_order().where(cls.police_only.is_(False))
