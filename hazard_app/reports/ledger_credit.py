"""What a school's own finding is worth, of one term: figures of credit, each with what it is made of."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.school_calendar import school_days
from hazard_app.reports.hazard_strategy import BY_SCHOOL, hinted
from hazard_app.rules.school_terms import SchoolTerm
from hazard_app.rules.terms import DoneBy, State


@dataclass(frozen=True)
class Credit:
    """Since the term began. `found` of `found_by_all` the school found itself; `on_time` of `closed` were.

    `assumed`: nobody brought this term in, so its first day is a guess.
    """

    term: SchoolTerm
    assumed: bool
    checks: int
    found: int
    found_by_all: int
    closed: int
    on_time: int


def credit(session: Session, reach: Reach, school: School, now: datetime) -> Credit:
    clock = school.zone.clock
    calendar = school_days(session, school.zone)
    term = calendar.term_of(now.astimezone(clock).date())
    since = datetime.combine(term.starts_on, time(), clock)
    here = hinted(Hazard.visible_to(reach).where(Hazard.school_id == school.id), BY_SCHOOL)
    counts = here.where(Hazard.state.not_in((State.VOID, State.UNCONFIRMED))).with_only_columns(
        func.count().filter(Hazard.self_found, Hazard.happened_at >= since),
        func.count().filter(Hazard.happened_at >= since),
        func.count().filter(Hazard.self_found, Hazard.closed_at >= since),
        func.count().filter(Hazard.self_found, Hazard.closed_at >= since, Hazard.closed_at <= Hazard.deadline),
    )
    found, found_by_all, closed, on_time = session.execute(counts).one()
    checks = checks_since(session, reach, school, since)
    return Credit(term, term not in calendar.terms, checks, found, found_by_all, closed, on_time)


def checks_since(session: Session, reach: Reach, school: School, since: datetime) -> int:
    """Self-checks that count."""
    done = (
        Inspection.visible_to(reach)
        .join(Inspection.version)
        .where(Inspection.school_id == school.id, ChecklistVersion.done_by == DoneBy.SELF)
        .where(Inspection.happened_at >= since, ~Inspection.voiding.has())
    )
    return session.scalar(select(func.count()).select_from(done.with_only_columns(Inspection.id).subquery())) or 0
