"""The pages of hazards as a browser gets them."""

import csv
import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.rules.terms import Severity, StepKind
from hazard_app.rules.whereabouts import Whereabouts
from tests.client import PageClient
from tests.reporting import reported
from tests.visits import fail, step, visit
from tests.world import World

SignInAs = Callable[[Person], PageClient]
ENGLISH = {"Accept-Language": "en"}


@pytest.fixture
def lane(session: Session, world: World) -> Hazard:
    hazard = reported(
        session,
        world.officer,
        world.school,
        "FIRE",
        note="消防通道被占用",
        whereabouts=Whereabouts("食堂", "", "后门"),
        severity=Severity.MAJOR,
    )
    session.commit()
    return hazard


def many(session: Session, world: World, count: int) -> None:
    for number in range(count):
        reported(session, world.officer, world.school, note=f"第 {number} 处")
    session.commit()


def test_the_heading_is_the_answer(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    page = sign_in_as(world.supervisor).get("/hazards")
    assert "<h1>未销号 1 处</h1>" in page.text
    assert "<h1>1 open</h1>" in sign_in_as(world.supervisor).get("/hazards", headers=ENGLISH).text


def test_a_hazard_stands_as_a_card_and_in_the_table(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    page = sign_in_as(world.supervisor).get("/hazards").text
    assert page.count("消防通道被占用") == page.count(f"/hazards/{lane.uid}") == 2
    assert page.count("食堂 · 后门") == 2


def test_its_page_says_where_it_is_in_one_line(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    page = sign_in_as(world.officer).get(f"/hazards/{lane.uid}").text
    place = re.search(r"<dt>部位</dt><dd[^>]*>(.*?)</dd>", page)
    assert place
    assert re.findall(r">([^<]+)<", place[1]) == ["新安实验小学", "食堂", "后门"]


def test_a_school_is_told_whose_work_each_hazard_is(
    session: Session, world: World, sign_in_as: SignInAs, lane: Hazard
) -> None:
    reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    page = sign_in_as(world.liaison).get("/hazards").text
    assert (page.count("本校整改"), page.count("消防救援在办")) == (2, 2)  # in the card and in the table
    assert "本校整改" not in sign_in_as(world.officer).get("/hazards").text


def test_filters_stand_with_their_counts_nought_included(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    text = re.sub(r"<[^>]+>", " ", sign_in_as(world.supervisor).get("/hazards").text)
    chips = re.sub(r"\s+", " ", text)
    assert "全部 1 逾期未改 0 重大风险 0 较大 1 一般 0 待整改 1 待复查 0" in chips


def test_a_filter_keeps_the_others(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    page = sign_in_as(world.supervisor).get("/hazards?severity=major&category=FIRE&order=deadline").text
    hrefs = [unescape(href) for href in re.findall(r'class="chip" href="([^"]+)"', page)]
    asked = [dict(parse_qsl(urlsplit(href).query)) for href in hrefs]
    kept = {"category": "FIRE", "order": "deadline"}
    assert {"severity": "major", "overdue": "yes", **kept} in asked
    assert {"severity": "critical", **kept} in asked
    assert kept in asked  # all of them, and the current one taken back


def test_what_was_found_today_has_no_age_in_days_yet(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    phone = sign_in_as(world.officer)
    for path in ("/hazards", f"/hazards/{lane.uid}"):
        page = phone.get(path).text
        assert ("今天发现" in page, "已 0 天" in page) == (True, False), path


def test_more_stands_behind_a_cursor(session: Session, world: World, sign_in_as: SignInAs) -> None:
    many(session, world, 53)
    browser = sign_in_as(world.supervisor)
    first = browser.get("/hazards?order=newest").text
    more = re.search(r'href="([^"]+)" rel="next"', first)
    assert more
    second = browser.get(more[1].replace("&amp;", "&")).text
    assert (first.count('class="hazard-card"'), second.count('class="hazard-card"')) == (50, 3)
    assert 'rel="next"' not in second


def test_nothing_open_is_good_news(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.supervisor).get("/hazards").text
    assert "没有未销号隐患" in page
    assert "清除筛选" not in page


def test_nothing_that_matches_offers_to_clear(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    page = sign_in_as(world.supervisor).get(f"/hazards?severity=critical&zone={world.east.uid}").text
    assert "未销号 1 处中的 0 处" in page
    assert f'href="/hazards?zone={world.east.uid}">清除筛选' in page


@pytest.mark.parametrize(
    "asked",
    [
        "state=gone",
        "severity=red",
        "category=NONE",
        "overdue=maybe",
        "order=random",
        "zone=east",
        "after=MQ",
        "q=" + "长" * 101,
    ],
)
def test_what_is_no_filter_is_told_in_a_sentence(world: World, sign_in_as: SignInAs, asked: str) -> None:
    page = sign_in_as(world.supervisor).get(f"/hazards?{asked}")
    assert page.status_code == 422
    assert re.search(r"(不在可选范围|选项|链接|最多)", page.text)


@pytest.mark.parametrize(
    "asked", ["state=open&order=deadline", "state=closed", "state=void", "overdue=yes", "q=%00%F0"]
)
def test_every_filter_of_ours_is_answered(world: World, sign_in_as: SignInAs, asked: str) -> None:
    assert sign_in_as(world.supervisor).get(f"/hazards?{asked}").status_code == 200


def test_an_administrator_is_told_why_there_are_none(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.administrator).get("/hazards")
    assert page.status_code == 403
    assert "您的角色看不到隐患" in page.text


def test_the_export_holds_what_the_list_holds(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    answer = sign_in_as(world.supervisor).get("/hazards.csv?severity=major&reason=月报")
    rows = list(csv.reader(answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()))
    assert answer.mimetype == "text/csv"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="hazards-2026-11-23-supervisor.csv"'
    assert [row[6] for row in rows[:-1]] == ["隐患", "消防通道被占用"]
    assert rows[-1][0].startswith("李建国于")
    empty = sign_in_as(world.supervisor).get("/hazards.csv?severity=critical&reason=月报").get_data(as_text=True)
    assert len(empty.splitlines()) == 2


def test_a_school_exports_nothing_that_is_police_only(session: Session, world: World, sign_in_as: SignInAs) -> None:
    visit(session, world.officer, world.school, {"PER-W-23": fail("名单核查未完成"), "PER-W-04": fail("围挡有缺口")})
    session.commit()
    exported = sign_in_as(world.liaison).get("/hazards.csv?reason=月报").get_data(as_text=True)
    assert "围挡有缺口" in exported
    assert "名单核查未完成" not in exported


def shown(sign_in_as: SignInAs, person: Person, hazard: Hazard, **kwargs: Any) -> str:
    page = sign_in_as(person).get(f"/hazards/{hazard.uid}", **kwargs)
    assert page.status_code == 200
    return page.text


def test_its_page_says_who_raised_it_who_has_it_and_what_became_of_it(
    world: World, sign_in_as: SignInAs, lane: Hazard
) -> None:
    page = shown(sign_in_as, world.supervisor, lane)
    assert all(words in page for words in ("谁提的", "王敏", "谁办的", "消防救援", "办成什么样", "尚未整改"))
    assert "1 条，校验无误" in page
    assert all(words in shown(sign_in_as, world.supervisor, lane, headers=ENGLISH) for words in ("Raised by", "whole"))


def test_its_page_offers_what_one_may_add(world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    both, comment = 'value="seen_again"', 'value="comment"'
    assert both in shown(sign_in_as, world.officer, lane)
    school = shown(sign_in_as, world.liaison, lane)
    assert comment in school
    assert both not in school
    assert comment not in shown(sign_in_as, world.auditor, lane)


def test_a_comment_is_called_so_where_nothing_else_is_on_offer(
    world: World, sign_in_as: SignInAs, lane: Hazard
) -> None:
    page = sign_in_as(world.liaison).get(f"/hazards/{lane.uid}").text
    assert ("添加备注" in page, "只作备注" in page) == (True, False)


def test_what_is_closed_is_not_seen_again(session: Session, world: World, sign_in_as: SignInAs, lane: Hazard) -> None:
    step(session, lane, world.supervisor, StepKind.RECHECK_PASS)
    session.commit()
    page = shown(sign_in_as, world.officer, lane)
    assert 'value="seen_again"' not in page
    assert 'value="comment"' in page
    assert "整改到位" in page
