"""What a phone holds of hazards: those that are open at its schools, and what may be done to each without a net."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import Row, Select, and_, select
from sqlalchemy.orm import Session

from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard, number_of, title_of
from hazard_app.models.photo import Photo
from hazard_app.models.reach import Reach
from hazard_app.models.step import Step
from hazard_app.reports.hazard_strategy import BY_SCHOOL, by_key, hinted
from hazard_app.reports.offline_places import PackedSchool
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.deadlines import is_overdue
from hazard_app.rules.steps import Actor, Subject, is_barred, joins_the_others, possible
from hazard_app.rules.terms import OPEN_STATES, Severity, State, StepKind

MOST_HAZARDS = 2000
# What people see and do on the spot; what they decide wants the newest account of it.
OFFLINE = (
    StepKind.FIX,
    StepKind.RECHECK_PASS,
    StepKind.RECHECK_FAIL,
    StepKind.ASK_MORE_TIME,
    StepKind.COMMENT,
    StepKind.SEEN_AGAIN,
)


@dataclass(frozen=True, slots=True)
class PackedHazard:
    """`school` by uid; `length`: steps so far; `listed`: do lists and sums of this person hold it?"""

    uid: UUID
    number: str
    school: UUID
    item: str | None
    title: Bilingual
    severity: Severity
    state: State
    found_at: datetime
    deadline: datetime
    length: int
    building: str | None
    room: str | None
    place: str
    cover: UUID | None
    listed: bool
    may: tuple[StepKind, ...]


def open_hazards(session: Session, reach: Reach, schools: Sequence[PackedSchool], now: datetime) -> list[PackedHazard]:
    """The most urgent first, one more than fit, if there are so many."""
    chosen = hinted(at_schools(reach, schools).where(Hazard.open_only()), BY_SCHOOL)
    urgent = chosen.order_by(Hazard.attention, Hazard.deadline, Hazard.happened_at, Hazard.id).limit(MOST_HAZARDS + 1)
    return packed(reach, schools, session.execute(with_columns(urgent)).all(), now)


def changed_hazards(
    session: Session, reach: Reach, schools: Sequence[PackedSchool], after: int, span: tuple[datetime, datetime]
) -> tuple[list[PackedHazard], list[UUID], set[UUID]]:
    """What is open of what took a step later than that of the id `after`, or became overdue in `span`; the uids of
    what is not open any more; and the schools of both.
    """
    since, now = span
    stepped = select(Step.hazard_id).where(Step.id > after)
    ids = [school.id for school in schools]
    late = hinted(select(Hazard.id), BY_SCHOOL).where(
        Hazard.school_id.in_(ids), Hazard.open_only(), Hazard.self_found, Hazard.deadline.between(since, now)
    )
    touched = at_schools(reach, schools).where(Hazard.id.in_(stepped.union(late)))
    rows = session.execute(with_columns(by_key(touched))).all()
    uids = {school.id: school.uid for school in schools}
    told = packed(reach, schools, [row for row in rows if row.state in OPEN_STATES], now)
    return told, [row.uid for row in rows if row.state not in OPEN_STATES], {uids[row.school_id] for row in rows}


def are_too_many(session: Session, reach: Reach, schools: Sequence[PackedSchool]) -> bool:
    chosen = hinted(at_schools(reach, schools).where(Hazard.open_only()), BY_SCHOOL)
    last = chosen.with_only_columns(Hazard.id).offset(MOST_HAZARDS).limit(1)
    return session.scalar(last) is not None


def at_schools(reach: Reach, schools: Sequence[PackedSchool]) -> Select[Hazard]:
    return Hazard.visible_to(reach).where(Hazard.school_id.in_([school.id for school in schools]))


OF_HAZARD = (
    "id", "uid", "school_id", "item_code", "note", "severity", "state", "happened_at", "deadline", "length",
    "building", "room", "place_words", "self_found", "found_by_id",
)  # fmt: skip


def with_columns(chosen: Select[Hazard]) -> Select[Any]:
    """`fixer`: whose the newest fix is. `asked`: did the school ask for help with its own finding?"""
    fixes = select(Step.person_id).where(Step.hazard_id == Hazard.id, Step.kind == StepKind.FIX)
    asking = select(Step.id).where(Step.hazard_id == Hazard.id, Step.is_asking(Step))
    return (
        chosen.join(Hazard.category)
        .outerjoin(Hazard.item)
        .outerjoin(Hazard.cover)
        .with_only_columns(
            *(getattr(Hazard, name) for name in OF_HAZARD),
            ChecklistItem.text_zh.label("item_zh"), ChecklistItem.text_en.label("item_en"),
            Category.zh.label("category_zh"), Category.en.label("category_en"), Photo.uid.label("cover"),
            fixes.order_by(Step.number.desc()).limit(1).correlate(Hazard).scalar_subquery().label("fixer"),
            and_(Hazard.self_found, asking.correlate(Hazard).exists()).label("asked"),
        )
    )  # fmt: skip


def packed(
    reach: Reach, schools: Sequence[PackedSchool], rows: Sequence[Row[Any]], now: datetime
) -> list[PackedHazard]:
    at = {school.id: school for school in schools}
    # Few of them differ: what the table allows is asked once each.
    allowed = cache(offline_steps)
    return [packed_hazard(reach, at[row.school_id], row, allowed, now) for row in rows]


def packed_hazard(
    reach: Reach, school: PackedSchool, row: Row[Any], allowed: Callable[..., tuple[StepKind, ...]], now: datetime
) -> PackedHazard:
    subject = Subject(row.state, row.self_found, row.severity, is_overdue(row.deadline, now), bool(row.asked))
    me = reach.person_id
    actor = Actor(reach.roles_at(school.path, school.id), row.fixer == me, row.found_by_id == me)
    item = Bilingual(row.item_zh, row.item_en) if row.item_zh else None
    category = Bilingual(row.category_zh, row.category_en)
    return PackedHazard(
        uid=row.uid,
        number=number_of(row.id, row.happened_at, ZoneInfo(school.timezone)),
        school=school.uid,
        item=row.item_code,
        title=title_of(row.note, item, category, is_shown=row.cover is not None),
        severity=row.severity,
        state=row.state,
        found_at=row.happened_at,
        deadline=row.deadline,
        length=row.length,
        building=row.building,
        room=row.room,
        place=row.place_words,
        cover=row.cover,
        listed=is_listed(reach, school, subject),
        may=allowed(subject, actor),
    )


def offline_steps(subject: Subject, actor: Actor) -> tuple[StepKind, ...]:
    may = possible(subject, actor)
    return tuple(kind for kind in OFFLINE if kind in may and not is_barred(kind, actor))


def is_listed(reach: Reach, school: PackedSchool, subject: Subject) -> bool:
    """`Hazard.listed_for`, asked of one."""
    return not reach.reading_paths or school.id in reach.school_ids or joins_the_others(subject)
