"""Publish a plan, change it from a day on, let it rest, leave a day out. What was due before stays as it was."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from hazard_app.acts.settle_tasks import settle, untouched
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.plan_break import Pause, Skip
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.models.zone import Zone
from hazard_app.rules.recurrence import Recurrence
from hazard_app.rules.rounds import Who
from hazard_app.rules.terms import Role, SchoolKind
from hazard_app.rules.windows import Window

DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """What a plan says. `kinds` and `schools`: none of them means all in its zone that the checklist fits."""

    recurrence: Recurrence
    window: Window
    who: Who
    role: Role
    assignee_id: int | None = None
    kinds: tuple[SchoolKind, ...] = ()
    schools: tuple[int, ...] = ()
    applies_from: date
    ends_on: date | None = None


def drafted(session: Session, checklist_id: int, zone: Zone, person: Person, saying: Saying, now: datetime) -> Plan:
    """As it would be; no row. What it asks for can be looked at before it is published."""
    edition = edition_of(session, person, saying, 1, now)
    return Plan(checklist_id=checklist_id, zone_id=zone.id, zone=zone, editions=[edition], pauses=[], skips=[])


def publish_plan(
    session: Session, checklist_id: int, zone: Zone, person: Person, saying: Saying, now: datetime
) -> Plan:
    plan = drafted(session, checklist_id, zone, person, saying, now)
    session.add(plan)
    session.flush()
    return plan


def change_plan(session: Session, plan: Plan, person: Person, saying: Saying, now: datetime) -> PlanEdition:
    """What was due before `applies_from` stays due as it was; what nobody has touched since then is derived anew."""
    settle(session, plan, saying.applies_from, now)
    edition = edition_of(session, person, saying, len(plan.editions) + 1, now)
    plan.editions.append(edition)
    session.flush()
    return edition


def pause_plan(session: Session, plan: Plan, person: Person, starts_on: date, reason: str, now: datetime) -> Pause:
    """Until somebody ends it. A plan that rests already goes on resting."""
    resting = next((pause for pause in plan.pauses if pause.ends_on is None), None)
    if resting is not None:
        return resting
    settle(session, plan, starts_on, now)
    pause = Pause(plan=plan, starts_on=starts_on, reason=reason, person_id=person.id, made_at=now)
    session.add(pause)
    session.flush()
    return pause


def end_pause(session: Session, pause: Pause, today: date) -> None:
    """From today on it goes on. One that was to begin later, or began today, never was."""
    if pause.ends_on is None:
        if pause.starts_on >= today:
            session.delete(pause)
        else:
            pause.ends_on = today - DAY
        session.flush()


def skip_day(session: Session, plan: Plan, person: Person, due_on: date, reason: str, now: datetime) -> Skip:
    """The checks due that day are not asked for. The same thing twice is fine."""
    known = next((skip for skip in plan.skips if skip.due_on == due_on), None)
    if known is not None:
        return known
    session.execute(delete(Task).where(Task.plan_id == plan.id, Task.due_on == due_on, untouched()))
    skip = Skip(plan=plan, due_on=due_on, reason=reason, person_id=person.id, made_at=now)
    session.add(skip)
    session.flush()
    return skip


def unskip_day(session: Session, skip: Skip) -> None:
    """Asked for after all: what follows from the plan that day is derived again."""
    plan = skip.plan
    if plan.opened_until and plan.opened_until >= skip.due_on:
        plan.opened_until = skip.due_on - DAY
    session.delete(skip)
    session.flush()


def edition_of(session: Session, person: Person, saying: Saying, number: int, now: datetime) -> PlanEdition:
    recurrence, window = saying.recurrence, saying.window
    return PlanEdition(
        number=number,
        applies_from=saying.applies_from,
        ends_on=saying.ends_on,
        person_id=person.id,
        made_at=now,
        rhythm=recurrence.rhythm,
        rule=recurrence.rule,
        begins_on=recurrence.begins_on,
        opens_before=window.opens_before,
        times=[each.isoformat("minutes") for each in window.times],
        open_after=window.open_after,
        kinds=[kind.value for kind in saying.kinds],
        who=saying.who,
        role=saying.role,
        assignee_id=saying.assignee_id,
        schools=list(session.scalars(select(School).where(School.id.in_(saying.schools)))) if saying.schools else [],
    )
