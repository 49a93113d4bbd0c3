"""The demo's plans: what the bureau asks of everybody, from the first day that the demo knows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.run_plans import Saying, publish_plan
from hazard_app.demo.cast import uid_of
from hazard_app.demo.rounds import CLOCK, WEEKS
from hazard_app.models.checklist import Checklist
from hazard_app.models.person import Person
from hazard_app.models.zone import Zone
from hazard_app.rules.recurrence import Recurrence
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import Role, SchoolKind
from hazard_app.rules.windows import Window


@dataclass(frozen=True, slots=True)
class Asked:
    checklist: str
    role: Role
    rhythm: Rhythm
    window: Window
    rule: str = ""
    kinds: tuple[SchoolKind, ...] = ()


PLANS = (
    Asked("PER-D", Role.OFFICER, Rhythm.WEEKLY, Window(None, (), 2)),
    Asked("GATE-D", Role.OFFICER, Rhythm.OWN, Window(6, (), 3), "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR"),
    Asked("PER-W", Role.OFFICER, Rhythm.MONTHLY, Window(None, (), 5)),
    Asked("SEC-M", Role.OFFICER, Rhythm.MONTHLY, Window(None, (), 5)),
    Asked("FIRE-W", Role.LIAISON, Rhythm.WEEKLY, Window(None, (), 2)),
    Asked("LAB-M", Role.LIAISON, Rhythm.MONTHLY, Window(), kinds=(SchoolKind.SECONDARY, SchoolKind.VOCATIONAL)),
)


def publish_plans(session: Session, zones: dict[str, Zone], people: dict[str, Person], now: datetime) -> None:
    first = begin(now)
    for asked in PLANS:
        checklist = session.scalars(select(Checklist).where(Checklist.code == asked.checklist)).one()
        saying = Saying(
            recurrence=Recurrence(asked.rhythm, asked.rule, first),
            window=asked.window,
            who=Who.ONE_OF,
            role=asked.role,
            kinds=asked.kinds,
            applies_from=first,
        )
        maker, made_at = people["liang.hong"], now - timedelta(weeks=WEEKS)
        plan = publish_plan(session, checklist.id, zones["Q"], maker, saying, made_at)
        plan.uid = named(asked.checklist)
    session.flush()


def begin(now: datetime) -> date:
    """The Monday on which the demo's weeks begin."""
    day = now.astimezone(CLOCK).date() - timedelta(weeks=WEEKS)
    return day + timedelta(days=-day.weekday() % 7)


def named(checklist: str) -> UUID:
    return uid_of("plan", checklist)
