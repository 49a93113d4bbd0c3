"""The browser closes what a phone keeps, or its owner clears it, while a form is open: the page still goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.field import SENT, FieldPhone, photos_of, sha256_of
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

CLOSE = "document.querySelector('kept-form').records.database.connection().then((database) => database.close())"


def clear(officer: FieldPhone, *kinds: str) -> None:
    session = officer.context.new_cdp_session(officer.page)
    told = {"origin": officer.line.url, "storageTypes": ",".join(kinds)}
    session.send("Storage.clearDataForOrigin", told)


def test_a_database_that_the_browser_closed_is_opened_again(officer: FieldPhone) -> None:
    page = officer.page
    officer.report("数据库被关掉", 800)
    page.evaluate(CLOSE)
    page.fill("#room", "关掉之后")
    officer.until(lambda: ["room", "关掉之后"] in officer.records()[0]["fields"])
    page.evaluate(CLOSE)
    officer.send()
    page.wait_for_url(SENT)
    assert photos_of(officer.instance, "数据库被关掉") == [sha256_of(800)]


def test_a_phone_cleared_under_an_open_form_still_sends_all_of_the_page(officer: FieldPhone) -> None:
    page = officer.page
    officer.report("存的被清空", 801, 802)
    officer.until(lambda: ["note", "存的被清空"] in officer.records()[0]["fields"])
    clear(officer, "indexeddb", "cache_storage", "service_workers", "local_storage")
    officer.send()
    page.wait_for_url(SENT)
    assert photos_of(officer.instance, "存的被清空") == sorted([sha256_of(801), sha256_of(802)])


def test_cleared_with_the_sign_in_it_goes_after_the_next_one(officer: FieldPhone) -> None:
    page = officer.page
    officer.report("连登录也清空", 803)
    officer.until(lambda: ["note", "连登录也清空"] in officer.records()[0]["fields"])
    clear(officer, "all")
    officer.context.clear_cookies()
    officer.send()
    page.wait_for_url(re.compile("/login"))
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/outbox")
    officer.wait_until_sent()
    expect(page.locator("[data-empty]")).to_be_visible()
    assert photos_of(officer.instance, "连登录也清空") == [sha256_of(803)]
