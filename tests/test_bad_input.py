"""What no phone of ours sends: it is answered in a sentence, never by a fault, and breaks no page later."""

import uuid
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from tests.client import PageClient
from tests.filling import filled, newest
from tests.pictures import jpeg
from tests.reporting import reported
from tests.sending import put
from tests.world import World

SignInAs = Callable[[Person], PageClient]
BEFORE_ALL, AFTER_ALL = "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    found = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    return found


def a_comment() -> dict[str, Any]:
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    return {"id": str(uuid.uuid4()), "kind": "comment", "note": "再看一眼", **times}


@pytest.mark.parametrize("moment", [BEFORE_ALL, AFTER_ALL, "9999-12-31T23:59:59Z"])
@pytest.mark.parametrize("field", ["made_at", "sent_at", "started_at", "position_at"])
def test_a_time_at_the_edge_of_all_times_is_told(
    session: Session, world: World, officer: PageClient, hazard: Hazard, field: str, moment: str
) -> None:
    given = filled(newest(session, "PER-D"), world.school) | {"latitude": "36", "longitude": "117", field: moment}
    assert officer.post("/inspections", data=given).status_code == 422
    if field != "started_at":
        assert officer.post(f"/hazards/{hazard.uid}/steps", data=a_comment() | {field: moment}).status_code == 422
        assert officer.post("/hazards", data=a_comment() | {field: moment}).status_code == 422


@pytest.mark.parametrize("moment", [BEFORE_ALL, AFTER_ALL])
def test_a_photo_of_no_time_at_all_breaks_no_page(officer: PageClient, moment: str) -> None:
    assert put(officer, jpeg(), taken_at=moment).status_code == 422


@pytest.mark.parametrize(
    "cursor",
    [
        f"{BEFORE_ALL}~1",
        f"{AFTER_ALL}~1",
        "2026-11-23T06:02:00+00:00~99999999999999999999",
        "2026-11-23T06:02:00~1",
        "~",
    ],
)
def test_a_made_up_page_of_inspections_is_the_first_one(officer: PageClient, cursor: str) -> None:
    assert officer.get("/inspections", query_string={"after": cursor}).status_code == 200


@pytest.mark.parametrize("path", ["/inspections", "/hazards", "/hazards/{hazard}/steps"])
def test_more_values_than_a_form_has_are_too_many_by_either_road(
    officer: PageClient, hazard: Hazard, path: str
) -> None:
    many = {"photos": [f"{number:064x}" for number in range(2_001)]}
    where = path.format(hazard=hazard.uid)
    roads = ("application/x-www-form-urlencoded", "multipart/form-data")
    answers = [officer.post(where, data=many, content_type=road) for road in roads]
    assert [answer.status_code for answer in answers] == [413, 413]
    assert all("内容太大" in answer.text for answer in answers)


def test_a_list_of_schools_goes_on_only_from_a_school_in_sight(
    session: Session, world: World, officer: PageClient
) -> None:
    world.foreign.name = "一"
    session.commit()
    pages = [officer.get("/schools", query_string={"after": uid}).text for uid in (world.foreign.uid, uuid.uuid4())]
    assert [world.school.name in page for page in pages] == [False, False]


def test_what_people_typed_stands_in_no_log(session: Session, world: World) -> None:
    with pytest.raises(DBAPIError) as fault:
        session.execute(text("SELECT no_such_column FROM people WHERE name = :name"), {"name": world.officer.name})
    assert world.officer.name not in str(fault.value)
