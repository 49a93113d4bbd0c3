"""In which building and room: offered where a hazard is told, kept with it, and never demanded."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from tests.client import PageClient
from tests.filling import filled, newest
from tests.reporting import count, posted
from tests.stepping import JSON
from tests.visits import hazards
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


def offered(page: str) -> list[str]:
    names = re.search(r'<datalist id="buildings"[^>]*>(.*?)</datalist>', page)
    assert names
    return re.findall(r'value="([^"]+)"', names[1])


def test_the_buildings_named_last_at_the_school_are_offered(
    session: Session, world: World, officer: PageClient
) -> None:
    for building in ("教学楼", "食堂", "教学楼"):
        assert officer.post("/hazards", data=posted(world.school, building=building)).status_code == 303
    patrol = f"/inspections/new?school={world.school.uid}&version={newest(session, 'PER-D').uid}"
    for asked in (f"/hazards/new?school={world.school.uid}", patrol):
        assert offered(officer.get(asked).text) == ["教学楼", "食堂"], asked
    assert offered(officer.get(f"/hazards/new?school={world.neighbour.uid}").text) == []


def test_a_building_of_what_only_police_may_read_is_not_offered_to_the_school(
    world: World, sign_in_as: SignInAs, officer: PageClient
) -> None:
    given = posted(world.school, building="心理咨询室", category="BULLY")
    assert officer.post("/hazards", data=given).status_code == 303
    page = f"/hazards/new?school={world.school.uid}"
    assert offered(officer.get(page).text) == ["心理咨询室"]
    assert offered(sign_in_as(world.liaison).get(page).text) == []


def test_the_same_report_without_a_building_is_the_same(session: Session, world: World, officer: PageClient) -> None:
    """As a phone sends it that does not know of buildings yet."""
    given = posted(world.school)
    assert officer.post("/hazards", data=given, headers=JSON).status_code == 201
    again = officer.post("/hazards", data={**given, "building": "", "room": " "}, headers=JSON)
    assert (again.status_code, count(session)) == (200, 1)


def test_what_a_school_finds_itself_says_where_too(session: Session, world: World, sign_in_as: SignInAs) -> None:
    said = {
        "FIRE_W_02": "fail",
        "FIRE_W_02__note": "没有记录",
        "FIRE_W_02__building": "教学楼",
        "FIRE_W_02__room": "302",
    }
    beside = {
        "other_1__note": "无标签",
        "other_1__category": "FIRE",
        "other_1__building": "食堂",
        "other_1__place": "冰柜旁",
    }
    given = filled(newest(session, "FIRE-W"), world.school, **said, **beside)
    answer = sign_in_as(world.liaison).post("/inspections", data=given)
    assert answer.status_code == 303
    assert [str(hazard.whereabouts) for hazard in hazards(session)] == ["教学楼 · 302", "食堂 · 冰柜旁"]
    assert "<span>教学楼</span><span>302</span>" in sign_in_as(world.officer).get(answer.location).text
