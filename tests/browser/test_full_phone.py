"""A phone that runs out of room: it is said in time, no new photo is taken in, and what is kept stays kept."""

from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import SENT, FieldPhone, found, phone, photos_of, picture, sha256_of
from tests.installed import Instance
from tests.lines import Line

pytestmark = pytest.mark.browser

# Newer Chrome says of every site that it has ten gigabytes left; others tell the truth, as here.
ESTIMATE = "navigator.storage.estimate = async () => ({ usage: %d, quota: 100 })"
# A browser's quota cannot be aimed with: it counts late, and packs what it keeps. So its refusal is made here, as it
# makes it: no bytes are taken in while the phone is full, until some of them have gone.
REFUSING = """
const { put, delete: drop } = IDBObjectStore.prototype;
IDBObjectStore.prototype.put = function (value, ...key) {
  if (this.name === "bytes" && localStorage.film) throw new DOMException("full", "QuotaExceededError");
  return put.call(this, value, ...key);
};
IDBObjectStore.prototype.delete = function (key) {
  if (this.name === "bytes") localStorage.removeItem("film");
  return drop.call(this, key);
};
"""


def fill(officer: FieldPhone) -> None:
    """With a film that leaves room for words and not for a photo."""
    officer.page.evaluate("localStorage.film = 'long'")


def make_room(officer: FieldPhone) -> None:
    officer.page.evaluate("localStorage.removeItem('film')")


@pytest.fixture
def small(officer: FieldPhone) -> FieldPhone:
    """A phone that refuses to write when it is full."""
    officer.context.add_init_script(REFUSING)
    return officer


def test_at_four_fifths_the_form_and_the_outbox_warn_and_photos_still_go(officer: FieldPhone) -> None:
    officer.context.add_init_script(ESTIMATE % 85)
    for path in ("/outbox", "/me"):
        officer.page.goto(path)
        expect(officer.page.locator("phone-room [data-tight]")).to_contain_text("快满了")
    officer.report("快满的手机", 700)
    expect(officer.page.locator("[data-room]")).to_contain_text("85%")
    officer.send()
    officer.page.wait_for_url(SENT)
    assert photos_of(officer.instance, "快满的手机") == [sha256_of(700)]


def test_a_full_phone_takes_no_new_photo_and_goes_on_with_words(officer: FieldPhone) -> None:
    page = officer.page
    officer.report("满了的手机", 701)
    officer.until(lambda: ["note", "满了的手机"] in officer.records()[0]["fields"])
    officer.context.add_init_script(ESTIMATE % 97)
    page.reload()
    expect(page.locator(".camera-field .is-new img")).to_have_count(1)
    expect(page.locator("[data-room]")).to_contain_text("暂时不能再存新照片")
    page.set_input_files("#files", picture(702))
    expect(page.locator("[data-room]")).to_be_focused()
    expect(page.locator(".camera-field .is-new")).to_have_count(1)
    page.fill("#room", "一楼东头")
    officer.send()
    officer.page.wait_for_url(SENT)
    assert photos_of(officer.instance, "满了的手机") == [sha256_of(701)]


def test_a_full_phone_does_not_open_the_camera_for_nothing(officer: FieldPhone) -> None:
    page = officer.page
    officer.context.add_init_script(ESTIMATE % 97)
    page.goto("/hazards/new")
    expect(page.locator("[data-room]")).to_be_visible()
    opened: list[Any] = []
    page.on("filechooser", lambda chooser: opened.append(chooser))
    page.locator(".camera-field .photo-take").first.click()
    expect(page.locator("[data-room]")).to_be_focused()
    assert opened == []


def test_on_a_full_phone_the_plus_leads_to_the_form_that_says_so(
    chromium: Browser, line: Line, instance: Instance
) -> None:
    line.mend()
    with phone(chromium, line, instance, has_touch=True, is_mobile=True) as one:
        page = one.tab()
        page.add_init_script(ESTIMATE % 97)
        one.sign_in("officer")
        page.wait_for_function("document.querySelector('camera-first').isFull")
        page.locator("camera-first a").tap()
        page.wait_for_url("**/hazards/new")
        expect(page.locator("[data-room]")).to_contain_text("暂时不能再存新照片")


def test_what_the_phone_refuses_to_write_is_said_and_nothing_is_lost(small: FieldPhone) -> None:
    page = small.page
    small.report("写得进去", 703)
    small.until(lambda: len(small.records("files")) == 1)
    fill(small)
    page.set_input_files("#files", picture(704))
    expect(page.locator("[data-room]")).to_contain_text("暂时不能再存新照片")
    expect(page.locator("[data-kept-line]").first).to_contain_text("空间已满")
    page.fill("#note", "写不进去的照片")
    small.until(lambda: ["note", "写不进去的照片"] in small.records()[0]["fields"])
    small.send()
    expect(page.locator("[data-kept-line]").first).to_contain_text("空间已满")
    assert found(small.instance, "写不进去的照片") == 0
    make_room(small)
    small.send()
    small.page.wait_for_url(SENT)
    assert photos_of(small.instance, "写不进去的照片") == sorted([sha256_of(703), sha256_of(704)])


def test_what_was_sent_makes_room_for_what_is_not(small: FieldPhone, line: Line) -> None:
    page = small.page
    small.report("早上传完的", 710, 711, 712)
    small.send()
    small.page.wait_for_url(SENT)
    fill(small)
    line.down()
    small.hand_in("满了以后的", 713)
    assert small.states() == ["waiting"]
    line.mend()
    page.evaluate("dispatchEvent(new Event('online'))")
    small.wait_until_sent()
    assert photos_of(small.instance, "满了以后的") == [sha256_of(713)]
