"""Hazards as lists, cards and exports show them: one query for a page, whatever its length."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, select
from sqlalchemy.orm import Session

from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.department import Department
from hazard_app.models.hazard import Hazard, number_of, title_of
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.deadlines import days_left, is_overdue
from hazard_app.rules.terms import OPEN_STATES, Attention, Severity, State
from hazard_app.rules.whereabouts import Whereabouts


@dataclass(frozen=True, slots=True)
class HazardRow:
    """`days_left` counts local days to the deadline, below 0 when late; None once it is not open any more.

    `days_open` are days until now, or until it was closed.
    """

    id: int
    uid: UUID
    number: str
    title: Bilingual
    building: str | None
    room: str | None
    place_words: str
    category: Bilingual
    item_code: str | None
    severity: Severity
    state: State
    attention: Attention
    happened_at: datetime
    first_deadline: datetime
    deadline: datetime
    closed_at: datetime | None
    days_left: int | None
    days_open: int
    overdue: bool
    school_uid: UUID
    school_name: str
    zone_name: str
    responsible_code: str
    responsible: Bilingual
    found_by: str
    cover_uid: UUID | None
    is_repeat: bool
    self_found: bool

    @property
    def whereabouts(self) -> Whereabouts:
        return Whereabouts(self.building or "", self.room or "", self.place_words)

    @property
    def is_ours_to_fix(self) -> bool:
        """Is it the school's own work?"""
        return self.responsible_code == SCHOOL


# The department code of a school itself.
SCHOOL = "school"


def rows_of(session: Session, ids: Sequence[int], now: datetime) -> list[HazardRow]:
    """In the order of the ids."""
    if not ids:
        return []
    found = {row.id: hazard_row(row, now) for row in session.execute(columns().where(Hazard.id.in_(ids)))}
    return [found[number] for number in ids if number in found]


def columns() -> Select[Any]:
    return (
        select(
            *(getattr(Hazard, name) for name in OF_HAZARD),
            ChecklistItem.text_zh.label("item_zh"), ChecklistItem.text_en.label("item_en"),
            Category.zh.label("category_zh"), Category.en.label("category_en"),
            Department.zh.label("responsible_zh"), Department.en.label("responsible_en"),
            School.uid.label("school_uid"), School.name.label("school_name"),
            Zone.name.label("zone_name"), Zone.timezone.label("timezone"),
            Person.name.label("found_by"), Photo.uid.label("cover_uid"),
        )
        .join(Hazard.school)
        .join(Hazard.zone)
        .join(Hazard.category)
        .join(Department, Hazard.responsible_code == Department.code)
        .outerjoin(Hazard.item)
        .outerjoin(Hazard.found_by)
        .outerjoin(Hazard.cover)
    )  # fmt: skip


OF_HAZARD = (
    "id", "uid", "note", "building", "room", "place_words", "item_code", "severity", "state", "attention",
    "happened_at", "first_deadline", "deadline", "closed_at", "responsible_code", "repeat_of_id", "self_found",
)  # fmt: skip
# What a row keeps as it was read.
AS_READ = (
    "id", "uid", "building", "room", "place_words", "item_code", "severity", "state", "attention", "happened_at",
    "first_deadline", "deadline", "closed_at", "school_uid", "school_name", "zone_name", "responsible_code",
    "cover_uid", "self_found",
)  # fmt: skip


def hazard_row(row: Row[Any], now: datetime) -> HazardRow:
    clock = ZoneInfo(row.timezone)
    category = Bilingual(row.category_zh, row.category_en)
    item = Bilingual(row.item_zh, row.item_en) if row.item_zh else None
    is_open = row.state in OPEN_STATES
    return HazardRow(
        **{name: getattr(row, name) for name in AS_READ},
        number=number_of(row.id, row.happened_at, clock),
        title=title_of(row.note, item, category, is_shown=row.cover_uid is not None),
        category=category,
        responsible=Bilingual(row.responsible_zh, row.responsible_en),
        found_by=row.found_by or "",
        days_left=days_left(row.deadline, now, clock) if is_open else None,
        days_open=-days_left(row.happened_at, row.closed_at or now, clock),
        overdue=is_open and is_overdue(row.deadline, now),
        is_repeat=row.repeat_of_id is not None,
    )
