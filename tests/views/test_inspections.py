from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistItem, ChecklistVersion
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from tests.client import PageClient
from tests.filling import filled, newest
from tests.world import World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}


@pytest.fixture
def patrol(session: Session) -> ChecklistVersion:
    return newest(session, "PER-D")


@pytest.fixture
def item(patrol: ChecklistVersion) -> ChecklistItem:
    """One that asks for no photo and is not critical."""
    return next(item for item in patrol.items if not item.photo_required and not item.is_critical)


def test_the_form_shows_every_item_of_the_checklist(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    page = sign_in_as(world.officer).get(f"/inspections/new?version={patrol.uid}&school={world.school.uid}")
    assert page.status_code == 200
    assert all(f'name="{item.code}"' in page.text for item in patrol.items)


@pytest.mark.parametrize(("code", "bars"), [("SEC-M", 7), ("TERM-T", 0)])
def test_parts_are_bars_while_a_thumb_can_tell_them_apart_and_names_to_open_beyond(
    session: Session, world: World, sign_in_as: SignInAs, code: str, bars: int
) -> None:
    version = newest(session, code)
    page = sign_in_as(world.officer).get(f"/inspections/new?version={version.uid}&school={world.school.uid}").text
    assert page.count('<li><a href="#part-') == bars
    assert ("共 9 部分" in page, page.count('<a class="line" href="#part-')) == ((False, 0) if bars else (True, 9))


def test_a_filled_checklist_is_kept_and_its_failures_are_hazards(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion, item: ChecklistItem
) -> None:
    given = filled(patrol, world.school) | {item.code: "fail", f"{item.code}-note": "路灯不亮"}
    answer = sign_in_as(world.officer).post("/inspections", data=given)
    inspection = session.scalars(select(Inspection)).one()
    hazard = session.scalars(select(Hazard)).one()
    assert answer.status_code == 303
    assert answer.location.endswith(f"/inspections/{inspection.uid}")
    assert (inspection.failed, inspection.passed) == (1, 18)
    assert (hazard.item_code, hazard.note, hazard.state) == (item.code, "路灯不亮", "open")


def test_the_record_shows_what_was_found(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion, item: ChecklistItem
) -> None:
    given = filled(patrol, world.school) | {item.code: "fail", f"{item.code}-note": "路灯不亮"}
    browser = sign_in_as(world.officer)
    page = browser.get(browser.post("/inspections", data=given).location)
    assert page.status_code == 200
    assert "路灯不亮" in page.text


def test_the_same_submission_again_is_told_yes_once_more(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    phone, given = sign_in_as(world.officer), filled(patrol, world.school)
    again = given | {"sent_at": "2026-11-23T06:05:00Z", "tries": "2"}
    statuses = [phone.post("/inspections", data=data, headers=JSON).status_code for data in (given, again)]
    assert statuses == [201, 200]
    assert session.scalar(select(func.count()).select_from(Inspection)) == 1


def test_other_content_under_the_same_id_is_a_conflict(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion, item: ChecklistItem
) -> None:
    phone, given = sign_in_as(world.officer), filled(patrol, world.school)
    phone.post("/inspections", data=given, headers=JSON)
    assert phone.post("/inspections", data=given | {item.code: "na"}, headers=JSON).status_code == 409


def test_another_persons_id_is_a_conflict_that_reveals_nothing(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    given = filled(patrol, world.school)
    sign_in_as(world.officer).post("/inspections", data=given, headers=JSON)
    answer = sign_in_as(world.outsider).post("/inspections", data=given, headers=JSON)
    assert answer.status_code == 409
    assert "新安" not in answer.text


def test_a_resend_is_told_yes_although_the_checklist_would_not_be_taken_any_more(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    """The id is looked up before anything is validated."""
    phone, given = sign_in_as(world.officer), filled(patrol, world.school)
    phone.post("/inspections", data=given, headers=JSON)
    patrol.applies_to = []
    session.commit()
    assert phone.post("/inspections", data=given, headers=JSON).status_code == 200


def test_a_retired_checklist_is_still_taken(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    patrol.checklist.retired_at = patrol.published_at
    session.commit()
    answer = sign_in_as(world.officer).post("/inspections", data=filled(patrol, world.school), headers=JSON)
    assert answer.status_code == 201


def test_a_school_outside_ones_reach_does_not_exist(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    answer = sign_in_as(world.officer).post("/inspections", data=filled(patrol, world.foreign))
    assert answer.status_code == 404


def test_a_patrol_is_not_a_liaison_officers_to_fill(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    answer = sign_in_as(world.liaison).post("/inspections", data=filled(patrol, world.school))
    assert answer.status_code == 403


def test_a_wrong_phone_clock_is_accepted_and_noted(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    a_day_ahead = {"made_at": "2026-11-24T06:01:00Z", "sent_at": "2026-11-24T06:02:00Z"}
    given = filled(patrol, world.school) | a_day_ahead
    answer = sign_in_as(world.officer).post("/inspections", data=given, headers=JSON)
    assert answer.status_code == 201
    assert answer.json
    assert "clock_differs" in answer.json["flags"]


def test_a_script_in_a_name_stays_text(world: World, sign_in_as: SignInAs, patrol: ChecklistVersion) -> None:
    browser = sign_in_as(world.officer)
    given = filled(patrol, world.school) | {"guest-1-name": "<script>alert(1)</script>"}
    page = browser.get(browser.post("/inspections", data=given).location)
    assert "&lt;script&gt;alert(1)" in page.text


def test_without_an_id_the_server_makes_one(world: World, sign_in_as: SignInAs, patrol: ChecklistVersion) -> None:
    given = filled(patrol, world.school)
    del given["id"]
    assert sign_in_as(world.officer).post("/inspections", data=given).status_code == 303


def test_a_liaison_officer_neither_fills_nor_reads_what_is_police_only(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    version = newest(session, "DORM-W")
    hidden = [item.code for item in version.items if item.for_police]
    page = sign_in_as(world.liaison).get(f"/inspections/new?version={version.uid}&school={world.school.uid}")
    assert page.status_code == 200
    assert hidden
    assert not any(f'"{code}"' in page.text for code in hidden)


def test_the_list_shows_inspections_in_reach_only(world: World, sign_in_as: SignInAs, patrol: ChecklistVersion) -> None:
    sign_in_as(world.officer).post("/inspections", data=filled(patrol, world.school))
    seen: dict[str, Any] = {
        who: "新安实验小学" in sign_in_as(getattr(world, who)).get("/inspections").text
        for who in ("officer2", "supervisor", "auditor", "liaison", "outsider", "administrator")
    }
    assert [who for who, sees in seen.items() if sees] == ["officer2", "supervisor", "auditor", "liaison"]
