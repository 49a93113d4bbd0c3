"""A check that could not be made: said in one tap, by who may make it, counted apart, and done later all the same."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.rules.rounds import HindranceKind, TaskState
from tests.rounds import MONDAY, go, local, name, one_task, plan
from tests.visits import told
from tests.world import NOW, World

DAY = timedelta(days=1)


@pytest.fixture
def daily(session: Session, world: World) -> Plan:
    return plan(session, world, schools=(world.school.id,), applies_from=MONDAY)


def hinder(session: Session, world: World, person: Person, plan: Plan, **said: Any) -> bool:
    given = Hindered(said.pop("told", None) or told(NOW), HindranceKind.CALL, **said)
    return note_hindrance(session, person, world.school, name(plan, world.school), given)[1]


def test_it_is_no_longer_missed(session: Session, world: World, daily: Plan) -> None:
    assert hinder(session, world, world.officer, daily)
    assert one_task(session).state(NOW + 5 * DAY) is TaskState.COULD_NOT


def test_until_the_end_of_the_new_day_it_can_still_be_done(session: Session, world: World, daily: Plan) -> None:
    hinder(session, world, world.officer, daily, new_day=MONDAY + 2 * DAY)
    go(session, world.officer, world.school, local(MONDAY + 2 * DAY, 18), task=name(daily, world.school))
    assert one_task(session).state(NOW + 5 * DAY) is TaskState.DONE_LATE


def test_the_same_thing_twice_is_fine_and_another_under_its_name_is_not(
    session: Session, world: World, daily: Plan
) -> None:
    said = told(NOW)
    assert hinder(session, world, world.officer, daily, told=said)
    assert not hinder(session, world, world.officer, daily, told=said)
    with pytest.raises(OtherContent):
        hinder(session, world, world.officer2, daily, told=said)


def test_whoever_may_not_make_the_check_cannot_say_so(session: Session, world: World, daily: Plan) -> None:
    with pytest.raises(NotForYou):
        hinder(session, world, world.liaison, daily)
    with pytest.raises(OutOfReach):
        hinder(session, world, world.outsider, daily)


def test_what_no_plan_asks_for_cannot_be_hindered(session: Session, world: World, daily: Plan) -> None:
    given = Hindered(told(NOW), HindranceKind.WEATHER)
    with pytest.raises(OutOfReach):
        note_hindrance(session, world.officer, world.school, name(daily, world.school, MONDAY + DAY), given)
