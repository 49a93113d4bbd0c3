"""The offer of the home screen comes when the browser likes, and moves nothing that is being read."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_a_late_offer_stands_at_the_end_of_the_page(visit: Visit) -> None:
    page = visit("officer")
    page.wait_for_selector("install-hint:defined", state="attached")
    before = page.locator("h1").bounding_box()
    page.evaluate("dispatchEvent(new Event('beforeinstallprompt', { cancelable: true }))")
    expect(page.locator("main > install-hint:last-child")).to_be_visible()
    assert page.locator("h1").bounding_box() == before
    page.locator("install-hint [data-later]").click()
    expect(page.locator("install-hint")).to_be_hidden()
