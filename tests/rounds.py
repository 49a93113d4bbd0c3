"""Plans of the cast, told in a line."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.run_plans import Saying, publish_plan
from hazard_app.models.checklist import Checklist
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.task import Task
from hazard_app.rules.answers import Answer
from hazard_app.rules.recurrence import Recurrence
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.terms import Role
from hazard_app.rules.windows import Window
from tests.filling import newest
from tests.visits import PASS, visit
from tests.world import NOW, World

MONDAY = date(2026, 11, 23)
FIRST = date(2026, 11, 2)


def local(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """A time of a day in Jinan, eight hours ahead of UTC."""
    return datetime.combine(day, time(hour, minute), UTC) - timedelta(hours=8)


def saying(rhythm: Rhythm = Rhythm.SCHOOL_DAYS, **said: Any) -> Saying:
    window = Window(said.pop("opens_before", None), said.pop("times", ()), said.pop("open_after", 0))
    recurrence = Recurrence(rhythm, said.pop("rule", ""), said.pop("begins_on", FIRST))
    given: dict[str, Any] = {"who": Who.ONE_OF, "role": Role.OFFICER, "applies_from": FIRST}
    return Saying(recurrence=recurrence, window=window, **(given | said))


def plan(session: Session, world: World, rhythm: Rhythm = Rhythm.SCHOOL_DAYS, code: str = "PER-D", **said: Any) -> Plan:
    """Of the station, by its supervisor."""
    checklist = session.scalars(select(Checklist).where(Checklist.code == code)).one()
    zone = said.pop("zone", world.station)
    return publish_plan(session, checklist.id, zone, world.supervisor, saying(rhythm, **said), NOW)


def name(
    plan: Plan, school: School, due_on: date = MONDAY, sequence: int = 1, person: Person | None = None
) -> TaskName:
    return TaskName(plan.uid, school.uid, due_on, sequence, person.uid if person else None)


def go(session: Session, person: Person, school: School, at: datetime, code: str = "PER-D", **more: Any) -> Inspection:
    """A check of all items, all of them in order."""
    answers: dict[str, Answer] = {item.code: PASS for item in newest(session, code).items}
    return visit(session, person, school, answers, at, **more)


def tasks(session: Session) -> list[Task]:
    return list(session.scalars(select(Task).order_by(Task.due_on, Task.sequence, Task.school_id, Task.id)))


def one_task(session: Session) -> Task:
    [task] = tasks(session)
    return task
