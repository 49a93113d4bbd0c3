import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from tests.client import PageClient
from tests.reporting import count, posted, reported
from tests.world import World

SignInAs = Callable[[Person], PageClient]
JSON = {"Accept": "application/json"}


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


def test_a_liaison_officer_is_offered_neither_police_kinds_nor_the_fix(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    page = sign_in_as(world.liaison).get("/hazards/new").text
    assert 'value="BULLY"' not in page
    assert 'name="spot"' not in page
    assert 'value="BULLY"' in sign_in_as(world.officer).get("/hazards/new").text


def chosen_school(page: str) -> list[str]:
    return re.findall(r'name="school" value="([\w-]+)"[^>]* checked', page)


def test_the_only_school_is_chosen_already(session: Session, world: World, sign_in_as: SignInAs) -> None:
    assert chosen_school(sign_in_as(world.liaison).get("/hazards/new").text) == [str(world.school.uid)]


def test_the_last_school_of_this_round_is_chosen_already(session: Session, world: World, officer: PageClient) -> None:
    assert chosen_school(officer.get("/hazards/new").text) == []
    officer.post("/hazards", data=posted(world.neighbour))
    assert chosen_school(officer.get("/hazards/new").text) == [str(world.neighbour.uid)]


def test_a_link_chooses_its_school(session: Session, world: World, officer: PageClient) -> None:
    page = officer.get(f"/hazards/new?school={world.neighbour.uid}").text
    assert chosen_school(page) == [str(world.neighbour.uid)]
    assert officer.get("/hazards/new?school=x").status_code == 200


def test_the_kinds_one_reported_last_stand_first(session: Session, world: World, officer: PageClient) -> None:
    for category in ("STALL", "FOOD"):
        officer.post("/hazards", data=posted(world.school, category=category))
    kinds = re.findall(r'name="category" value="(\w+)"', officer.get("/hazards/new").text)
    assert kinds[:2] == ["FOOD", "STALL"]
    assert len(kinds) == len(set(kinds)) == 32


def test_what_is_open_at_the_school_is_shown_before(session: Session, world: World, officer: PageClient) -> None:
    hazard = reported(session, world.officer2, world.school)
    session.commit()
    assert f"/hazards/{hazard.uid}" in officer.get(f"/hazards/new?school={world.school.uid}").text


def test_only_the_newest_are_shown_and_the_rest_is_one_touch_away(
    session: Session, world: World, officer: PageClient
) -> None:
    for number in range(8):
        reported(session, world.officer, world.school, note=f"第 {number} 处")
    session.commit()
    page = officer.get(f"/hazards/new?school={world.school.uid}").text
    assert (page.count(" 处</span>"), "这里未销号的，最新在前" in page) == (6, True)
    assert f'href="/hazards?school={world.school.uid}"' in page


def test_who_has_one_school_is_asked_for_no_other(world: World, sign_in_as: SignInAs) -> None:
    assert "换一所" not in sign_in_as(world.liaison).get("/hazards/new").text
    assert "换一所" in sign_in_as(world.officer).get("/hazards/new").text


def test_what_may_be_the_same_is_shown_after_and_never_merged(
    session: Session, world: World, officer: PageClient
) -> None:
    twin = reported(session, world.officer2, world.school, note="护栏 <b>断裂")
    reported(session, world.officer2, world.school, "FOOD")
    reported(session, world.officer2, world.neighbour)
    session.commit()
    answer = officer.post("/hazards", data=posted(world.school), headers=JSON)
    assert answer.json["twins"] == [f"/hazards/{twin.uid}"]  # type: ignore[index]
    officer.post("/hazards", data=posted(world.school))
    with officer.session_transaction() as kept:
        assert "护栏 &lt;b&gt;断裂</a>" in str(kept["_flashes"])
    assert count(session) == 5
