"""What an inspection form shows beside its items: what is still open here, who may come along, by when to mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.calendar_day import working_days
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem, ChecklistVersion, Section
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.posting import Posting
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.school import School
from hazard_app.models.time_limit import TimeLimit
from hazard_app.models.zone import Zone
from hazard_app.reports.buildings import buildings_at
from hazard_app.reports.next_stop import NextStop, next_stop
from hazard_app.reports.published import Published, Shown
from hazard_app.rules.calendars import WorkingDays
from hazard_app.rules.deadlines import days_left, deadline
from hazard_app.rules.terms import Severity

MOST_COMPANIONS = 12


@dataclass(frozen=True)
class OpenHazard:
    uid: UUID
    severity: Severity
    days_open: int
    days_left: int
    deadline: datetime
    cover_uid: UUID | None


@dataclass(frozen=True)
class TimeToMend:
    """For one severity, if it is found now. `by_calendar` is False when Monday to Friday was assumed.

    `deadline` is None where nobody knows yet when that is: on a page that a phone keeps.
    """

    days: int
    deadline: datetime | None
    control: str
    by_calendar: bool


@dataclass(frozen=True, kw_only=True)
class ShownItems:
    """What somebody is asked for."""

    version: ChecklistVersion
    shown: Shown

    @property
    def sections(self) -> list[Section]:
        return self.shown.sections

    @property
    def categories(self) -> list[Category]:
        return self.shown.categories

    @property
    def items(self) -> list[ChecklistItem]:
        return [item for section in self.sections for item in section.items]


@dataclass(frozen=True, kw_only=True)
class FormItems(ShownItems):
    """At a school, in the reach of when it is filled; what a liaison officer may not read is not in it."""

    reach: Reach
    school: School


@dataclass(frozen=True, kw_only=True)
class FormPage(FormItems):
    open_hazards: dict[str, OpenHazard]
    companions: list[Person]
    times: dict[Severity, TimeToMend]
    buildings: list[str]
    next: NextStop | None


def form_items(reach: Reach, school: School, text: Published) -> FormItems:
    police = reach.inspects_at(school.zone.path)
    shown = text.for_police if police else text.for_schools
    return FormItems(reach=reach, school=school, version=text.version, shown=shown)


def form_page(session: Session, person: Person, asked: FormItems, now: datetime) -> FormPage:
    """A form that is kept needs none of this: only one that is shown, of hazards what is in reach today."""
    school, police = asked.school, asked.reach.inspects_at(asked.school.zone.path)
    reach = person.reach_on(now.astimezone(school.zone.clock).date())
    return FormPage(
        **vars(asked),
        open_hazards=open_hazards(session, reach, school, now),
        companions=companions(session, person, stands_above(school.zone.path)) if police else [],
        times=times_to_mend(session, school, now),
        buildings=buildings_at(session, reach, school),
        next=next_stop(session, reach, school, asked.version, now),
    )


def open_hazards(session: Session, reach: Reach, school: School, now: datetime) -> dict[str, OpenHazard]:
    """Those of the school's open hazards that stand on an item, by its code."""
    here = Hazard.visible_to(reach).where(
        Hazard.school_id == school.id, Hazard.open_only(), Hazard.item_code.is_not(None)
    )
    hazards = session.scalars(here.options(joinedload(Hazard.cover))).all()
    return {str(hazard.item_code): open_hazard(hazard, school, now) for hazard in hazards}


def open_hazard(hazard: Hazard, school: School, now: datetime) -> OpenHazard:
    clock = school.zone.clock
    return OpenHazard(
        uid=hazard.uid,
        severity=hazard.severity,
        days_open=-days_left(hazard.happened_at, now, clock),
        days_left=days_left(hazard.deadline, now, clock),
        deadline=hazard.deadline,
        cover_uid=hazard.cover.uid if hazard.cover else None,
    )


def stands_above(path: str) -> ColumnElement[bool]:
    """The zone of a path, and those above it."""
    return func.substr(path, 1, func.length(Zone.path)) == Zone.path


def companions(session: Session, person: Person, zones: ColumnElement[bool]) -> list[Person]:
    """Police of these zones; whoever came along last stands first."""
    last = last_together(person).subquery()
    nearby = select(Posting.person_id).join(Zone, Posting.zone_id == Zone.id).where(Posting.role.in_(INSPECTORS), zones)
    chosen = (
        select(Person)
        .outerjoin(last, last.c.person_id == Person.id)
        .where(Person.id.in_(nearby), Person.id != person.id, Person.deactivated_at.is_(None))
        .order_by(case((last.c.at.is_(None), 1), else_=0), last.c.at.desc(), Person.name)
        .limit(MOST_COMPANIONS)
    )
    return list(session.scalars(chosen))


def last_together(person: Person) -> Select[int | None, datetime]:
    return (
        select(Participant.person_id.label("person_id"), func.max(Inspection.happened_at).label("at"))
        .join(Inspection, Participant.inspection_id == Inspection.id)
        .where(Inspection.person_id == person.id, Participant.person_id.is_not(None))
        .group_by(Participant.person_id)
    )


def times_to_mend(session: Session, school: School, now: datetime) -> dict[Severity, TimeToMend]:
    calendar = working_days(session)
    limits = session.scalars(select(TimeLimit)).all()
    return {limit.severity: time_to_mend(limit, school, calendar, now) for limit in limits}


def time_to_mend(limit: TimeLimit, school: School, calendar: WorkingDays, now: datetime) -> TimeToMend:
    due = deadline(now, limit.days, school.zone.clock, calendar)
    return TimeToMend(limit.days, due, limit.control, calendar.covers(due.astimezone(school.zone.clock).date()))


def kept_photos(session: Session, person: Person, hashes: Iterable[str]) -> dict[str, Photo]:
    """Uploads that a refused form already brought, by the hash of the bytes sent."""
    photos = session.scalars(Photo.kept_for(person.id, frozenset(hashes)))
    return {photo.sent_sha256: photo for photo in photos}


def kept_memos(session: Session, person: Person, hashes: Iterable[str]) -> dict[str, Memo]:
    memos = session.scalars(Memo.kept_for(person.id, frozenset(hashes)))
    return {memo.sent_sha256: memo for memo in memos}
