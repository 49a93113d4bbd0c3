"""Plans in reach as lines: what is checked how often, where, and when it comes next."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.derived import coming
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.reach import Reach

AHEAD = timedelta(days=400)
DAY = timedelta(days=1)


@dataclass(frozen=True)
class PlanRow:
    """`version` is None where the checklist was retired; `next_on` where no more is to come."""

    plan: Plan
    edition: PlanEdition
    version: ChecklistVersion | None
    next_on: date | None
    rests: bool


def plan_rows(session: Session, reach: Reach, now: datetime) -> list[PlanRow]:
    editions = selectinload(Plan.editions)
    whole = joinedload(Plan.zone), editions.selectinload(PlanEdition.schools), selectinload(Plan.pauses)
    plans = session.scalars(Plan.visible_to(reach).options(*whole, selectinload(Plan.skips))).all()
    current = session.scalars(ChecklistVersion.current()).all()
    in_use = {version.checklist_id: version for version in current}
    return [row_of(session, plan, in_use.get(plan.checklist_id), now) for plan in plans]


def row_of(session: Session, plan: Plan, version: ChecklistVersion | None, now: datetime) -> PlanRow:
    today = now.astimezone(plan.zone.clock).date()
    upcoming = coming(session, plan, today, today + AHEAD) if version else iter(())
    first = next(upcoming, None)
    rests = any(pause.covers(today) for pause in plan.pauses)
    return PlanRow(plan, plan.editions[-1], version, first.occurrence.due_on if first else None, rests)
