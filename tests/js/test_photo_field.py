"""Photos chosen one after the other: all are kept, all are seen, each can go."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

pytestmark = pytest.mark.browser

FIELD = "photo-field:has(#GATE-02-files)"


def photo(name: str) -> FilePayload:
    picture = BytesIO()
    Image.new("RGB", (8, 8), "grey").save(picture, "JPEG")
    return {"name": name, "mimeType": "image/jpeg", "buffer": picture.getvalue()}


def names(page: Page) -> list[str]:
    files: list[str] = page.eval_on_selector("#GATE-02-files", "input => Array.from(input.files, one => one.name)")
    return files


@pytest.fixture
def form(page: Page) -> Page:
    page.click("label[for=GATE-02-fail]")
    return page


def test_later_photos_join_earlier_ones(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [photo("a.jpg"), photo("b.jpg")])
    form.set_input_files("#GATE-02-files", [photo("c.jpg")])
    assert names(form) == ["a.jpg", "b.jpg", "c.jpg"]
    expect(form.locator(f"{FIELD} .is-new img")).to_have_count(3)


def test_a_photo_is_told_to_the_ear_by_its_number_not_by_its_file(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [photo("IMG_1.jpg"), photo("IMG_2.jpg")])
    expect(form.locator(f"{FIELD} .is-new img").nth(1)).to_have_attribute("alt", "Photo 2")


def test_a_photo_can_be_taken_out_again(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [photo("a.jpg"), photo("b.jpg")])
    form.locator(f"{FIELD} .is-new button").first.click()
    assert names(form) == ["b.jpg"]


def test_a_cancelled_choice_loses_nothing(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [photo("a.jpg")])
    form.set_input_files("#GATE-02-files", [])
    assert names(form) == ["a.jpg"]


def test_there_is_room_for_six(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [photo(f"{number}.jpg") for number in range(8)])
    assert len(names(form)) == 6
    expect(form.locator(f"{FIELD} .photo-take")).to_be_hidden()


def test_a_picture_this_browser_cannot_show_is_named(form: Page) -> None:
    unknown: FilePayload = {"name": "new.heic", "mimeType": "image/heic", "buffer": b"not shown here"}
    form.set_input_files("#GATE-02-files", [unknown])
    expect(form.locator(f"{FIELD} .is-new span")).to_have_text("new.heic")
