"""The platform is updated while somebody fills in a form: it stays, and the new version comes when asked for."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.field import SENT, FieldPhone, phone, photos_of, sha256_of
from tests.browser.next_version import VERSION
from tests.installed import Instance
from tests.lines import Line
from tests.servers import RealServer

pytestmark = pytest.mark.browser

NOTE = "更新途中的上报"


@pytest.fixture(scope="module")
def updated(instance: Instance) -> Iterator[RealServer]:
    with instance.server(processes=1) as server:
        yield server


def make_of(page: Page) -> str:
    return str(page.evaluate("document.querySelector('meta[name=app]').content"))


def update(server: RealServer) -> None:
    server.kill()
    server.app = "tests.browser.next_version:create_app"
    server.start()


def test_an_update_leaves_the_form_alone_and_is_taken_when_asked_for(
    chromium: Browser, updated: RealServer, instance: Instance
) -> None:
    with Line(updated.url) as line, phone(chromium, line, instance) as officer:
        page = officer.tab()
        officer.sign_in("officer")
        old = make_of(page)
        officer.report(NOTE, 900)
        update(updated)
        line.mend()
        page.fill("#room", "更新后填的")
        officer.until(lambda: ["room", "更新后填的"] in officer.records()[0]["fields"])
        assert make_of(page) == old
        today = page.context.new_page()
        today.goto("/today")
        today.get_by_role("button", name="现在换用").click()
        officer.until(lambda: has_come(today))
        expect(today.locator("meta[name=app]")).to_have_attribute("content", VERSION)
        assert (make_of(page), page.input_value("#room")) == (old, "更新后填的")
        see_it_offline(officer, line)
        line.mend()
        page.goto("/outbox")
        page.locator("[data-section=drafts] a").click()
        expect(page.locator(".camera-field .is-new img")).to_have_count(1)
        expect(page.locator("#note")).to_have_value(NOTE)
        assert make_of(page) == VERSION
        officer.send()
        page.wait_for_url(SENT)
        assert photos_of(instance, NOTE) == [sha256_of(900)]


def has_come(page: Page) -> bool:
    """A browser that is watched keeps a worker that was asked for something just as it stopped; others keep it 30 s."""
    try:
        expect(page.locator("new-version")).to_be_hidden(timeout=5_000)
    except AssertionError:
        browser = page.context.new_cdp_session(page)
        browser.send("ServiceWorker.enable")
        browser.send("ServiceWorker.stopAllWorkers")
        return False
    return True


def see_it_offline(officer: FieldPhone, line: Line) -> None:
    """Whichever make a kept page is of, its scripts are on the phone too."""
    line.down()
    page = officer.page
    for path, element in (("/today", "sync-state"), ("/outbox", "outbox-list"), ("/hazards/new", "kept-form")):
        page.goto(path)
        page.wait_for_selector(f"{element}:defined", state="attached")


def test_whoever_asks_for_it_is_told_that_it_comes(officer: FieldPhone) -> None:
    page = officer.page
    page.evaluate("document.querySelector('new-version').show({ postMessage: (said) => (window.said = said) })")
    page.get_by_role("button", name="现在换用").click()
    expect(page.locator("new-version")).to_contain_text("正在换用新版本。手机忙的时候，最多要等一分钟。")
    expect(page.get_by_role("button", name="现在换用")).to_be_hidden()
    assert page.evaluate("window.said") == "use the new version"
