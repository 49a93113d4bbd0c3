"""A published version never changes, so each process keeps those it has read, with the categories of the day."""

from dataclasses import dataclass
from functools import cached_property, partial
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem, ChecklistVersion, Section
from hazard_app.models.stamp import Subject, apart, kept


@dataclass(frozen=True, eq=False)
class Shown:
    """What somebody is shown of a version; the same object each time, so that what is made of it can be kept."""

    sections: list[Section]
    categories: list[Category]


@dataclass(frozen=True, eq=False)
class Published:
    """Rows of no session: to be read, never to be assigned to what is written."""

    version: ChecklistVersion
    categories: list[Category]

    @cached_property
    def for_police(self) -> Shown:
        return Shown(shown_sections(self.version, police=True), self.categories)

    @cached_property
    def for_schools(self) -> Shown:
        open_ones = [each for each in self.categories if not each.police_only]
        return Shown(shown_sections(self.version, police=False), open_ones)


def shown_sections(version: ChecklistVersion, *, police: bool) -> list[Section]:
    """The parts with the items that may be shown; what is police-only is not for a liaison officer."""
    whole = version.sections
    if police:
        return whole
    parts = [(part, [item for item in part.items if not item.for_police]) for part in whole]
    return [Section(part.number, part.name, items) for part, items in parts if items]


def published(session: Session, uid: UUID) -> Published | None:
    """One version with its items and all categories; None when there is no such version."""
    return kept(session, Subject.LIBRARY, uid, partial(read, uid=uid))


def read(session: Session, uid: UUID) -> Published | None:
    whole = joinedload(ChecklistVersion.items).joinedload(ChecklistItem.category)
    with apart(session) as other:
        versions = other.scalars(select(ChecklistVersion).where(ChecklistVersion.uid == uid).options(whole))
        found = versions.unique().one_or_none()
        return Published(found, list(other.scalars(Category.in_order()))) if found else None
