"""The demo's plans: what the bureau asks of everybody, from the first day that the demo knows."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.acts.open_tasks import open_tasks
from hazard_app.acts.run_plans import Saying, publish_plan
from hazard_app.demo.cast import uid_of
from hazard_app.demo.people import officers_of
from hazard_app.demo.rounds import CLOCK, WEEKS
from hazard_app.models.checklist import Checklist
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.models.task import Task
from hazard_app.models.zone import Zone
from hazard_app.rules.content import content_hash
from hazard_app.rules.recurrence import Recurrence
from hazard_app.rules.rounds import HindranceKind, Rhythm, Who
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.terms import Role, SchoolKind
from hazard_app.rules.told import Told
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


# Of these some could not be made, each for one of these reasons.
PATROLS = ("PER-D", "GATE-D", "SEC-M")
WHY = (HindranceKind.WEATHER, HindranceKind.CALL, HindranceKind.SECONDED, HindranceKind.CALL, HindranceKind.CLASSES_OFF)


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


def explain_some(session: Session, people: dict[str, Person], now: datetime) -> None:
    """What was due is opened, and of what was missed some could not be checked."""
    for plan in session.scalars(select(Plan).order_by(Plan.id)):
        open_tasks(session, plan, now)
    missed = select(Task).where(Task.done_at.is_(None), Task.missed_at < now)
    missed = missed.order_by(Task.due_on, Task.school_id, Task.plan_id, Task.sequence)
    reasons = zip(session.scalars(missed.join(Task.plan).where(Plan.uid.in_(map(named, PATROLS)))), WHY, strict=False)
    for task, why in reasons:
        officer = people[officers_of(task.school.zone.code)[0]]
        at = task.due_at - timedelta(hours=9)
        name = TaskName(task.plan.uid, task.school.uid, task.due_on, task.sequence)
        uid = uid_of("hindrance", str(task.uid))
        told = Told(uid, content_hash([("demo", str(uid))]), at, at, at)
        note_hindrance(session, officer, task.school, name, Hindered(told, why))


def named(checklist: str) -> UUID:
    return uid_of("plan", checklist)
