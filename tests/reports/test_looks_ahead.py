"""Whom a look back still sends where, and until when."""

from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.look_back import NewLook, note_look
from hazard_app.models.draw import Draw
from hazard_app.models.person import Person
from hazard_app.reports.looks_ahead import looks_ahead
from hazard_app.rules.terms import StepKind
from tests.campaigns import campaign, draw
from tests.filling import newest
from tests.rounds import local
from tests.visits import PASS, fail, hazards, step, visit
from tests.world import NOW, World


@pytest.fixture
def made(session: Session, world: World) -> Draw:
    """Both hazards that a check of the campaign found."""
    answers = {item.code: PASS for item in newest(session, "PER-D").items}
    answers |= {f"PER-D-0{number}": fail(f"第{number}项不好") for number in (1, 2)}
    visit(session, world.officer, world.school, answers, local(date(2026, 11, 18)))
    for hazard in hazards(session):
        step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    return draw(session, world, campaign(session, world), 100)


def left(session: Session, person: Person, days: int = 0) -> list[int]:
    session.flush()
    session.expire_all()
    return [each.left for each in looks_ahead(session, person.reach_on(NOW.date()), NOW + timedelta(days=days))]


def look(session: Session, world: World, made: Draw, gone: bool) -> None:
    note_look(session, made.drawn[0].id, world.officer, NewLook(uid=made.uid, gone=gone), NOW)


def test_it_sends_whoever_inspects_there(session: Session, world: World, made: Draw) -> None:
    assert left(session, world.officer) == left(session, world.supervisor) == [2]
    assert left(session, world.outsider) == left(session, world.liaison) == left(session, world.auditor) == []


@pytest.mark.parametrize("gone", [True, False])
def test_where_somebody_was_nobody_is_sent(session: Session, world: World, made: Draw, gone: bool) -> None:
    look(session, world, made, gone)
    assert left(session, world.officer) == [1]


def test_what_was_opened_again_is_on_the_list_of_the_open_ones(session: Session, world: World, made: Draw) -> None:
    step(session, made.drawn[1].hazard, world.supervisor, StepKind.REOPEN)
    assert left(session, world.officer) == [1]


def test_after_thirty_days_nobody_is_asked(session: Session, world: World, made: Draw) -> None:
    assert left(session, world.officer, 29) == [2]
    assert left(session, world.officer, 30) == []


def test_a_campaign_by_mistake_sends_nobody(session: Session, world: World, made: Draw) -> None:
    made.campaign.withdrawn_at = NOW
    assert left(session, world.officer) == []
