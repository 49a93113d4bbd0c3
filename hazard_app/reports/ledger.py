"""A school's own ledger (自查台账): what it found itself, who fixed it and who checked it. A credit to the school."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, tuple_
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.hazard_rows import HazardRow, rows_of
from hazard_app.reports.hazard_strategy import BY_SCHOOL, hinted
from hazard_app.reports.inspection_rows import parsed
from hazard_app.reports.ledger_deeds import Deed, Deeds, afters_of, deeds_of
from hazard_app.rules.deadlines import is_overdue
from hazard_app.rules.steps import Subject, why_joined
from hazard_app.rules.terms import Joining, Role, State

PAGE = 50
CHUNK = 500


@dataclass(frozen=True)
class LedgerLine:
    """`joined`: why it is, or was while it was open, more than the school's own affair."""

    row: HazardRow
    deeds: Deeds
    photo_after: UUID | None
    joined: tuple[Joining, ...]

    @property
    def fixed(self) -> Deed | None:
        """Nothing while a fix that was reported did not hold."""
        return None if self.row.state is State.OPEN else self.deeds.fixed

    @property
    def checked(self) -> Deed | None:
        return self.deeds.checked if self.row.state is State.CLOSED else None

    @property
    def after_uid(self) -> UUID | None:
        return None if self.row.state is State.OPEN else self.photo_after


@dataclass(frozen=True)
class Ledger:
    """`own`: read by the school itself. Others read what has joined; `apart` is how many more are open there.

    Closed ones come newest first; `after` leads to the next page of them and is empty when there is none.
    """

    own: bool
    open: list[LedgerLine]
    awaiting: list[LedgerLine]
    closed: list[LedgerLine]
    apart: int
    after: str

    @property
    def is_empty(self) -> bool:
        return not (self.open or self.awaiting or self.closed)


def is_own(reach: Reach, school: School) -> bool:
    return Role.LIAISON in reach.roles_at(school.zone.path, school.id)


def ledger(session: Session, reach: Reach, school: School, now: datetime, after: str) -> Ledger:
    """A cursor that nobody gave out starts from the first page."""
    lines = lines_of(session, session.scalars(open_ones(reach, school, now)).all(), now)
    closed, more = closed_page(session, reach, school, now, after, PAGE)
    own = is_own(reach, school)
    return Ledger(
        own=own,
        open=[line for line in lines if line.row.state is State.OPEN],
        awaiting=[line for line in lines if line.row.state is State.AWAITING_RECHECK],
        closed=closed,
        apart=0 if own else session.scalar(apart(reach, school, now)) or 0,
        after=more,
    )


def every_line(session: Session, reach: Reach, school: School, now: datetime) -> Iterator[list[LedgerLine]]:
    """All of it, in parts; between two of them no transaction is open, however slow the reader."""
    lines = lines_of(session, session.scalars(open_ones(reach, school, now)).all(), now)
    session.rollback()
    yield lines
    after, more = "", True
    while more:
        lines, after = closed_page(session, reach, school, now, after, CHUNK)
        session.rollback()
        yield lines
        more = bool(after)


def found_itself(reach: Reach, school: School) -> Select[Hazard]:
    """In reach, of this school, found by the school."""
    return hinted(Hazard.visible_to(reach).where(Hazard.school_id == school.id, Hazard.self_found), BY_SCHOOL)


def shown(reach: Reach, school: School, now: datetime) -> Select[Hazard]:
    """The school reads all of its ledger, whoever looks in from outside what has joined the others."""
    mine = found_itself(reach, school)
    return mine if is_own(reach, school) else mine.where(Hazard.joined(now))


def open_ones(reach: Reach, school: School, now: datetime) -> Select[Any]:
    asked = shown(reach, school, now).where(Hazard.open_only())
    return asked.with_only_columns(Hazard.id).order_by(Hazard.deadline, Hazard.id)


def apart(reach: Reach, school: School, now: datetime) -> Select[Any]:
    """How many open ones have not joined the others."""
    counted = found_itself(reach, school).where(Hazard.open_only()).with_only_columns(func.count())
    return counted.where(~Hazard.joined(now))


def closed_page(
    session: Session, reach: Reach, school: School, now: datetime, after: str, limit: int
) -> tuple[list[LedgerLine], str]:
    keys = (Hazard.closed_at, Hazard.id)
    asked = shown(reach, school, now).where(Hazard.state == State.CLOSED).with_only_columns(*keys)
    if cursor := parsed(after):
        asked = asked.where(tuple_(*keys) < cursor)
    found = session.execute(asked.order_by(*(key.desc() for key in keys)).limit(limit + 1)).all()
    more = f"{found[limit - 1].closed_at.isoformat()}~{found[limit - 1].id}" if len(found) > limit else ""
    return lines_of(session, [key.id for key in found[:limit]], now), more


def lines_of(session: Session, ids: Sequence[int], now: datetime) -> list[LedgerLine]:
    """In the order of the ids."""
    if not ids:
        return []
    deeds, afters = deeds_of(session, ids), afters_of(session, ids)
    return [line_of(row, deeds.get(row.id, Deeds()), afters.get(row.id), now) for row in rows_of(session, ids, now)]


def line_of(row: HazardRow, deeds: Deeds, photo_after: UUID | None, now: datetime) -> LedgerLine:
    late = is_overdue(row.deadline, row.closed_at or now)
    subject = Subject(row.state, row.self_found, row.severity, late, deeds.help_asked)
    return LedgerLine(row, deeds, photo_after, why_joined(subject))
