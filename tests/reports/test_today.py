"""Everybody's today: what each role comes for, and nothing of the others'."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.record_inspection import Companion
from hazard_app.acts.step_changes import Asked
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.reports.today import (
    administrator_today,
    liaison_today,
    mine,
    officer_today,
    supervisor_today,
)
from hazard_app.rules.places import Place
from hazard_app.rules.terms import Capacity, FlagKind, StepKind
from tests.reporting import reported
from tests.visits import PASS, fail, step, told, visit
from tests.world import CENTRE, NOW, World

MIDNIGHT = NOW.replace(hour=0) - timedelta(hours=8)
LAST_WEEK = NOW - timedelta(days=7)
OLD = NOW - timedelta(days=60)
FORMAL = "SEC-M-12"


def reach(person: Person) -> Reach:
    return person.reach_on(NOW.date())


@pytest.fixture
def standing(session: Session, world: World) -> None:
    """At the school one of its own work and one overdue; at its neighbour one that is said to be fixed."""
    visit(session, world.officer, world.school, {"PER-D-14": fail("灯不亮")}, LAST_WEEK)
    old = told(made_at=OLD, sent_at=NOW, received_at=NOW)
    reported(session, world.officer, world.school, note="旧的", told=old)
    step(session, reported(session, world.officer, world.neighbour, note="已改"), world.officer, StepKind.FIX)


@pytest.mark.usefixtures("standing")
def test_an_officer_sees_what_is_due_first(session: Session, world: World) -> None:
    today = officer_today(session, reach(world.officer), None, NOW)
    assert [row.title.zh for row in today.due] == ["旧的", "已改", "灯不亮"]
    assert (today.counts.total, today.counts.overdue, today.counts.awaiting_recheck) == (3, 1, 1)
    assert [row.name for row in today.schools] == ["新安实验小学", "河滨幼儿园"]


@pytest.mark.usefixtures("standing")
def test_an_officer_who_shares_the_place_sees_the_nearest_school_first(session: Session, world: World) -> None:
    near = Place(CENTRE[0] + 0.006, CENTRE[1] + 0.003)
    today = officer_today(session, reach(world.officer), near, NOW)
    assert [row.name for row in today.schools] == ["河滨幼儿园", "新安实验小学"]


@pytest.mark.usefixtures("standing")
def test_a_liaison_sees_what_is_the_schools_own_work(session: Session, world: World) -> None:
    [school] = liaison_today(session, reach(world.liaison), NOW).schools
    assert [row.title.zh for row in school.ours] == ["灯不亮"]
    assert [row.title.zh for row in school.others] == ["旧的"]


@pytest.mark.usefixtures("standing")
def test_a_supervisor_sees_the_worst_and_what_awaits_its_recheck(session: Session, world: World) -> None:
    today = supervisor_today(session, reach(world.supervisor), NOW)
    assert [row.title.zh for row in today.worst] == ["旧的"]
    assert [(one.name, one.waiting) for one in today.waiting] == [("河滨幼儿园", 1)]
    assert [zone.name for zone in today.tops] == ["新安派出所"]
    assert [(row.name, row.sums.open) for row in today.zones] == [
        ("东片警务区", 3),
        ("西片警务区", 0),
    ]


def test_an_administrator_sees_how_many_schools_and_people(session: Session, world: World) -> None:
    today = administrator_today(session, reach(world.administrator), NOW.date())
    assert (today.schools, today.people) == (3, 9)
    world.liaison.deactivated_at = NOW
    world.liaison2.postings[0].ends_on = NOW.date() - timedelta(days=1)
    session.flush()
    assert administrator_today(session, reach(world.administrator), NOW.date()).people == 7


def test_my_own_inspections_of_today_are_mine_alone(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {"PER-D-14": PASS}, LAST_WEEK)
    visit(session, world.officer2, world.school, {"PER-D-14": PASS})
    own = visit(session, world.officer, world.school, {"PER-D-14": PASS})
    assert mine(session, reach(world.officer), MIDNIGHT, NOW).done == [own]


def formal(session: Session, world: World) -> Inspection:
    companions = [Companion(Capacity.INSPECTOR, world.officer2)]
    return visit(session, world.officer, world.school, {FORMAL: PASS}, companions=companions)


def test_whoever_is_named_is_asked_to_confirm(session: Session, world: World) -> None:
    inspection = formal(session, world)
    [asked] = mine(session, reach(world.officer2), MIDNIGHT, NOW).to_confirm
    assert asked.inspection == inspection
    assert mine(session, reach(world.officer), MIDNIGHT, NOW).to_confirm == []


def test_what_is_to_look_into_asks_its_maker_until_it_is_answered(session: Session, world: World) -> None:
    inspection = formal(session, world)
    asked = mine(session, reach(world.officer), MIDNIGHT, NOW).to_answer
    assert FlagKind.ONE_OFFICER in {flag.kind for flag in asked}
    assert {flag.inspection for flag in asked} == {inspection}
    assert mine(session, reach(world.supervisor), MIDNIGHT, NOW).to_answer == []
    for flag in asked:
        flag.answer, flag.answered_at = "已说明", NOW
    session.flush()
    assert mine(session, reach(world.officer), MIDNIGHT, NOW).to_answer == []


def test_once_the_second_officer_confirmed_nothing_is_left_to_say_of_it(session: Session, world: World) -> None:
    formal(session, world).formal_at = NOW
    session.flush()
    kinds = {flag.kind for flag in mine(session, reach(world.officer), MIDNIGHT, NOW).to_answer}
    assert FlagKind.ONE_OFFICER not in kinds


@pytest.mark.usefixtures("standing")
def test_whoever_has_a_hazard_in_hand_finds_it_among_what_is_theirs(session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school, note="交办的")
    asked = Addition(hazard.uid, StepKind.ASSIGN, told(), asked=Asked(person=world.officer2.uid))
    add_step(session, world.supervisor, asked)
    assert [row.title.zh for row in mine(session, reach(world.officer2), MIDNIGHT, NOW).in_hand] == ["交办的"]
    assert not mine(session, reach(world.officer), MIDNIGHT, NOW).in_hand


@pytest.mark.usefixtures("standing")
def test_a_supervisor_sees_who_asks_for_more_time_until_it_is_fixed(session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school, note="要等配件")
    step(session, hazard, world.liaison, StepKind.ASK_MORE_TIME, note="月底到货")
    assert [row.title.zh for row in supervisor_today(session, reach(world.supervisor), NOW).asking] == ["要等配件"]
    step(session, hazard, world.liaison, StepKind.FIX)
    assert not supervisor_today(session, reach(world.supervisor), NOW).asking
