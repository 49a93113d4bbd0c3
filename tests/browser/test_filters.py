"""Filters on a phone, where they scroll sideways."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit

pytestmark = pytest.mark.browser


def test_the_chosen_filter_is_in_view_however_far_along_it_stands(visit: Visit) -> None:
    phone = visit("officer")
    phone.goto("/hazards?state=void")
    expect(phone.locator(".filters [aria-current]")).to_be_in_viewport(ratio=1)
