"""Whoever signed out is gone, whatever the line did: nothing of theirs is shown, and nobody else is thrown out."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field import FieldPhone, phone
from tests.browser.test_worker import CACHED, WINDOWS
from tests.installed import Instance
from tests.lines import Line
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

LISTED = "indexedDB.listed().then((all) => all.map(({ name }) => name))"
# As Firefox before 126 is; the test still finds out what there is.
UNLISTED = """
Object.defineProperty(IDBFactory.prototype, "listed", { value: IDBFactory.prototype.databases });
delete IDBFactory.prototype.databases;
"""
# An answer that was on its way at the sign-out is kept behind it.
LATE = """
(person) => {
  const fetch = window.fetch;
  window.fetch = (...asked) => fetch(...asked).finally(async () =>
    (await caches.open(`pages-${person}`)).put("/today", new Response("late")));
}
"""


@pytest.fixture
def desk(chromium: Browser, line: Line, instance: Instance) -> Iterator[FieldPhone]:
    """No worker there, and a session that ends with the browser."""
    line.mend()
    with phone(chromium, line, instance, user_agent=WINDOWS) as desk:
        desk.tab().goto("/login")
        sign_in(desk.page, "officer")
        yield desk


def sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/today")


def sign_out(page: Page, line: Line | None = None) -> None:
    """On a page that has all its scripts; a line that is given goes down before."""
    page.goto("/me")
    page.wait_for_selector("sign-out:defined", state="attached")
    if line:
        line.down()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(re.compile("/(login|offline/none)$"))


def hear_no(line: Line, head: bytes) -> None:
    """Such requests never get through, all others do."""
    line.cut_within(head, after=0, then=lambda: hear_no(line, head))


def test_signing_out_takes_pages_and_pack_along(officer: FieldPhone) -> None:
    person = officer.person
    sign_out(officer.page)
    officer.until(lambda: officer.page.evaluate(CACHED, "pages-") == [])
    databases = "indexedDB.databases().then((all) => all.map(({ name }) => name))"
    officer.until(lambda: f"pack-{person}" not in officer.page.evaluate(databases))


def test_signed_out_without_a_net_the_platform_is_told_with_the_next_one_and_the_page_comes(
    officer: FieldPhone, line: Line
) -> None:
    sign_out(officer.page, line)
    officer.page.goto("/today")
    expect(officer.page.get_by_text("平台还不知道")).to_be_visible()
    expect(officer.page.get_by_text("现在没有网络")).to_be_hidden()
    line.mend()
    officer.page.wait_for_url(re.compile("/login"))
    expect(officer.page.get_by_label("用户名")).to_be_visible()
    officer.page.goto("/me")
    officer.page.wait_for_url(re.compile("/login"))


def test_what_a_browser_asks_for_before_its_worker_runs_is_not_shown(officer: FieldPhone, line: Line) -> None:
    """Newer ones do, with the cookie that was good until then; what the window remembers may be lost with it."""
    page = officer.page
    sign_out(page, line)
    page.evaluate("localStorage.clear()")
    browser = page.context.new_cdp_session(page)
    browser.send("ServiceWorker.enable")
    # The page that waits for the platform would go on by itself.
    page.goto("about:blank")
    browser.send("ServiceWorker.stopAllWorkers")
    line.mend()
    page.goto("/today")
    expect(page.get_by_label("用户名")).to_be_visible()
    assert page.evaluate(CACHED, "pages-") == []


def test_a_line_that_says_nothing_keeps_nobody_from_signing_out(officer: FieldPhone, line: Line) -> None:
    page = officer.page
    page.goto("/me")
    page.wait_for_selector("sign-out:defined", state="attached")
    with line.stalled():
        page.get_by_role("button", name="退出登录").click()
        expect(page.get_by_text("平台还不知道")).to_be_visible(timeout=30_000)
    expect(page.get_by_label("用户名")).to_be_visible()


def test_pages_are_answered_and_the_sign_out_never_is_and_nothing_is_shown(officer: FieldPhone, line: Line) -> None:
    page = officer.page
    sign_out(page, line)
    line.mend()
    hear_no(line, b"POST /logout")
    for path in ("/today", "/login"):
        page.goto(path)
        expect(page.locator("h1")).to_have_text("本机没有存这一页")
    assert page.evaluate(CACHED, "pages-") == []
    line.mend()
    expect(page.get_by_label("用户名")).to_be_visible()
    sign_in(page, "officer2")
    officer.wait_until_ready()


def test_at_a_desk_the_page_stays_hidden_while_the_platform_is_told(desk: FieldPhone, line: Line) -> None:
    page = desk.page
    hear_no(line, b"POST /logout")
    sign_out(page)
    page.add_init_script("addEventListener('pagehide', () => sessionStorage.seen = !document.documentElement.hidden)")
    page.goto("/me")
    page.wait_for_url("**/offline/none")
    assert page.evaluate("sessionStorage.seen") == "false"
    line.mend()
    page.wait_for_url(re.compile("/login"))


def test_a_sign_out_whose_answer_was_lost_throws_out_nobody_who_signs_in_next(desk: FieldPhone, line: Line) -> None:
    page = desk.page
    cut = line.cut_answer_of(b"POST /logout")
    sign_out(page)
    assert cut.sprung
    desk.until(lambda: page.evaluate("localStorage.getItem('leaving')") is None)
    sign_in(page, "officer2")
    expect(page.locator(".all-sent")).to_be_visible()
    page.goto("/me")
    expect(page.locator("h1")).to_be_visible()


def test_a_mark_of_somebody_who_left_is_nothing_to_anybody_else(desk: FieldPhone) -> None:
    page = desk.page
    page.evaluate("localStorage.setItem('leaving', '11111111-1111-4111-8111-111111111111')")
    page.goto("/me")
    page.wait_for_selector("sign-out:defined", state="attached")
    expect(page.locator("h1")).to_be_visible()


def test_what_arrives_behind_the_sign_out_is_forgotten_too(officer: FieldPhone, line: Line) -> None:
    page = officer.page
    person = officer.person
    page.goto("/me")
    page.wait_for_selector("sign-out:defined", state="attached")
    page.evaluate(LATE, person)
    line.down()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url("**/login")
    assert page.evaluate(CACHED, "pages-") == []


def test_a_browser_that_does_not_list_its_databases_signs_out_all_the_same(
    chromium: Browser, line: Line, instance: Instance
) -> None:
    line.mend()
    with phone(chromium, line, instance) as one:
        one.context.add_init_script(UNLISTED)
        one.sign_in("officer")
        page, pack = one.page, f"pack-{one.person}"
        assert pack in page.evaluate(LISTED)
        sign_out(page)
        one.until(lambda: pack not in page.evaluate(LISTED))
        assert page.evaluate(CACHED, "pages-") == []
        page.goto("/me")
        page.wait_for_url(re.compile("/login"))


def test_another_tab_that_is_looked_at_again_leaves_too(officer: FieldPhone) -> None:
    first = officer.page
    officer.tab()
    sign_out(officer.page)
    first.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    first.wait_for_url(re.compile("/login"))


def test_at_a_desk_the_way_back_leads_to_no_page_of_whoever_signed_out(desk: FieldPhone) -> None:
    """The browser of the tests puts no page aside: it is told that it did."""
    first = desk.page
    expect(first.locator(".all-sent")).to_be_visible()
    desk.tab()
    sign_out(desk.page)
    first.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")
    first.wait_for_url(re.compile("/login"))
