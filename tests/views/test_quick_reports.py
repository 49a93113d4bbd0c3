import re
from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.rules.terms import PhotoUse, State
from tests.client import PageClient
from tests.installed import at_once
from tests.pictures import jpeg, sample
from tests.reporting import count, file, posted, the_hazard
from tests.sending import sent, sha256
from tests.world import World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


def test_a_report_becomes_an_open_hazard_and_says_where_it_is_kept(
    session: Session, world: World, officer: PageClient
) -> None:
    answer = officer.post("/hazards", data=posted(world.school))
    hazard = the_hazard(session)
    assert (answer.status_code, answer.location) == (303, f"/hazards/{hazard.uid}")
    assert (hazard.state, hazard.note, hazard.school) == (State.OPEN, "校门口斑马线磨损", world.school)
    with officer.session_transaction() as kept:
        assert "平台 14:02 收到" in str(kept["_flashes"])


def test_the_photo_may_come_with_the_form(session: Session, world: World, officer: PageClient) -> None:
    content = sample("phone_no_gps.jpg")
    given = posted(world.school, note="") | {"files": [file(content)]}
    assert officer.post("/hazards", data=given).status_code == 303
    hazard = the_hazard(session)
    assert [each.photo.sent_sha256 for each in hazard.steps[0].photos(PhotoUse.BEFORE)] == [sha256(content)]
    assert hazard.title.zh == "道路交通（见照片）"


def test_the_same_report_by_either_road_is_one_hazard(session: Session, world: World, officer: PageClient) -> None:
    given, content = posted(world.school), sample("gps_2.jpg")
    by_put = officer.post("/hazards", data=given | {"photos": sent(officer, content)}, headers=JSON)
    by_form = officer.post("/hazards", data=given | {"files": [file(content)]}, headers=JSON)
    assert (by_put.status_code, by_form.status_code) == (201, 200)
    assert count(session) == 1


def test_sent_again_it_is_a_yes_even_when_everything_else_moved_on(
    session: Session, world: World, officer: PageClient
) -> None:
    given = posted(world.school)
    assert officer.post("/hazards", data=given, headers=JSON).status_code == 201
    world.officer.postings[0].ends_on = date(2026, 11, 20)
    session.commit()
    again = officer.post("/hazards", data=given | {"sent_at": "2026-11-24T06:02:00Z"}, headers=JSON)
    assert (again.status_code, again.json["uid"]) == (200, given["id"])  # type: ignore[index]


