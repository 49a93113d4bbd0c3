"""What the service worker answers, and what it leaves alone."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import FieldPhone, phone
from tests.installed import Instance
from tests.lines import PORTAL, Line
from tests.world import PASSWORD

pytestmark = pytest.mark.browser

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36"
CACHED = "(name) => caches.keys().then((names) => names.filter((each) => each.startsWith(name)))"
# How far things moved that stood on the page already, without a touch: https://web.dev/articles/cls
MOVED = """
async () => {
  let moved = 0;
  const watch = new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) moved += hadRecentInput ? 0 : value;
  });
  watch.observe({ type: "layout-shift", buffered: true });
  await new Promise((resolve) => setTimeout(resolve, 300));
  return moved;
}
"""
# What stands under the heading when something of the page is first drawn.
FIRST = """
const look = () => {
  const here = document.querySelector(".topbar-title .meta");
  if (here) requestAnimationFrame(() => (window.first ??= here.textContent || "nothing"));
  else requestAnimationFrame(look);
};
look();
"""
NEWS = """
async (person) => {
  const kept = await (await caches.open(`pages-${person}`)).match("/me");
  return (await kept?.text())?.includes("is-news");
}
"""
KEPT = """
async (person) => {
  const keys = await (await caches.open(`pages-${person}`)).keys();
  return keys.map(({ url }) => url.replace(location.origin, ""));
}
"""


def test_a_page_from_the_phone_says_of_when_it_is(officer: FieldPhone, line: Line) -> None:
    expect(officer.page.locator("net-strip")).to_be_hidden()
    line.down()
    officer.page.reload()
    expect(officer.page.locator("net-strip")).to_contain_text("没有网络，照常检查")
    expect(officer.page.locator("net-strip")).to_contain_text("内容截至")


@pytest.mark.parametrize("path", ["/today", "/hazards", "/schools"])
def test_nothing_moves_under_a_finger_when_a_page_from_the_phone_says_so(
    officer: FieldPhone, line: Line, path: str
) -> None:
    officer.page.goto(path, wait_until="networkidle")
    line.down()
    officer.page.reload()
    expect(officer.page.locator("net-strip")).to_contain_text("内容截至")
    assert officer.page.evaluate(MOVED) < 0.005


def test_a_form_out_of_the_phone_is_drawn_with_its_school_and_does_not_move(officer: FieldPhone, line: Line) -> None:
    officer.check("新安实验小学", "校园周边巡查表")
    line.down()
    officer.page.add_init_script(FIRST)
    officer.page.reload()
    officer.until(lambda: officer.page.evaluate("Boolean(window.first)"))
    assert officer.page.evaluate("first") == "新安实验小学"
    expect(officer.page.locator("position-field:defined, sync-state:defined, item-count:defined")).to_have_count(3)
    assert officer.page.evaluate(MOVED) < 0.005


def test_a_line_that_never_answers_costs_three_seconds(officer: FieldPhone, line: Line) -> None:
    with line.stalled():
        officer.page.goto("/today")
        expect(officer.page.locator("net-strip")).to_be_visible()
        took = officer.page.evaluate("performance.getEntriesByType('navigation')[0].responseStart")
        assert 2_900 < took < 15_000


@pytest.mark.parametrize(("status", "html"), [("200 OK", PORTAL), ("502 Bad Gateway", "<h1>proxy</h1>")])
def test_somebody_in_between_gets_no_page_shown_in_the_place_of_ours(
    officer: FieldPhone, line: Line, status: str, html: str
) -> None:
    line.answer(status, html)
    officer.page.goto("/today")
    expect(officer.page.locator("net-strip")).to_be_visible()
    officer.page.goto("/zones/11111111-1111-4111-8111-111111111111")
    expect(officer.page.locator("h1")).to_contain_text("Welcome" if status == "200 OK" else "proxy")


def test_a_page_that_was_never_here_says_so_and_leads_back(officer: FieldPhone, line: Line) -> None:
    line.down()
    officer.page.goto("/exports/new")
    expect(officer.page.locator("h1")).to_have_text("本机没有存这一页")
    officer.page.get_by_role("link", name="回到今日").click()
    expect(officer.page.locator("h1")).to_contain_text("未销号")


def test_only_ones_own_pages_are_kept_and_no_form_with_a_school_in_it(officer: FieldPhone) -> None:
    officer.page.goto("/schools")
    officer.page.get_by_role("link", name="新安实验小学").first.click()
    officer.page.locator("a[href*='/inspections/new']").first.click()
    officer.page.wait_for_selector("fieldset.item")
    kept = officer.page.evaluate(KEPT, officer.person)
    assert "/outbox" in kept
    assert not [path for path in kept if "school=" in path or path.startswith("/login")]
    assert officer.page.evaluate(CACHED, "pages-") == [f"pages-{officer.person}"]


def test_out_of_the_phone_nothing_is_news_that_was_when_it_was_put_there(officer: FieldPhone, line: Line) -> None:
    page = officer.page
    page.goto("/me")
    page.get_by_role("button", name="保存", exact=True).click()
    expect(page.locator(".is-news")).to_be_visible()
    officer.until(lambda: page.evaluate(NEWS, officer.person))
    line.down()
    page.reload()
    expect(page.locator("net-strip")).to_be_visible()
    expect(page.locator(".is-news")).to_be_hidden()


def test_on_a_desk_no_page_is_kept(chromium: Browser, line: Line, instance: Instance) -> None:
    line.mend()
    with phone(chromium, line, instance, user_agent=WINDOWS) as desk:
        page = desk.tab()
        page.goto("/login")
        page.fill("[name=username]", "officer")
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/today")
        expect(page.locator(".all-sent")).to_be_visible()
        assert page.evaluate("navigator.serviceWorker.getRegistration().then((found) => Boolean(found))") is False
        assert page.evaluate(CACHED, "pages-") == []
