"""A checklist (检查表), its published versions, which never change, and their items."""

import uuid
from collections.abc import Collection
from datetime import datetime
from functools import cached_property
from itertools import groupby

from sqlalchemy import JSON, Boolean, ForeignKey, Select, String, Text, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.category import Category
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.terms import DoneBy, SchoolKind, Severity


class Checklist(Base):
    __tablename__ = "checklists"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(32), unique=True)
    retired_at: Mapped[datetime | None]

    versions: Mapped[list["ChecklistVersion"]] = relationship(
        back_populates="checklist", order_by="ChecklistVersion.number"
    )


class ChecklistVersion(Base):
    __tablename__ = "checklist_versions"
    __table_args__ = (UniqueConstraint("checklist_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklists.id"))
    number: Mapped[int]
    title_zh: Mapped[str] = mapped_column(String(120))
    title_en: Mapped[str] = mapped_column(String(200))
    done_by: Mapped[DoneBy]
    recurrence: Mapped[str] = mapped_column(String(16))
    applies_to: Mapped[list[str]] = mapped_column(JSON)
    source: Mapped[str] = mapped_column(Text)
    content_hash: Mapped[str] = mapped_column(String(64))
    published_at: Mapped[datetime]

    checklist: Mapped["Checklist"] = relationship(back_populates="versions")
    items: Mapped[list["ChecklistItem"]] = relationship(back_populates="version", order_by="ChecklistItem.position")

    @property
    def title(self) -> Bilingual:
        return Bilingual(self.title_zh, self.title_en)

    @property
    def sections(self) -> list["Section"]:
        grouped = groupby(self.items, key=lambda item: item.section)
        return [Section(number, name, list(items)) for number, (name, items) in enumerate(grouped, 1)]

    def fits(self, kind: SchoolKind) -> bool:
        return kind in self.applies_to

    @cached_property
    def characters(self) -> dict[str, int]:
        """Of each item in Chinese, by its code: what has to be read. A version that is in use never changes."""
        return {item.code: len(item.text_zh) for item in self.items}

    @classmethod
    def current(cls) -> Select["ChecklistVersion"]:
        """The newest version of every checklist in use."""
        newest = select(func.max(cls.id)).group_by(cls.checklist_id)
        return select(cls).join(cls.checklist).where(cls.id.in_(newest), Checklist.retired_at.is_(None))

    @classmethod
    def newest(cls, checklist_ids: Collection[int]) -> Select["ChecklistVersion"]:
        """The newest version of each of these, also of one that was retired."""
        newest = select(func.max(cls.id)).where(cls.checklist_id.in_(checklist_ids)).group_by(cls.checklist_id)
        return select(cls).where(cls.id.in_(newest))


class ChecklistItem(Base):
    __tablename__ = "checklist_items"
    __table_args__ = (UniqueConstraint("version_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_versions.id"))
    position: Mapped[int]
    code: Mapped[str] = mapped_column(String(32), index=True)
    section_zh: Mapped[str] = mapped_column(String(80))
    section_en: Mapped[str] = mapped_column(String(120))
    text_zh: Mapped[str] = mapped_column(String(400))
    text_en: Mapped[str] = mapped_column(String(600))
    severity: Mapped[Severity]
    photo_required: Mapped[bool] = mapped_column(Boolean)
    norm: Mapped[str] = mapped_column(String(300))
    category_code: Mapped[str] = mapped_column(ForeignKey("categories.code"))
    police_only: Mapped[bool] = mapped_column(Boolean, default=False)

    version: Mapped["ChecklistVersion"] = relationship(back_populates="items")
    category: Mapped["Category"] = relationship()

    @property
    def number(self) -> str:
        """The short number that people say: the last part of the code."""
        return self.code.rsplit("-", 1)[-1]

    @property
    def section(self) -> Bilingual:
        return Bilingual(self.section_zh, self.section_en)

    @property
    def text(self) -> Bilingual:
        return Bilingual(self.text_zh, self.text_en)

    @property
    def is_critical(self) -> bool:
        return self.severity is Severity.CRITICAL

    @property
    def for_police(self) -> bool:
        return self.police_only or self.category.police_only


class Section:
    """A run of items under one heading; `rest` are those that one touch may answer together."""

    def __init__(self, number: int, name: Bilingual, items: list[ChecklistItem]) -> None:
        self.number = number
        self.name = name
        self.items = items

    @property
    def rest(self) -> list[ChecklistItem]:
        return [item for item in self.items if not item.is_critical]
