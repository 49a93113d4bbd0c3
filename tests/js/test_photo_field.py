"""Photos chosen one after the other: all are kept, all are seen, each can go."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.js.modules import late, read_files
from tests.pictures import exif, jpeg

pytestmark = pytest.mark.scripts

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


def test_a_photo_chosen_before_the_script_came_is_taken_in(form: Page) -> None:
    with late(form, "photo-field.js"):
        form.reload()
        form.set_input_files("#GATE-02-files", [photo("a.jpg")])
    form.wait_for_selector("photo-field:defined", state="attached")
    form.set_input_files("#GATE-02-files", [photo("b.jpg")])
    assert names(form) == ["a.jpg", "b.jpg"]


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


CAMERA = jpeg(2000, 1500, exif=exif(position=(36.65, 117.12)))
TURNED: FilePayload = {"name": "IMG_7.jpeg", "mimeType": "image/jpeg", "buffer": CAMERA}
HEARD = """
() => {
  self.heard = [];
  for (const name of ["file-prepared", "file-removed"]) {
    document.addEventListener(name, ({ type, detail }) => heard.push([type, detail.name]));
  }
}
"""
# A draft keeps values, and the bytes as they are.
AGAIN = """
async (field) => {
  await field.ready();
  const drafts = structuredClone(field.kept.map(({ file, ...made }) => made));
  field.photos = [];
  field.show();
  field.restore(drafts);
}
"""


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.eval_on_selector(FIELD, "async (field) => (await field.ready(), field.kept)")
    return found


def test_a_chosen_photo_is_prepared_for_the_phone(form: Page) -> None:
    form.evaluate(HEARD)
    form.set_input_files("#GATE-02-files", [TURNED])
    [made] = kept(form)
    assert (made["name"], made["type"]) == ("IMG_7.jpg", "image/jpeg")
    assert made["latitude"] == pytest.approx(36.65)
    assert form.evaluate("heard") == [["file-prepared", "IMG_7.jpg"]]


def test_a_form_posts_the_cameras_own_file_whose_exif_the_server_reads(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [TURNED])
    kept(form)
    assert read_files(form, "#GATE-02-files") == [CAMERA]


def test_until_it_is_prepared_its_place_says_so(form: Page) -> None:
    form.route("**/picture.js", lambda _: None)
    form.set_input_files("#GATE-02-files", [photo("a.jpg")])
    expect(form.locator(f"{FIELD} .is-new")).to_contain_text("Making it ready")
    expect(form.locator(f"{FIELD} .is-blur")).to_have_count(0)


def test_a_photo_that_cannot_be_prepared_is_shown_and_posted_all_the_same(form: Page) -> None:
    form.evaluate("() => { File.prototype.arrayBuffer = self.Worker = () => { throw new Error() } }")
    form.set_input_files("#GATE-02-files", [photo("a.jpg")])
    expect(form.locator(f"{FIELD} .is-new img")).to_have_count(1)
    assert kept(form) == []
    assert names(form) == ["a.jpg"]


def test_whoever_asks_whether_a_photo_is_ready_does_not_have_it_made_twice(form: Page) -> None:
    form.evaluate(HEARD)
    form.set_input_files("#GATE-02-files", [photo("a.jpg")])
    form.eval_on_selector(FIELD, "async (field) => { await Promise.all([field.ready(), field.ready()]); }")
    assert form.evaluate("heard") == [["file-prepared", "a.jpg"]]


def test_a_photo_taken_out_is_told_and_kept_no_longer(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [photo("a.jpg"), photo("b.jpg")])
    kept(form)
    form.evaluate(HEARD)
    form.locator(f"{FIELD} .is-new button").first.click()
    assert [made["name"] for made in kept(form)] == ["b.jpg"]
    assert form.evaluate("heard") == [["file-removed", "a.jpg"]]


def test_photos_of_a_draft_come_back_and_others_join_them(form: Page) -> None:
    form.set_input_files("#GATE-02-files", [TURNED])
    form.eval_on_selector(FIELD, AGAIN)
    form.set_input_files("#GATE-02-files", [photo("b.jpg")])
    expect(form.locator(f"{FIELD} .is-new img")).to_have_count(2)
    made = kept(form)
    assert [one["name"] for one in made] == ["IMG_7.jpg", "b.jpg"]
    assert made[0]["latitude"] == pytest.approx(36.65)


def test_whoever_stands_on_a_button_stays_there_when_the_photo_is_ready(form: Page) -> None:
    form.route("**/picture.js", lambda route: form.evaluate("() => self.focused()") or route.continue_())
    form.evaluate("() => { self.focused = () => document.querySelector('.is-new button').focus() }")
    form.set_input_files("#GATE-02-files", [photo("a.jpg")])
    expect(form.locator(f"{FIELD} .is-blur")).to_have_count(1)
    expect(form.locator(f"{FIELD} .is-new button").first).to_be_focused()
