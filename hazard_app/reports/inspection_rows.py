"""Inspections in reach, newest first, page by page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import tuple_
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.inspection import Inspection
from hazard_app.models.reach import Reach

PAGE = 50


@dataclass(frozen=True)
class InspectionPage:
    """`after` leads to the next page: the moment and the id of the last row; empty when there is none."""

    rows: list[Inspection]
    after: str


def inspection_rows(session: Session, reach: Reach, mine: bool, after: str) -> InspectionPage:
    """A cursor that nobody gave out starts from the first page."""
    listed = Inspection.visible_to(reach).options(
        joinedload(Inspection.school), joinedload(Inspection.version), joinedload(Inspection.person)
    )
    if mine:
        listed = listed.where(Inspection.person_id == reach.person_id)
    if cursor := parsed(after):
        listed = listed.where(tuple_(Inspection.happened_at, Inspection.id) < cursor)
    newest = listed.order_by(Inspection.happened_at.desc(), Inspection.id.desc())
    rows = list(session.scalars(newest.limit(PAGE + 1)))
    return InspectionPage(rows[:PAGE], cursor_of(rows[PAGE - 1]) if len(rows) > PAGE else "")


def cursor_of(inspection: Inspection) -> str:
    return f"{inspection.happened_at.isoformat()}~{inspection.id}"


def parsed(cursor: str) -> tuple[datetime, int] | None:
    moment, _, number = cursor.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(number)) if at.tzinfo else None
    except ValueError:
        return None
