"""A phone whose clock is a day wrong: all is taken, in its order and by the platform's time, and nothing waits."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from hazard_app.models.hazard import Hazard
from hazard_app.rules.terms import FlagKind
from tests.browser.field import SENT, FieldPhone, found, phone
from tests.browser.wrong_clock import HOURS
from tests.installed import Instance
from tests.lines import Line

pytestmark = pytest.mark.browser


@pytest.fixture(params=[24, -24], ids=["a day behind", "a day ahead"])
def hours(request: pytest.FixtureRequest) -> int:
    """How far the platform is ahead of the phone."""
    return int(request.param)


@pytest.fixture
def wrong(chromium: Browser, instance: Instance, hours: int) -> Iterator[FieldPhone]:
    settings = {HOURS: str(hours)}
    server = instance.server("tests.browser.wrong_clock:create_app", processes=1, **settings)
    with server, Line(server.url) as line, phone(chromium, line, instance) as one:
        one.tab()
        one.sign_in("officer")
        yield one


def test_two_reports_by_a_wrong_clock_stand_in_their_order_at_the_right_time(wrong: FieldPhone, hours: int) -> None:
    notes = [f"时钟差 {hours} 之{which}" for which in "一二"]
    wrong.line.down()
    for note in notes:
        wrong.hand_in(note)
    wrong.line.mend()
    # Opened anew it sends at once; a page that has just come may not hear that there is a net, and waits its time.
    wrong.page.reload()
    wrong.wait_until_sent(2)
    expect(wrong.page.locator("[data-empty]")).to_be_visible()
    now = datetime.now(UTC) + timedelta(hours=hours)
    with wrong.instance.session() as session:
        first, second = (session.scalars(select(Hazard).where(Hazard.note == note)).one() for note in notes)
        # Two tests at once may take minutes; the clock is wrong by a day.
        assert now - timedelta(minutes=30) < first.happened_at < second.happened_at <= now
        [flag] = first.steps[0].flags
        assert flag.kind is FlagKind.CLOCK_DIFFERS
        assert flag.facts["seconds"] == pytest.approx(-hours * 3600, abs=60)


def test_a_clock_that_was_a_day_ahead_and_is_right_again_holds_nothing_up(officer: FieldPhone) -> None:
    """Pages and questions that bear tomorrow's time are not thought fresh until then."""
    page = officer.page
    officer.report("昨天的明天")
    officer.send()
    page.wait_for_url(SENT)
    officer.wait_until_sent()
    tomorrow = (datetime.now(UTC) + timedelta(days=1)).timestamp() * 1000
    page.evaluate("([key, at]) => localStorage.setItem(key, at)", [f"looked-{officer.person}", tomorrow])
    with page.expect_response("**/offline/receipts.json?*") as asked:
        page.goto("/today")
    assert asked.value.ok
    assert found(officer.instance, "昨天的明天") == 1