def test_sixteen_at_once_make_one_hazard_and_sixteen_yeses(
    app: Flask, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    given, clients = posted(world.school), [sign_in_as(world.officer) for _ in range(16)]
    answers = at_once(16, lambda number: clients[number].post("/hazards", data=given, headers=JSON).status_code)
    assert sorted(answers) == [200] * 15 + [201]
    assert count(session) == 1


def test_other_content_under_the_same_id_is_a_conflict(session: Session, world: World, officer: PageClient) -> None:
    given = posted(world.school)
    officer.post("/hazards", data=given)
    other = officer.post("/hazards", data=given | {"note": "别的"}, headers=JSON)
    assert (other.status_code, other.json["error"]) == (409, "conflict")  # type: ignore[index]
    assert "另开一份" in other.json["message"]  # type: ignore[index]
    assert the_hazard(session).note == "校门口斑马线磨损"


def test_another_persons_id_reveals_nothing(session: Session, world: World, sign_in_as: SignInAs) -> None:
    given = posted(world.school)
    sign_in_as(world.officer).post("/hazards", data=given)
    theirs = sign_in_as(world.outsider).post("/hazards", data=given, headers=JSON)
    unlike = sign_in_as(world.outsider).post("/hazards", data=posted(world.foreign, id=given["id"]), headers=JSON)
    assert (theirs.status_code, unlike.status_code) == (409, 409)
    assert theirs.json == unlike.json
    assert count(session) == 1


MISSING = [
    ({"school": ""}, "school", "请选择学校。"),
    ({"school": "x"}, "school", "链接"),
    ({"category": ""}, "category", "类别"),
    ({"category": "NONE"}, "category", ""),
    ({"note": ""}, "note", "一句话"),
    ({"severity": "awful"}, "severity", ""),
    ({"latitude": "95"}, "latitude", ""),
    ({"accuracy": "-1"}, "accuracy", ""),
    ({"note": "长" * 2_001}, "note", "2000"),
    ({"building": "长" * 61}, "building", "60"),
    ({"room": "长" * 41}, "room", "40"),
    ({"room": "13812345678"}, "room", "手机号"),
    ({"place_words": "长" * 121}, "place_words", "120"),
    ({"note": "13812345678"}, "note", "手机号"),
    ({"spot": "yes"}, "after_photos", "整改后"),
    ({"photos": "x"}, "photos", ""),
]


@pytest.mark.parametrize(("changes", "field", "words"), MISSING)
def test_what_is_missing_or_wrong_is_told_at_its_field(
    changes: dict[str, str], field: str, words: str, session: Session, world: World, officer: PageClient
) -> None:
    given = posted(world.school) | changes
    answer = officer.post("/hazards", data=given, headers=JSON)
    assert (answer.status_code, list(answer.json["errors"])) == (422, [field])  # type: ignore[index]
    assert words in answer.json["errors"][field][0]  # type: ignore[index]
    page = officer.post("/hazards", data=given)
    assert page.status_code == 422
    assert re.search(f'id="{field}["-]', page.text) or field in ("latitude", "accuracy")
    assert count(session) == 0


def test_a_number_that_belongs_there_is_taken_once_confirmed(
    session: Session, world: World, officer: PageClient
) -> None:
    given = posted(world.school, note="电梯编号 13812345678")
    assert 'name="personal"' in officer.post("/hazards", data=given).text
    assert officer.post("/hazards", data=given | {"personal": "ok"}).status_code == 303


def test_a_photo_named_but_not_there_is_named(session: Session, world: World, officer: PageClient) -> None:
    answer = officer.post("/hazards", data=posted(world.school, photos="ab" * 32), headers=JSON)
    assert answer.status_code == 422
    assert "abababab" in answer.json["errors"]["photos"][0]  # type: ignore[index]


def test_fixed_on_the_spot_is_closed_at_once(session: Session, world: World, officer: PageClient) -> None:
    files = {"files": [file(jpeg(seed=1))], "after_files": [file(jpeg(seed=2))]}
    assert officer.post("/hazards", data=posted(world.school, spot="yes") | files).status_code == 303
    assert the_hazard(session).state is State.CLOSED
    with officer.session_transaction() as kept:
        assert "已销号" in str(kept["_flashes"])


def test_the_photo_before_does_not_prove_the_fix(session: Session, world: World, officer: PageClient) -> None:
    files = {"files": [file(jpeg())], "after_files": [file(jpeg())]}
    page = officer.post("/hazards", data=posted(world.school, spot="yes") | files, headers=ENGLISH)
    assert page.status_code == 422
    assert "used before" in page.text
    assert count(session) == 0


def test_a_liaison_officers_report_is_credit_to_the_school(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    liaison = sign_in_as(world.liaison)
    assert liaison.post("/hazards", data=posted(world.school, category="BULLY")).status_code == 422
    assert liaison.post("/hazards", data=posted(world.school)).status_code == 303
    assert the_hazard(session).self_found


def test_a_school_out_of_reach_leads_nowhere(session: Session, world: World, officer: PageClient) -> None:
    assert officer.post("/hazards", data=posted(world.foreign)).status_code == 404
    assert officer.get(f"/hazards/new?school={world.foreign.uid}").status_code == 200
    assert world.foreign.name not in officer.get(f"/hazards/new?school={world.foreign.uid}").text


@pytest.mark.parametrize("who", ["auditor", "administrator", "nobody"])
def test_who_reports_nothing_has_no_form(who: str, session: Session, world: World, sign_in_as: SignInAs) -> None:
    client = sign_in_as(getattr(world, who))
    assert client.get("/hazards/new").status_code == 403
    assert client.post("/hazards", data=posted(world.school)).status_code == 403


def test_a_form_whose_sender_is_not_signed_in_is_401_for_a_phone(app: Flask, session: Session, world: World) -> None:
    client = PageClient(app)
    assert client.post("/hazards", data=posted(world.school), headers=JSON).status_code == 401
