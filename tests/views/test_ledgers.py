"""The school's own ledger as its people, and the police, get it."""

import csv
import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.demo.cast import post
from hazard_app.models.access import Access
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.rules.terms import Role, Severity, StepKind
from hazard_app.rules.whereabouts import Whereabouts
from tests.client import PageClient
from tests.reporting import reported
from tests.visits import step
from tests.world import LONG_AGO, NOW, World

SignInAs = Callable[[Person], PageClient]
HOUR = timedelta(hours=1)


@pytest.fixture
def own(session: Session, world: World) -> Hazard:
    """The school's own affair: minor, in time, nobody asked for help."""
    where = Whereabouts("教学楼", "302")
    kept = reported(session, world.liaison, world.school, note="插线板串接", severity=Severity.MINOR, whereabouts=where)
    session.commit()
    return kept


def page(browser: PageClient, world: World, **asked: str) -> str:
    return browser.get(f"/schools/{world.school.uid}/ledger", query_string=asked).text


def table(browser: PageClient, world: World, reason: str = "存档") -> list[list[str]]:
    answer = browser.get(f"/schools/{world.school.uid}/ledger.csv", query_string={"reason": reason})
    assert answer.mimetype == "text/csv"
    return list(csv.reader(answer.get_data(as_text=True).removeprefix("\ufeff").splitlines()))


def test_the_school_reads_what_it_found_and_where(world: World, sign_in_as: SignInAs, own: Hazard) -> None:
    text = page(sign_in_as(world.liaison), world)
    assert "<h1>自查台账</h1>" in text
    assert text.count("插线板串接") == 2  # a card and a row of the table
    assert "教学楼 · 302" in text
    assert "陈立" in text


def test_police_see_the_schools_own_affair_by_its_address_and_not_in_the_ledger(
    session: Session, world: World, sign_in_as: SignInAs, own: Hazard
) -> None:
    """What a zone's readers may see is `visible_to`, and stays so; the ledger tells them what has joined."""
    officer = sign_in_as(world.officer)
    assert officer.get(f"/hazards/{own.uid}").status_code == 200
    text = page(officer, world)
    assert ("插线板串接" in text, "另有 1 处由本校自改自核" in text) == (False, True)
    assert all(len(row) == 1 or row[7] != "插线板串接" for row in table(officer, world))
    step(session, own, world.liaison, StepKind.ASK_MORE_TIME, NOW, note="等施工")
    session.commit()
    text = page(officer, world)
    assert ("插线板串接" in text, "已转民警：已求助" in text) == (True, True)


def test_what_is_police_only_never_stands_in_it_for_the_school(
    session: Session, world: World, sign_in_as: SignInAs, own: Hazard
) -> None:
    own.police_only, own.severity = True, Severity.CRITICAL
    session.commit()
    assert "插线板串接" not in page(sign_in_as(world.liaison), world)
    assert len(table(sign_in_as(world.liaison), world)) == 2  # the heading and who took it
    assert "插线板串接" in page(sign_in_as(world.officer), world)


def test_only_the_second_person_is_led_to_check(
    session: Session, world: World, sign_in_as: SignInAs, own: Hazard
) -> None:
    step(session, own, world.liaison, StepKind.FIX, NOW - HOUR)
    session.commit()
    link = f'href="/schools/{world.school.uid}/rechecks/new"'
    assert link not in page(sign_in_as(world.liaison), world)
    second = sign_in_as(world.liaison2)
    assert link in page(second, world)
    assert second.get(f"/schools/{world.school.uid}/rechecks/new").status_code == 200


def test_who_asks_for_more_time_is_told_that_police_then_recheck_it(
    session: Session, world: World, sign_in_as: SignInAs, own: Hazard
) -> None:
    asking = sign_in_as(world.liaison).get(f"/hazards/{own.uid}/steps/new?kind=ask_more_time")
    assert "由民警复查" in asking.text
    second = sign_in_as(world.liaison2)
    assert second.get(f"/hazards/{own.uid}/steps/new?kind=recheck_pass").status_code == 200
    step(session, own, world.liaison, StepKind.ASK_MORE_TIME, NOW, note="等施工")
    session.commit()
    refused = second.get(f"/hazards/{own.uid}/steps/new?kind=recheck_pass")
    assert (refused.status_code, "由民警复查" in refused.text) == (403, True)


