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
from tests.visits import PASS, fail, hazards, visit
from tests.world import NOW, World

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


def test_a_school_reads_of_no_police_only_failure_in_any_list_of_inspections(
    world: World, sign_in_as: SignInAs, found: Inspection
) -> None:
    for person, failed in ((world.liaison, "不符合 1 项"), (world.auditor, "不符合 2 项")):
        browser = sign_in_as(person)
        pages = [browser.get(url).text for url in ("/inspections", f"/schools/{world.school.uid}")]
        assert [failed in page for page in pages] == [True, True]


def test_a_school_is_not_told_which_police_only_item_passed_while_its_hazard_is_open(
    session: Session, world: World, sign_in_as: SignInAs, found: Inspection
) -> None:
    again = visit(session, world.officer, world.school, {POLICE_ONLY: PASS, ORDINARY: PASS}, NOW + timedelta(minutes=1))
    session.commit()
    assert POLICE_ONLY in sign_in_as(world.officer).get(f"/inspections/{again.uid}").text
    assert POLICE_ONLY not in sign_in_as(world.liaison).get(f"/inspections/{again.uid}").text


def test_a_school_is_offered_no_police_only_kind_and_told_of_none(world: World, sign_in_as: SignInAs) -> None:
    offered = {person: sign_in_as(person).get("/hazards").text for person in (world.liaison, world.officer)}
    assert ['value="CONFLICT"' in page for page in offered.values()] == [False, True]
    browser = sign_in_as(world.liaison)
    answers = [browser.get(f"/hazards?category={code}") for code in ("CONFLICT", "NO-SUCH")]
    assert answers[0].status_code == answers[1].status_code == 422


@pytest.fixture
def marked(session: Session, world: World, found: Inspection) -> Hazard:
    """An ordinary item, but this one hazard is only for police."""
    hazard = hazard_on(session, ORDINARY)
    hazard.police_only = True
    session.commit()
    return hazard


def test_one_hazard_marked_police_only_is_gone_from_the_schools_record(
    world: World, sign_in_as: SignInAs, found: Inspection, marked: Hazard
) -> None:
    browser = sign_in_as(world.liaison)
    assert OPEN_TO_ALL not in browser.get(f"/inspections/{found.uid}").text
    assert "未发现问题" in browser.get("/inspections").text


def test_a_self_check_that_passes_it_is_not_told_that_it_is_open(
    session: Session, world: World, sign_in_as: SignInAs, marked: Hazard
) -> None:
    marked.item_code = "FIRE-W-01"
    session.commit()
    given = filled(newest(session, "FIRE-W"), world.school)
    answer = sign_in_as(world.liaison).post("/inspections", data=given, headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["flags"]) == (201, [])
