"""November 2026 in the demo's 24 schools, day by day through the same acts; its totals are worked out by hand.

It has 21 school days. Of seven days in a row each school sees, in an order of its own: one on which nobody comes, one
on which the officer is called away, one check that reaches the platform a day later, one that is made a day late, and
three as they should be. So each happens 3 times at each of the 24 schools: 72 times. Each school checks itself by
Friday, but for one week of the four: 24 times in all.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.acts.open_tasks import open_tasks
from hazard_app.acts.run_plans import Saying, publish_plan
from hazard_app.demo.people import liaisons_of, make_people, officers_of
from hazard_app.demo.places import CAMPUSES, make_places
from hazard_app.models.checklist import Checklist
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.models.school import School
from hazard_app.models.task import Task, TaskCheck
from hazard_app.rules.rounds import HindranceKind, Rhythm
from hazard_app.rules.terms import Role
from tests.rounds import go, local, name, saying
from tests.visits import told
from tests.world import HASH, NOW

FIRST = date(2026, 11, 2)
AFTER = local(date(2026, 12, 3))
DAY = timedelta(days=1)
WEEKS = 4


class Month:
    def __init__(self, session: Session) -> None:
        self.session = session
        # The cast stands in the same database, and some of it has the same names.
        for person in session.scalars(select(Person)):
            person.username, person.uid = f"cast {person.username}", uuid4()
        session.flush()
        self.zones, self.schools = make_places(session)
        self.people = make_people(session, self.zones, self.schools, HASH, NOW)
        whole: dict[str, Any] = {"applies_from": FIRST, "ends_on": date(2026, 11, 30)}
        self.patrol = self.publish("PER-D", saying(Rhythm.SCHOOL_DAYS, open_after=1, **whole))
        self.own = self.publish("FIRE-W", saying(Rhythm.WEEKLY, role=Role.LIAISON, **whole))

    def publish(self, code: str, said: Saying) -> Plan:
        checklist = self.session.scalars(select(Checklist.id).where(Checklist.code == code)).one()
        return publish_plan(self.session, checklist, self.zones["Q"], self.people["liang.hong"], said, NOW)

    def run(self) -> None:
        for number, day in enumerate(school_days()):
            for place, campus in enumerate(CAMPUSES):
                officer = self.people[officers_of(campus.zone)[0]]
                self.patrolled((number + place) % 7, day, officer, self.schools[campus.code])
        for week in range(WEEKS):
            for place, campus in enumerate(CAMPUSES):
                if (week + place) % WEEKS:
                    at = local(FIRST + week * 7 * DAY + place % 5 * DAY, 15)
                    go(self.session, self.people[liaisons_of(campus.code)[0]], self.schools[campus.code], at, "FIRE-W")

    def patrolled(self, lot: int, day: date, officer: Person, school: School) -> None:
        task, at = name(self.patrol, school, day), local(day)
        if lot == 1:
            note_hindrance(self.session, officer, school, task, Hindered(told(at), HindranceKind.CALL))
        elif lot == 2:
            go(self.session, officer, school, at, arrives=at + DAY, task=task)
        elif lot == 3:
            go(self.session, officer, school, at + DAY, task=task)
        elif lot > 3:
            go(self.session, officer, school, at, task=task)


def school_days() -> Iterator[date]:
    """Mondays to Fridays: nobody has brought in a calendar, and November has no holiday."""
    return (day for day in (FIRST + n * DAY for n in range(29)) if day.weekday() < 5)


@pytest.fixture
def month(session: Session) -> Month:
    month = Month(session)
    month.run()
    for plan in (month.patrol, month.own):
        open_tasks(session, plan, AFTER)
    return month


def states(session: Session, plan: Plan, at: datetime = AFTER) -> dict[str, int]:
    return dict(Counter(task.state(at).value for task in session.scalars(select(Task).where(Task.plan_id == plan.id))))


def test_its_totals_are_those_worked_out_by_hand(session: Session, month: Month) -> None:
    assert states(session, month.patrol) == {"missed": 72, "could_not": 72, "done": 288, "done_late": 72}
    assert states(session, month.own) == {"missed": 24, "done": 72}
    # 360 patrols and 72 self-checks, each of which did its task.
    assert Counter(session.scalars(select(TaskCheck.does))) == {True: 432}