def test_an_empty_ledger_says_how_to_begin(world: World, sign_in_as: SignInAs) -> None:
    text = page(sign_in_as(world.liaison), world)
    assert "台账里还没有记录" in text
    assert re.search(r'href="/inspections/new\?[^"]+"><strong>校园消防安全检查表', text)
    theirs = page(sign_in_as(world.officer), world)
    assert ("没有转民警的" in theirs, "/inspections/new" in theirs) == (True, False)


def test_what_is_closed_goes_on_behind_a_cursor(
    session: Session, world: World, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hazard_app.reports.ledger.PAGE", 1)
    for number in (1, 2):
        hazard = reported(session, world.liaison, world.school, note=f"第 {number} 处", severity=Severity.MINOR)
        step(session, hazard, world.liaison2, StepKind.RECHECK_PASS, NOW + number * HOUR)
    session.commit()
    browser = sign_in_as(world.liaison)
    first = page(browser, world)
    more = re.search(r'href="([^"]+)" rel="next"', first)
    assert more
    second = browser.get(more[1].replace("&amp;", "&")).text
    assert [("第 1 处" in text, "第 2 处" in text) for text in (first, second)] == [(False, True), (True, False)]
    assert 'rel="next"' not in second
    assert "第 2 处" in page(browser, world, after="broken")


def test_the_file_has_the_columns_of_a_paper_ledger(
    session: Session, world: World, sign_in_as: SignInAs, own: Hazard
) -> None:
    step(session, own, world.liaison, StepKind.FIX, NOW + HOUR)
    step(session, own, world.liaison2, StepKind.RECHECK_PASS, NOW + 2 * HOUR)
    session.commit()
    names, cells, taken = table(sign_in_as(world.liaison), world)
    assert dict(zip(names, cells, strict=True)) == {
        "编号": f"2026-{own.id:04d}", "学校": "新安实验小学", "发现时间": "2026-11-23 14:02", "发现人": "陈立",
        "楼栋": "教学楼", "房间": "302", "部位": "", "隐患": "插线板串接",
        "类别": "道路交通", "程度": "一般", "期限": "2026-12-23",
        "整改时间": "2026-11-23 15:02", "整改人": "陈立", "复核时间": "2026-11-23 16:02", "复核人": "吴静",
        "状态": "已销号", "转民警原因": "",
    }  # fmt: skip
    assert taken[0].startswith("陈立于")


def test_it_is_taken_away_only_with_a_reason_and_noted(session: Session, world: World, sign_in_as: SignInAs) -> None:
    browser, address = sign_in_as(world.liaison), f"/schools/{world.school.uid}/ledger"
    refused = browser.get(f"{address}.csv")
    assert (refused.status_code, refused.location) == (303, f"{address}#export")
    table(browser, world, "月度存档")
    session.rollback()
    [access] = session.scalars(select(Access)).all()
    noted = (access.person_id, access.reason, access.facts)
    assert noted == (world.liaison.id, "月度存档", {"ledger": str(world.school.uid)})


def test_today_the_school_and_the_tabs_lead_to_it(world: World, sign_in_as: SignInAs) -> None:
    link = f'href="/schools/{world.school.uid}/ledger"'
    liaison, officer = sign_in_as(world.liaison), sign_in_as(world.officer)
    assert link in liaison.get("/today").text
    assert all(link in browser.get(f"/schools/{world.school.uid}").text for browser in (liaison, officer))
    assert liaison.get("/ledgers").location == f"/schools/{world.school.uid}/ledger"
    assert [('href="/ledgers"' in browser.get("/today").text) for browser in (liaison, officer)] == [True, False]


def test_whoever_looks_after_two_schools_chooses(session: Session, world: World, sign_in_as: SignInAs) -> None:
    post(session, world.liaison, Role.LIAISON, school=world.neighbour, starts_on=LONG_AGO)
    session.commit()
    text = sign_in_as(world.liaison).get("/ledgers").text
    assert [f"/schools/{school.uid}/ledger" in text for school in (world.school, world.neighbour)] == [True, True]
