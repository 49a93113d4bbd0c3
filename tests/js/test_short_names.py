"""Names that scripts are served without: none of them is the browser's own, which one letter would not stand for."""

import pytest
from playwright.sync_api import Page

from hazard_app.views.assets import own_names, pieces_of
from tests.js.stage import ROOT

pytestmark = pytest.mark.browser


def test_no_name_that_is_served_short_is_the_browsers_own(page: Page) -> None:
    shortened: set[str] = set()
    for path in (ROOT / "static/js").rglob("*.js"):
        shortened |= own_names(pieces_of("".join(pieces_of(path.read_text())))).keys()
    assert len(shortened) > 200
    # An element with an id is found under it too, on its own page.
    own = "(names) => names.filter((name) => name in window && !document.getElementById(name))"
    assert page.evaluate(own, sorted(shortened)) == []
