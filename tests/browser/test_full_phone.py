"""A phone that runs out of room: it is said in time, no new photo is taken in, and what is kept stays kept."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import SENT, FieldPhone, found, phone, photos_of, picture, sha256_of
from tests.installed import Instance
from tests.lines import Line

pytestmark = pytest.mark.browser

SMALL = 8_000_000  # bytes that the phone gives us; the app and today's round take about a quarter of it
LEFT = 40_000  # bytes: a photo of these has four times as many
# Newer Chrome says of every site that it has ten gigabytes left; others tell the truth, as here.
ESTIMATE = "navigator.storage.estimate = async () => ({ usage: %d, quota: 100 })"
FILM = """
(size) => new Promise((resolve) => {
  const opening = indexedDB.open("films");
  opening.onupgradeneeded = () => opening.result.createObjectStore("films", { autoIncrement: true });
  opening.onsuccess = () => {
    const film = new Uint8Array(size);
    for (let at = 0; at < size; at += 65_536) crypto.getRandomValues(film.subarray(at, at + 65_536));
    const writing = opening.result.transaction("films", "readwrite");
    writing.oncomplete = () => resolve(opening.result.close());
    writing.objectStore("films").put(film.buffer);
  };
})
"""
NO_FILMS = """() => new Promise((resolve) => {
  indexedDB.deleteDatabase("films").onsuccess = () => resolve();
})"""


def fill(officer: FieldPhone) -> None:
    """With a film that leaves room for words and not for a photo."""
    session = officer.context.new_cdp_session(officer.page)
    used = session.send("Storage.getUsageAndQuota", {"origin": officer.line.url})["usage"]
    officer.page.evaluate(FILM, int(SMALL - used - LEFT))


@pytest.fixture
def small(chromium: Browser, line: Line, instance: Instance) -> Iterator[FieldPhone]:
    """A phone with little room, which it really refuses to go beyond."""
    line.mend()
    with phone(chromium, line, instance) as one:
        page = one.tab()
        session = one.context.new_cdp_session(page)
        # Before anything is kept: the browser counts for half a minute on what it was told last.
        session.send("Storage.overrideQuotaForOrigin", {"origin": line.url, "quotaSize": SMALL})
        one.sign_in("officer")
        yield one


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
    page.evaluate(NO_FILMS)
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
