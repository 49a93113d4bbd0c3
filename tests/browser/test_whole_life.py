"""From found to gone: an officer, the school inside WeChat, a second officer, and the supervisor who looks on."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.screens import DESK
from tests.browser.taps import Taps, shot

pytestmark = pytest.mark.browser

WECHAT = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/116.0 Mobile Safari/537.36 MicroMessenger/8.0.49"
NOTE = "北门围栏缺两根竖杆"
HAZARD = re.compile(r"/hazards/[0-9a-f-]{36}$")


def report(visit: Visit) -> str:
    """By the first officer; the address of the hazard."""
    phone = visit("officer", touch=True)
    phone.goto("/hazards/new")
    phone.set_input_files("#files", shot(21))
    phone.locator(".kind", has_text="实体防范").tap()
    phone.fill("#note", NOTE)
    phone.get_by_role("button", name="上报", exact=True).tap()
    phone.wait_for_url(HAZARD)
    return phone.url


def fix(visit: Visit) -> Taps:
    """By the school, on a phone inside WeChat."""
    phone, taps = visit("liaison", touch=True, agent=WECHAT), Taps()
    taps.on(phone.get_by_role("link", name=re.compile(NOTE)).first)
    phone.wait_for_url("**/steps/new?kind=fix")
    phone.wait_for_selector("photo-field:defined", state="attached")
    taps.photo(phone, phone.locator(".photo-take").first, 22)
    taps.on(phone.get_by_role("button", name="上报整改"))
    phone.wait_for_url(HAZARD)
    expect(phone.get_by_text("待复查").first).to_be_visible()
    return taps


def test_the_loop_closes_and_nobody_judges_their_own_fix(visit: Visit) -> None:
    hazard = report(visit)
    assert fix(visit).count == 5
    officer, taps = visit("officer2", touch=True), Taps()
    officer.get_by_role("link", name="学校", exact=True).tap()
    officer.get_by_role("link", name="新安实验小学").first.tap()
    officer.get_by_role("link", name="去复查").tap()
    line = officer.locator(".recheck", has_text=NOTE)
    expect(line.locator(".compare img")).to_have_count(2)
    taps.on(line.get_by_text("整改到位", exact=True))
    taps.on(officer.get_by_role("button", name="提交复查"))
    officer.wait_for_url(re.compile(r"/schools/"))
    assert taps.count == 2
    supervisor = visit("supervisor", DESK)
    supervisor.goto(hazard)
    expect(supervisor.get_by_text("3 条，校验无误")).to_be_visible()
    expect(supervisor.locator(".outcome")).to_contain_text("销号")
    expect(supervisor.locator(".compare img")).to_have_count(2)


def test_without_a_script_a_fix_is_sent_all_the_same(visit: Visit) -> None:
    hazard = report(visit)
    phone = visit("liaison", script=False, agent=WECHAT)
    phone.goto(f"{hazard}/steps/new?kind=fix")
    phone.set_input_files("input[type=file]", shot(23))
    phone.fill("#note", "已补齐")
    phone.get_by_role("button", name="上报整改").click()
    phone.wait_for_url(HAZARD)
    expect(phone.get_by_text("已补齐")).to_be_visible()
