"""What somebody tries who wants to see more than is theirs: over HTTP, with what a browser can be made to send."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hazard_app.demo.cast import post
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.rules.terms import Role
from tests.client import PageClient
from tests.filling import filled, newest
from tests.visits import fail, hazards, visit
from tests.world import World

SignInAs = Callable[[Person], PageClient]
TODAY = date(2026, 11, 23)
LONG_BEFORE = "2026-11-01T02:00:00Z"
SECRET, OPEN_TO_ALL = "有人扬言报复", "围栏缺两根竖杆"
POLICE_ONLY, ORDINARY = "PER-W-23", "PER-W-09"


@pytest.fixture
def found(session: Session, world: World) -> Inspection:
    """An officer found one thing that is only for police, and one that is for everybody."""
    made = visit(session, world.officer, world.school, {POLICE_ONLY: fail(SECRET), ORDINARY: fail(OPEN_TO_ALL)})
    session.commit()
    return made


def hazard_on(session: Session, code: str) -> Hazard:
    return next(hazard for hazard in hazards(session) if hazard.item_code == code)


@pytest.fixture
def former(session: Session, world: World) -> Person:
    """An officer of the zone until yesterday, today the liaison officer of its school."""
    world.officer2.postings[0].ends_on = TODAY - timedelta(days=1)
    post(session, world.officer2, Role.LIAISON, school=world.school, starts_on=TODAY)
    session.commit()
    return world.officer2


def sent_late(**said: Any) -> dict[str, Any]:
    """As if made while the former posting was in force."""
    return {"id": str(uuid.uuid4()), "made_at": LONG_BEFORE, "sent_at": "2026-11-23T06:02:00Z", **said}


def test_a_refused_step_of_before_shows_nothing_of_a_hazard_that_is_out_of_sight_now(
    session: Session, sign_in_as: SignInAs, found: Inspection, former: Person
) -> None:
    where = f"/hazards/{hazard_on(session, POLICE_ONLY).uid}/steps"
    answer = sign_in_as(former).post(where, data=sent_late(kind="comment", note=""))
    assert answer.status_code == 422
    assert "写几个字" in answer.text
    assert SECRET not in answer.text


def test_a_refused_form_of_before_shows_no_open_hazard_that_is_out_of_sight_now(
    session: Session, sign_in_as: SignInAs, found: Inspection, former: Person, world: World
) -> None:
    given = filled(newest(session, "PER-W"), world.school, PER_W_01="maybe") | sent_late()
    answer = sign_in_as(former).post("/inspections", data=given)
    assert answer.status_code == 422
    assert answer.text.count("这项还有一处未销号") == 1


def test_a_posting_of_another_role_at_a_school_is_no_liaisons(
    session: Session, world: World, sign_in_as: SignInAs, found: Inspection
) -> None:
    post(session, world.nobody, Role.ADMINISTRATOR, school=world.school, starts_on=TODAY)
    session.commit()
    browser = sign_in_as(world.nobody)
    pages = ("/hazards", "/hazards.csv", "/inspections", f"/inspections/{found.uid}")
    assert [browser.get(page).status_code for page in pages] == [403, 403, 403, 404]


@pytest.mark.parametrize(("starts", "ends"), [(-30, -1), (1, None)], ids=["until yesterday", "from tomorrow"])
def test_a_posting_that_is_not_in_force_opens_nothing(
    session: Session, world: World, sign_in_as: SignInAs, found: Inspection, starts: int, ends: int | None
) -> None:
    ends_on = None if ends is None else TODAY + timedelta(days=ends)
    starts_on = TODAY + timedelta(days=starts)
    post(session, world.nobody, Role.SUPERVISOR, zone=world.station, starts_on=starts_on, ends_on=ends_on)
    session.commit()
    browser = sign_in_as(world.nobody)
    uid = hazard_on(session, ORDINARY).uid
    pages = (f"/schools/{world.school.uid}", f"/zones/{world.station.uid}", f"/hazards/{uid}", "/hazards")
    assert [browser.get(page).status_code for page in pages] == [404, 404, 404, 403]
