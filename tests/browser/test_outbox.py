"""The outbox while it is looked at: it follows what is sent, and whoever reads or types there keeps their place."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.field import SENT, FieldPhone
from tests.lines import Line

pytestmark = pytest.mark.browser

LIST = "const list = document.querySelector('outbox-list');"
# The next look at the database fails.
FAILING = (
    LIST
    + """
const look = list.records.list.bind(list.records);
list.records.list = async () => { list.records.list = look; throw new DOMException("cut off", "AbortError"); };
return list.show();
"""
)
# How often the list is drawn when a thousand photos are told of at once.
TOLD = (
    LIST
    + """
let looks = 0;
const look = list.look.bind(list);
list.look = () => (looks += 1, look());
for (let done = 0; done < 1000; done += 1) list.hear({ id: "other", done, of: 1000 });
await list.showing;
return looks;
"""
)
CHANGE = LIST + "await list.records.change(given, { tries: 7 }); return list.show();"
LOSE = LIST + "await list.records.database.turn(['bytes'], 'readwrite', (bytes) => bytes.clear());"


def within(page: Page, lines: str, given: object = None) -> object:
    return page.evaluate(f"async (given) => {{{lines}}}", given)


@pytest.fixture
def outbox(officer: FieldPhone, line: Line) -> Page:
    """Two reports that wait, the second with a photo, and no line."""
    line.down()
    officer.hand_in("第一件")
    officer.hand_in("第二件", 530)
    expect(officer.page.locator(".queued")).to_have_count(2)
    return officer.page


def test_a_look_that_fails_is_followed_by_others_that_do_not(outbox: Page) -> None:
    within(outbox, FAILING)
    outbox.locator(".queued").first.get_by_role("button", name="删除").click()
    outbox.get_by_role("button", name="确认删除").click()
    expect(outbox.locator(".queued")).to_have_count(1)


def test_a_thousand_photos_told_at_once_are_two_looks(outbox: Page) -> None:
    assert within(outbox, TOLD) == 2


def test_the_keyboard_stays_where_it_was_and_what_is_left_is_said(outbox: Page, officer: FieldPhone) -> None:
    told = outbox.locator("[data-told]")
    expect(told).to_have_text("待上传：2 项。")
    first, second = outbox.locator(".queued").all()
    second.locator("[data-do=now]").focus()
    within(outbox, CHANGE, second.get_attribute("data-id"))
    expect(second).to_contain_text("7")
    expect(second.locator("[data-do=now]")).to_be_focused()
    # The line of what is deleted is gone; whoever was there may take it back.
    first.locator("[data-do=ask]").click()
    first.locator("[data-do=throw]").click()
    expect(told).to_have_text("待上传：1 项。")
    expect(outbox.locator("[data-do=back]")).to_be_focused()


def test_a_photo_that_is_gone_from_the_phone_is_told_and_mended(outbox: Page, officer: FieldPhone, line: Line) -> None:
    within(outbox, LOSE)
    line.mend()
    outbox.evaluate("dispatchEvent(new Event('online'))")
    mending = outbox.locator(".is-mending")
    expect(mending.locator(".why")).to_contain_text("已不在本机")
    expect(outbox.locator("[data-told]")).to_have_text("需修改：1 项。")
    expect(mending.locator("[data-do=retry]")).to_be_hidden()
    mending.get_by_role("link", name="去修改").click()
    outbox.wait_for_url("**/hazards/new*")
    expect(outbox.locator(".error-summary")).to_contain_text("已不在本机")
    outbox.locator(".camera-field .is-new").get_by_role("button", name="删除").click()
    officer.send()
    outbox.wait_for_url(SENT)
    officer.wait_until_sent(2)
