"""Where fixes wait: by school, the one whose first hazard is due first at the top."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.reports.waiting_schools import waiting_schools
from hazard_app.rules.terms import StepKind
from tests.reporting import reported
from tests.visits import step, told
from tests.world import NOW, World


def fixed(session: Session, finder: Person, school: School, days_ago: int) -> None:
    at = NOW - timedelta(days=days_ago)
    hazard = reported(session, finder, school, told=told(at), note="缺两根竖杆")
    step(session, hazard, finder, StepKind.FIX, at)


@pytest.fixture(autouse=True)
def two_here_and_an_older_one_there(session: Session, world: World) -> None:
    fixed(session, world.officer, world.school, 1)
    fixed(session, world.officer, world.school, 2)
    fixed(session, world.officer, world.neighbour, 10)
    reported(session, world.officer, world.school)


def test_the_first_deadline_stands_first(session: Session, world: World) -> None:
    schools = waiting_schools(session, world.officer.reach_on(NOW.date()), NOW, 5)
    assert [(each.name, each.waiting) for each in schools] == [("河滨幼儿园", 1), ("新安实验小学", 2)]
    assert schools[0].deadline < schools[1].deadline


def test_no_more_than_are_asked_for_and_none_out_of_reach(session: Session, world: World) -> None:
    assert len(waiting_schools(session, world.officer.reach_on(NOW.date()), NOW, 1)) == 1
    assert waiting_schools(session, world.outsider.reach_on(NOW.date()), NOW, 5) == []
