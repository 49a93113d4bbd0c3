"""The next morning without a net: Today and a school's page say what is due by then, and not what was due."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from hazard_app.rules.rounds import Rhythm
from tests.browser.field import FieldPhone, phone
from tests.installed import Instance, installed
from tests.lines import Line
from tests.rounds import plan
from tests.world import read_world

pytestmark = pytest.mark.browser

SCHOOL = "新安实验小学"


@pytest.fixture
def officer(chromium: Browser, tmp_path: Path) -> Iterator[FieldPhone]:
    """Each day's check can be made a day late."""
    with installed(tmp_path) as instance:
        begin(instance)
        with (
            instance.server() as server,
            Line(server.url) as line,
            phone(chromium, line, instance, timezone_id="Asia/Shanghai") as one,
        ):
            one.tab()
            one.sign_in("officer")
            yield one


def begin(instance: Instance) -> None:
    """From the day on that it is in Jinan."""
    with instance.session() as session:
        world, today = read_world(session), (datetime.now(UTC) + timedelta(hours=8)).date()
        plan(session, world, Rhythm.OWN, rule="FREQ=DAILY", applies_from=today, begins_on=today, open_after=1)
        session.commit()


def test_the_next_morning_names_what_is_due_by_then(officer: FieldPhone) -> None:
    page = officer.page
    expect(page.locator(".task")).to_have_count(2)
    officer.line.down()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=1))
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("今日待查 4 项")
    expect(page.locator(".task .due-late")).to_have_text(["超期未检 1 天", "超期未检 1 天"])
    expect(page.locator(".task .due-soon")).to_have_text(["今天到期", "今天到期"])
    expect(page.get_by_text("待查任务以本机所存为准")).to_be_visible()
    # One of the new day opens its form like any other.
    page.locator("section.panel", has_text=SCHOOL).locator(".task", has_text="今天到期").locator("a.line").click()
    expect(page.locator(".topbar-title .meta")).to_have_text(SCHOOL)
    expect(page.locator("#inspection [name=task]")).to_have_value(re.compile(r"\.\d{4}-\d\d-\d\d\.1$"))


def test_what_was_missed_meanwhile_stands_there_no_more(officer: FieldPhone) -> None:
    page = officer.page
    officer.line.down()
    page.clock.set_fixed_time(datetime.now(UTC) + timedelta(days=2))
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("今日待查 4 项")
    day = (datetime.now(UTC) + timedelta(hours=8)).date().isoformat()
    expect(page.locator(f".task a[href*='{day}']")).to_have_count(0)


def test_a_schools_page_names_what_is_due_there_and_leads_to_it(officer: FieldPhone) -> None:
    page = officer.page
    address = page.locator("section.panel h2 a", has_text=SCHOOL).get_attribute("href")
    officer.line.down()
    page.goto(str(address))
    line = page.locator("pack-school [data-put=checks] a", has_text="日巡")
    expect(line).to_contain_text("今天到期")
    expect(line).to_have_attribute("href", re.compile(r"task=[0-9a-f-]+\.\d{4}-\d\d-\d\d\.1"))
    line.click()
    page.wait_for_selector("kept-form:defined", state="attached")
    officer.answer_the_rest()
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/outbox")
    page.goto(str(address))
    expect(page.locator("pack-school [data-put=checks] a", has_text="日巡")).to_contain_text("已检查，待上传")
