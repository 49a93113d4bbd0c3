"""Inspections in reach, newest first, page by page."""

from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.rules.terms import StepKind

PAGE = 50


@dataclass(frozen=True)
class InspectionPage:
    """`after` leads to the next page: the moment and the id of the last row; empty when there is none.

    `failed` is for each row's id how many of its failures the reader may see.
    """

    rows: list[Inspection]
    failed: dict[int, int]
    after: str


def inspection_rows(
    session: Session, reach: Reach, mine: bool, after: str, school: School | None = None
) -> InspectionPage:
    """Of everything in reach or of one school. A cursor that nobody gave out starts from the first page."""
    listed = Inspection.visible_to(reach).options(
        joinedload(Inspection.school),
        joinedload(Inspection.version),
        joinedload(Inspection.person),
        joinedload(Inspection.voiding),
    )
    if mine:
        listed = listed.where(Inspection.person_id == reach.person_id)
    if school:
        listed = listed.where(Inspection.school_id == school.id)
    if cursor := parsed(after):
        listed = listed.where(tuple_(Inspection.happened_at, Inspection.id) < cursor)
    newest = listed.order_by(Inspection.happened_at.desc(), Inspection.id.desc())
    rows = list(session.scalars(newest.limit(PAGE + 1)))
    shown, more = rows[:PAGE], cursor_of(rows[PAGE - 1]) if len(rows) > PAGE else ""
    return InspectionPage(shown, failed_in_sight(session, reach, shown), more)


def failed_in_sight(session: Session, reach: Reach, inspections: list[Inspection]) -> dict[int, int]:
    """By the id of each inspection. What is police-only is not even counted for a liaison officer (DESIGN §3)."""
    failed = {each.id: each.failed for each in inspections}
    if not reach.school_ids:
        return failed
    of_others = [each.id for each in inspections if each.person_id != reach.person_id]
    in_sight = Hazard.visible_to(reach).with_only_columns(Hazard.id)
    secret = (
        select(Inspection.id, func.count(Hazard.id.distinct()))
        .join(Step, Step.inspection_id == Inspection.id)
        .join(Step.hazard)
        .where(Inspection.id.in_(of_others), Step.kind.in_((StepKind.FOUND, StepKind.SEEN_AGAIN)))
        .where(Hazard.police_only, Hazard.item_code.is_not(None), Hazard.id.not_in(in_sight))
        .group_by(Inspection.id)
    )
    return failed | {number: failed[number] - count for number, count in session.execute(secret)}


def cursor_of(inspection: Inspection) -> str:
    return f"{inspection.happened_at.isoformat()}~{inspection.id}"


def parsed(cursor: str) -> tuple[datetime, int] | None:
    moment, _, number = cursor.partition("~")
    try:
        at, serial = datetime.fromisoformat(moment), int(number)
        return (at.astimezone(UTC), serial) if at.tzinfo and 0 < serial < 2**31 else None
    except (ValueError, OverflowError):
        return None
