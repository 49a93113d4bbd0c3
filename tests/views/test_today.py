"""Where everybody begins."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.clock import now
from hazard_app.models.person import Person
from tests.client import PageClient
from tests.reporting import reported
from tests.world import World

SignInAs = Callable[[Person], PageClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def standing(session: Session, world: World) -> None:
    reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    reported(session, world.officer, world.school, "TRAFFIC", note="斑马线磨损")
    session.commit()


@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize(
    ("name", "heading", "words"),
    [
        ("officer", "未销号 2 处", ("开始检查", "最先到期", "斑马线磨损")),
        ("liaison", "本校整改 1 处", ("他方在办", "自查", "记为学校主动排查")),
        ("supervisor", "未销号 2 处", ("东片警务区", "逾期未改最久", "没有待复查的隐患")),
        ("auditor", "未销号 2 处", ("东片警务区", "逾期未改最久")),
        ("administrator", "泉城市公安局", ("学校", "人员", "看不到隐患")),
        ("nobody", "钱无", ("暂时没有内容",)),
    ],
)
def test_each_role_sees_what_it_comes_for(
    world: World, sign_in_as: SignInAs, name: str, heading: str, words: tuple[str, ...]
) -> None:
    page = sign_in_as(getattr(world, name)).get("/today")
    assert page.status_code == 200
    assert f"<h1>{heading}</h1>" in page.text
    assert [word for word in words if word not in page.text] == []


@pytest.mark.usefixtures("standing")
@pytest.mark.parametrize("name", ["officer", "liaison", "supervisor", "auditor", "administrator", "nobody"])
def test_it_speaks_english_too(world: World, sign_in_as: SignInAs, name: str) -> None:
    assert 'lang="en"' in sign_in_as(getattr(world, name)).get("/today", headers=ENGLISH).text


def test_a_school_counts_as_overdue_only_what_is_its_own_to_fix(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    ours = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    theirs = reported(session, world.officer, world.school, "TRAFFIC", note="斑马线磨损")
    ours.deadline = theirs.deadline = now() - timedelta(days=2)
    session.commit()
    page = sign_in_as(world.liaison).get("/today").text
    assert "逾期未改 1 处" in page
    assert "逾期未改 2 处" not in page


@pytest.mark.usefixtures("standing")
def test_an_administrator_sees_no_hazard(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.administrator).get("/today").text
    assert not any(word in page for word in ("围栏", "斑马线", "/hazards"))


def test_an_administrators_day_leads_to_the_zones(world: World, sign_in_as: SignInAs) -> None:
    admin = sign_in_as(world.administrator)
    (zone,) = re.findall(r'href="(/zones/[\w-]+)"', admin.get("/today").text)
    assert "泉城市公安局" in admin.get(zone).text


def test_a_supervisor_finds_the_inspections_from_here(world: World, sign_in_as: SignInAs) -> None:
    assert 'href="/inspections"' in sign_in_as(world.supervisor).get("/today").text


def test_the_front_door_leads_here(world: World, sign_in_as: SignInAs) -> None:
    answer = sign_in_as(world.officer).get("/")
    assert (answer.status_code, answer.location) == (303, "/today")


def test_the_nearest_school_stands_first_where_the_phone_is_known(world: World, sign_in_as: SignInAs) -> None:
    browser = sign_in_as(world.officer)
    page = browser.get("/today?latitude=36.6572&longitude=117.0235").text
    assert page.index("河滨幼儿园") < page.index("新安实验小学")
    assert browser.get("/today?latitude=95&longitude=117").status_code == 422
