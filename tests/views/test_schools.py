"""The pages of schools as a browser gets them."""

import re
from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_school
from hazard_app.models.person import Person
from hazard_app.rules.terms import SchoolKind
from tests.client import PageClient
from tests.filling import newest
from tests.reporting import reported
from tests.visits import visit
from tests.world import World

SignInAs = Callable[[Person], PageClient]
THERE = "latitude=36.6572&longitude=117.0235&accuracy=18"


def names(page: str) -> list[str]:
    return re.findall(r"<strong>([^<]+)</strong>", page)


def test_schools_stand_by_name_with_what_is_open(session: Session, world: World, sign_in_as: SignInAs) -> None:
    reported(session, world.officer, world.school)
    session.commit()
    page = sign_in_as(world.officer).get("/schools").text
    assert "<h1>2 所学校</h1>" in page
    assert names(page) == ["新安实验小学", "河滨幼儿园"]
    assert "未销号 1 处" in page


def test_the_nearest_stands_first_when_the_phone_says_where_it_is(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.officer).get(f"/schools?{THERE}").text
    assert names(page) == ["河滨幼儿园", "新安实验小学"]
    assert "±18 米" in page


def test_a_school_is_found_by_two_characters(world: World, sign_in_as: SignInAs) -> None:
    browser = sign_in_as(world.officer)
    assert names(browser.get("/schools?q=河滨").text) == ["河滨幼儿园"]
    assert "没有这个校名" in browser.get("/schools?q=没有").text


@pytest.mark.parametrize("asked", ["latitude=95&longitude=117", "latitude=x&longitude=1", "after=1", "q=" + "长" * 101])
def test_what_cannot_be_read_is_told(world: World, sign_in_as: SignInAs, asked: str) -> None:
    assert sign_in_as(world.officer).get(f"/schools?{asked}").status_code == 422


def test_more_schools_stand_behind_a_cursor(session: Session, world: World, sign_in_as: SignInAs) -> None:
    for number in range(51):
        make_school(session, world.east, f"more-{number}", f"第 {number:02d} 小学", SchoolKind.PRIMARY)
    session.commit()
    browser = sign_in_as(world.officer)
    first = browser.get("/schools").text
    more = re.search(r'href="([^"]+)" rel="next"', first)
    assert more
    assert len(names(first) + names(browser.get(more[1]).text)) == 53


def test_a_school_lists_the_checks_that_one_may_start(session: Session, world: World, sign_in_as: SignInAs) -> None:
    patrol, fire = newest(session, "PER-D"), newest(session, "FIRE-W")

    def start(version: object) -> str:
        return f"/inspections/new?version={getattr(version, 'uid', '')}&amp;school={world.school.uid}"

    where = f"/schools/{world.school.uid}"
    police, school = sign_in_as(world.officer).get(where).text, sign_in_as(world.liaison).get(where).text
    assert start(patrol) in police
    assert start(fire) in police
    assert start(fire) in school
    assert start(patrol) not in school
    assert "开始检查" not in sign_in_as(world.auditor).get(where).text


def test_a_school_tells_its_own_work_from_the_others(session: Session, world: World, sign_in_as: SignInAs) -> None:
    reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    reported(session, world.officer, world.school, "TRAFFIC", note="斑马线磨损")
    reported(session, world.officer, world.school, "CONFLICT", note="门前聚集")
    session.commit()
    page = sign_in_as(world.liaison).get(f"/schools/{world.school.uid}").text
    ours, others = page.index("本校整改"), page.index("他方在办")
    assert ours < page.index("围栏缺两根竖杆") < others < page.index("斑马线磨损")
    assert "公安交管在办" in page
    assert "门前聚集" not in page


def test_a_schools_last_checks_lead_to_all_that_one_may_read(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    for school in (world.school, world.neighbour):
        visit(session, world.officer, school, {})
    session.commit()
    for reader in (world.liaison, world.auditor):
        browser, theirs = sign_in_as(reader), f"/inspections?school={world.school.uid}"
        assert f'href="{theirs}"' in browser.get(f"/schools/{world.school.uid}").text
        assert browser.get(theirs).text.count('href="/inspections/') == 1


def test_the_checks_of_a_school_out_of_reach_are_no_page(world: World, sign_in_as: SignInAs) -> None:
    assert sign_in_as(world.outsider).get(f"/inspections?school={world.school.uid}").status_code == 404
    assert sign_in_as(world.officer).get("/inspections?school=none").status_code == 404


def test_an_auditor_is_offered_no_inspections_of_their_own(world: World, sign_in_as: SignInAs) -> None:
    assert "mine=yes" not in sign_in_as(world.auditor).get("/inspections").text
    assert "mine=yes" in sign_in_as(world.officer).get("/inspections").text


def test_an_administrator_sees_no_figures_of_a_school(session: Session, world: World, sign_in_as: SignInAs) -> None:
    reported(session, world.officer, world.school, note="斑马线磨损")
    session.commit()
    page = sign_in_as(world.administrator).get(f"/schools/{world.school.uid}").text
    assert "新安实验小学" in page
    assert not any(word in page for word in ("未销号", "斑马线磨损", "检查记录"))
