from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.rules.terms import DoneBy
from tests.client import PageClient
from tests.filling import filled, newest
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def named(session: Session, world: World, sign_in_as: SignInAs) -> Participant:
    """The second officer, named in a formal inspection by the first."""
    given = filled(newest(session, "SEC-M"), world.school) | {"companion": str(world.officer2.uid)}
    answer = sign_in_as(world.officer).post("/inspections", data=given)
    assert answer.status_code == 303, answer.text
    return session.scalars(select(Participant).where(Participant.person_id == world.officer2.id)).one()


def test_a_formal_inspection_stays_a_patrol_record_until_a_second_officer_confirms(
    session: Session, world: World, sign_in_as: SignInAs, named: Participant
) -> None:
    inspection = session.scalars(select(Inspection)).one()
    before = inspection.record_kind
    sign_in_as(world.officer2).post(f"/participants/{named.uid}/confirmation")
    session.refresh(inspection)
    assert (before, inspection.record_kind) == (DoneBy.PATROL, DoneBy.FORMAL)


def test_confirming_twice_keeps_the_first_time(
    session: Session, world: World, sign_in_as: SignInAs, named: Participant
) -> None:
    phone = sign_in_as(world.officer2)
    times = []
    for _ in range(2):
        assert phone.post(f"/participants/{named.uid}/confirmation").status_code == 303
        session.refresh(named)
        times.append(named.confirmed_at)
    assert times[0] == times[1] is not None


def test_a_confirmation_on_a_later_day_says_the_day(
    world: World, sign_in_as: SignInAs, named: Participant, at: Callable[[datetime], None]
) -> None:
    at(NOW + timedelta(days=1))
    phone, page = sign_in_as(world.officer2), f"/inspections/{named.inspection.uid}"
    phone.post(f"/participants/{named.uid}/confirmation")
    assert "11月24日 周二 · 14:02 已确认" in phone.get(page).text


def test_nobody_confirms_for_somebody_else(world: World, sign_in_as: SignInAs, named: Participant) -> None:
    assert sign_in_as(world.supervisor).post(f"/participants/{named.uid}/confirmation").status_code == 403


def test_outside_ones_reach_there_is_nothing_to_confirm(world: World, sign_in_as: SignInAs, named: Participant) -> None:
    assert sign_in_as(world.outsider).post(f"/participants/{named.uid}/confirmation").status_code == 404


def test_who_is_named_is_asked_on_the_record(world: World, sign_in_as: SignInAs, named: Participant) -> None:
    page = f"/inspections/{named.inspection.uid}"
    assert "本人参加，确认" in sign_in_as(world.officer2).get(page).text
    assert "本人参加，确认" not in sign_in_as(world.supervisor).get(page).text


def test_two_who_are_not_police_do_not_make_it_formal(session: Session, world: World, sign_in_as: SignInAs) -> None:
    given = filled(newest(session, "SEC-M"), world.school) | {"companion": str(world.auxiliary.uid)}
    sign_in_as(world.officer).post("/inspections", data=given)
    line = session.scalars(select(Participant).where(Participant.person_id == world.auxiliary.id)).one()
    sign_in_as(world.auxiliary).post(f"/participants/{line.uid}/confirmation")
    assert session.scalars(select(Inspection)).one().record_kind is DoneBy.PATROL


def test_whoever_came_along_last_is_offered_first(
    session: Session, world: World, sign_in_as: SignInAs, named: Participant
) -> None:
    version = newest(session, "SEC-M")
    page = sign_in_as(world.officer).get(f"/inspections/new?version={version.uid}&school={world.school.uid}").text
    offered = [page.index(str(person.uid)) for person in (world.officer2, world.auxiliary, world.supervisor)]
    assert offered == sorted(offered)
