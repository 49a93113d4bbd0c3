"""Confirming on one's own phone, and what a formal check needs."""

from datetime import timedelta

from sqlalchemy.orm import Session

from hazard_app.acts.confirm_participation import confirm_participation
from hazard_app.acts.record_inspection import Companion
from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.rules.terms import Capacity, DoneBy
from tests.visits import PASS, visit
from tests.world import NOW, World

LATER = NOW + timedelta(hours=1)


def formal(session: Session, world: World, lead: Person, *along: Person, code: str = "SEC-M-03") -> Inspection:
    companions = [Companion(Capacity.INSPECTOR, person) for person in along]
    return visit(session, lead, world.school, {code: PASS}, companions=companions)


def test_with_the_second_officer_it_is_formal(session: Session, world: World) -> None:
    inspection = formal(session, world, world.officer, world.officer2)
    assert inspection.record_kind is DoneBy.PATROL
    confirm_participation(session, inspection.participants[1], LATER)
    assert (inspection.record_kind, inspection.formal_at) == (DoneBy.FORMAL, LATER)


def test_confirming_twice_keeps_the_first_time(session: Session, world: World) -> None:
    inspection = formal(session, world, world.officer, world.officer2)
    for hours in (1, 2):
        confirm_participation(session, inspection.participants[1], NOW + timedelta(hours=hours))
    assert (inspection.participants[1].confirmed_at, inspection.formal_at) == (LATER, LATER)


def test_an_auxiliary_makes_nothing_formal(session: Session, world: World) -> None:
    inspection = formal(session, world, world.officer, world.auxiliary)
    confirm_participation(session, inspection.participants[1], LATER)
    assert (inspection.participants[1].confirmed_at, inspection.formal_at) == (LATER, None)


def test_an_auxiliary_leads_and_two_officers_make_it_formal(session: Session, world: World) -> None:
    inspection = formal(session, world, world.auxiliary, world.officer, world.officer2)
    confirm_participation(session, inspection.participants[1], LATER)
    assert inspection.formal_at is None
    confirm_participation(session, inspection.participants[2], LATER)
    assert inspection.formal_at == LATER


def test_one_officer_on_two_lines_is_one_officer(session: Session, world: World) -> None:
    inspection = formal(session, world, world.officer)
    twice = Participant(
        inspection=inspection, position=1, person=world.officer, name="王敏", police=True, capacity=Capacity.INSPECTOR
    )
    session.add(twice)
    session.flush()
    confirm_participation(session, twice, LATER)
    assert inspection.formal_at is None


def test_a_patrol_needs_no_second_and_becomes_nothing_else(session: Session, world: World) -> None:
    inspection = formal(session, world, world.officer, world.officer2, code="PER-D-14")
    confirm_participation(session, inspection.participants[1], LATER)
    assert (inspection.formal_at, inspection.record_kind) == (None, DoneBy.PATROL)
