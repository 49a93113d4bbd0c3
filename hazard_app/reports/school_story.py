"""One school: what is open here and whose work it is, who checked last, and what may be checked now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select, or_
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.merger import Merger
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.hazard_rows import HazardRow, rows_of
from hazard_app.reports.inspection_rows import failed_in_sight
from hazard_app.reports.open_sums import NOTHING, OpenSums, by_school
from hazard_app.rules.checks import may_fill
from hazard_app.rules.terms import DoneBy, Role, SchoolKind, State

LAST = 5
# What is done most often stands first.
IN_ORDER = (DoneBy.POST, DoneBy.PATROL, DoneBy.FORMAL, DoneBy.JOINT, DoneBy.SELF)


@dataclass(frozen=True)
class SchoolStory:
    """What is open stands once: fixed and awaiting its recheck, else with the school, else with others."""

    school: School
    sums: OpenSums
    rows: list[HazardRow]
    inspections: list[Inspection]
    failed: dict[int, int]  # of each inspection, by its id, what the reader may see
    checklists: list[ChecklistVersion]
    into: School | None  # what it became part of
    formers: list[School]  # what became part of it
    in_sight: list[School]  # of both, those that the reader may open

    @property
    def awaiting(self) -> list[HazardRow]:
        return [row for row in self.rows if row.state is State.AWAITING_RECHECK]

    @property
    def ours(self) -> list[HazardRow]:
        return [row for row in self.rows if row.state is State.OPEN and row.is_ours_to_fix]

    @property
    def others(self) -> list[HazardRow]:
        return [row for row in self.rows if row.state is State.OPEN and not row.is_ours_to_fix]


def school_story(session: Session, reach: Reach, school: School, now: datetime) -> SchoolStory:
    inspections = last_inspections(session, reach, school)
    return SchoolStory(
        school=school,
        sums=by_school(session, reach, [school.id], now).get(school.id, NOTHING),
        rows=open_at(session, reach, school, now),
        inspections=inspections,
        failed=failed_in_sight(session, reach, inspections),
        checklists=checklists(session, reach, school),
        into=school.merger.into if school.merger else None,
        formers=[merger.school for merger in school.absorbed],
        in_sight=in_sight(session, reach, school),
    )


def in_sight(session: Session, reach: Reach, school: School) -> list[School]:
    """Of those that it was merged with."""
    related = or_(School.absorbed.any(Merger.school_id == school.id), School.merger.has(Merger.into_id == school.id))
    return list(session.scalars(School.visible_to(reach).where(related)))


def open_at(session: Session, reach: Reach, school: School, now: datetime) -> list[HazardRow]:
    return open_among(session, Hazard.listed_for(reach, now), school, now)


def open_among(session: Session, chosen: Select[Hazard], school: School, now: datetime) -> list[HazardRow]:
    """Of these the school's open ones, the most urgent first."""
    here = chosen.where(Hazard.school_id == school.id, Hazard.open_only())
    ids = here.with_only_columns(Hazard.id).order_by(Hazard.attention, Hazard.deadline, Hazard.happened_at, Hazard.id)
    return rows_of(session, session.scalars(ids).all(), now)


def last_inspections(session: Session, reach: Reach, school: School) -> list[Inspection]:
    newest = (
        Inspection.visible_to(reach)
        .where(Inspection.school_id == school.id)
        .order_by(Inspection.happened_at.desc(), Inspection.id.desc())
        .options(joinedload(Inspection.version), joinedload(Inspection.person), joinedload(Inspection.voiding))
    )
    return list(session.scalars(newest.limit(LAST)))


def checklists(session: Session, reach: Reach, school: School) -> list[ChecklistVersion]:
    """Those for this kind of school that this person may fill here; none once it is closed."""
    if school.closed_on:
        return []
    current = session.scalars(ChecklistVersion.current()).all()
    return fillable(current, school.kind, reach.roles_at(school.zone.path, school.id))


def fillable(current: Iterable[ChecklistVersion], kind: SchoolKind, roles: frozenset[Role]) -> list[ChecklistVersion]:
    """Of those in use, what these roles may fill at a school of this kind, in the order in which it is offered."""
    fitting = [version for version in current if version.fits(kind) and may_fill(version.done_by, roles)]
    return sorted(fitting, key=lambda version: (IN_ORDER.index(version.done_by), version.id))
