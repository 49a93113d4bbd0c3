"""Who looked at which photo, and who took which list away and why, is noted for good."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.access import Access
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.rules.terms import AccessKind
from tests.client import PageClient
from tests.pictures import jpeg
from tests.reporting import reported
from tests.sending import sent
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def hazard(session: Session, world: World, sign_in_as: SignInAs) -> Hazard:
    shown = sent(sign_in_as(world.officer), jpeg(seed=9))
    found = reported(session, world.officer, world.school, note="围栏", photos=(shown,))
    session.commit()
    return found


def accesses(session: Session) -> list[Access]:
    session.rollback()
    return list(session.scalars(select(Access).order_by(Access.id)))


def test_looking_at_a_photo_is_noted_and_its_small_picture_is_not(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    photo = hazard.steps[0].attachments[0].photo.uid
    supervisor = sign_in_as(world.supervisor)
    assert supervisor.get(f"/photos/{photo}/thumbnail").status_code == 200
    assert supervisor.get(f"/photos/{photo}").status_code == 200
    [seen] = accesses(session)
    assert (seen.kind, seen.person_id, seen.about, seen.at) == (AccessKind.PHOTO, world.supervisor.id, photo, NOW)


def test_a_photo_out_of_reach_is_neither_shown_nor_noted(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    photo = hazard.steps[0].attachments[0].photo.uid
    assert sign_in_as(world.outsider).get(f"/photos/{photo}").status_code == 404
    assert not accesses(session)


def test_a_list_is_taken_away_only_with_what_it_is_for(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    supervisor = sign_in_as(world.supervisor)
    asked = supervisor.get("/hazards.csv?severity=major")
    assert (asked.status_code, asked.location) == (303, "/exports/new?severity=major")
    assert 'name="severity" value="major"' in supervisor.get(asked.location).text
    assert not accesses(session)
    assert supervisor.get("/hazards.csv?severity=major&reason=月报").status_code == 200
    [taken] = accesses(session)
    assert (taken.kind, taken.reason, taken.facts) == (AccessKind.EXPORT, "月报", {"severity": "major"})


def test_the_file_says_who_took_it_when_and_what_for(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    text = sign_in_as(world.supervisor).get("/hazards.csv?reason=11 月月报").get_data(as_text=True)
    last = text.splitlines()[-1]
    assert "李建国" in last
    assert "14:02" in last
    assert "11 月月报" in last


def test_a_formula_for_a_reason_stays_text(world: World, sign_in_as: SignInAs, hazard: Hazard) -> None:
    text = sign_in_as(world.supervisor).get("/hazards.csv?reason==1%2B1").get_data(as_text=True)
    assert text.splitlines()[-1].startswith("李建国")
