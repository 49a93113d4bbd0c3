"""Parts of a photo are covered before it is kept: nothing of what lay under the squares stays."""

import io
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from hazard_app.images import photos
from tests.js.modules import read_files
from tests.pictures import exif, jpeg

pytestmark = pytest.mark.scripts

FIELD = "photo-field:has(#GATE-02-files)"
WIDTH, HEIGHT = 960, 720  # squares of 40 pixels: 24 beside each other, 18 on top of each other
CAMERA = jpeg(WIDTH, HEIGHT, exif=exif(position=(36.65, 117.12)))
EVENTS = """
() => {
  self.heard = [];
  for (const name of ["file-prepared", "file-removed"]) {
    document.addEventListener(name, ({ type, detail }) => heard.push([type, detail.sha256]));
  }
}
"""

# As records give a photo back: what is known of it stands in `told`.
AGAIN = """
async (field) => {
  await field.ready();
  const told = { original_sha256: "ab".repeat(32), latitude: "36.5", longitude: "117.5", position_source: "device" };
  const shown = ({ bytes, type, name, sha256, thumbnail }) => ({ bytes, type, name, sha256, thumbnail, told });
  const drafts = field.kept.map(shown);
  field.photos = [];
  field.show();
  field.restore(drafts);
}
"""


# Two touches, quicker than the picture is read.
TWICE = """
async (field) => {
  const { close } = ImageBitmap.prototype;
  let closed = 0;
  ImageBitmap.prototype.close = function () { closed += 1; close.call(this); };
  const blur = document.querySelector("photo-blur");
  blur.close(null);
  const [first, second] = [1, 2].map(() => blur.open(field, field.kept[0]));
  const told = await first;
  while (blur.hidden) await new Promise(requestAnimationFrame);
  blur.close(null);
  return [told, await second, closed];
}
"""


def photo(name: str) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": CAMERA}


def kept(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.eval_on_selector(FIELD, "field => field.kept")
    return found


def posted(page: Page) -> list[Image.Image]:
    return [Image.open(io.BytesIO(content)) for content in read_files(page, "#GATE-02-files")]


@pytest.fixture
def form(page: Page) -> Page:
    """A photo is chosen, and its panel is open."""
    page.evaluate(EVENTS)
    page.click("label[for=GATE-02-fail]")
    page.set_input_files("#GATE-02-files", photo("a.jpg"))
    page.click(f"{FIELD} .is-blur")
    expect(page.locator("photo-blur canvas")).to_be_focused()
    return page


def draw(page: Page, *points: tuple[float, float]) -> None:
    """From point to point, in pixels of the picture, with the button held."""
    canvas = page.locator("photo-blur canvas")
    expect(canvas).to_be_focused()  # it is, once the picture is there
    box = canvas.bounding_box()
    assert box
    for number, (x, y) in enumerate(points):
        page.mouse.move(box["x"] + x * box["width"] / WIDTH, box["y"] + y * box["height"] / HEIGHT)
        if not number:
            page.mouse.down()
    page.mouse.up()


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def keep(page: Page) -> None:
    press(page, "Keep it so")
    expect(page.locator("photo-blur")).to_be_hidden()
    page.eval_on_selector(FIELD, "field => field.ready()")


def colours(image: Image.Image, column: int, row: int) -> int:
    """How far the brightest and the darkest sign of a square are apart, its edge left out."""
    left, top = column * 40, row * 40
    lightness = image.convert("L").crop((left + 8, top + 8, left + 32, top + 32)).tobytes()
    return max(lightness) - min(lightness)


def test_a_stroke_leaves_squares_of_one_colour(form: Page) -> None:
    draw(form, (500, 500), (700, 500))
    keep(form)
    [image] = posted(form)
    assert (image.format, image.size) == ("JPEG", (WIDTH, HEIGHT))
    assert all(colours(image, column, 12) <= 6 for column in range(12, 18))
    assert colours(image, 12, 16) > 30


def test_what_is_posted_is_what_is_kept_and_has_no_word_of_the_camera(form: Page) -> None:
    draw(form, (500, 500))
    keep(form)
    [content] = read_files(form, "#GATE-02-files")
    [made] = kept(form)
    assert content != CAMERA
    assert b"Secret Phone Works" not in content
    assert made["name"] == "a.jpg"


def test_a_covered_photo_still_knows_its_original_and_its_place(form: Page) -> None:
    [before] = kept(form)
    draw(form, (500, 500))
    keep(form)
    [made] = kept(form)
    assert made["sha256"] != before["sha256"]
    same = ("original_sha256", "latitude", "longitude", "taken_at", "accuracy")
    assert [made[name] for name in same] == [before[name] for name in same]
    assert made["latitude"] == pytest.approx(36.65)


def test_a_photo_out_of_a_draft_knows_them_too_when_it_is_covered(form: Page) -> None:
    press(form, "Leave as it was")
    form.eval_on_selector(FIELD, AGAIN)
    form.click(f"{FIELD} .is-blur")
    draw(form, (500, 500))
    keep(form)
    [made] = kept(form)
    assert (made["original_sha256"], made["latitude"], made["position_source"]) == ("ab" * 32, "36.5", "device")


def test_the_server_learns_the_place_of_a_covered_photo_from_a_plain_form(form: Page) -> None:
    draw(form, (500, 500))
    keep(form)
    [content] = read_files(form, "#GATE-02-files")
    place = photos.clean(content).place
    assert place
    assert (place.latitude, place.longitude) == pytest.approx((36.65, 117.12))


def test_whoever_keeps_drafts_has_the_covered_photo_before_the_other_one_goes(form: Page) -> None:
    [before] = kept(form)
    draw(form, (500, 500))
    keep(form)
    [made] = kept(form)
    prepared, removed = "file-prepared", "file-removed"
    assert form.evaluate("heard") == [
        [prepared, before["sha256"]],
        [prepared, made["sha256"]],
        [removed, before["sha256"]],
    ]


def test_the_last_stroke_can_be_taken_back(form: Page) -> None:
    draw(form, (500, 500))
    draw(form, (820, 660))
    press(form, "Undo")
    expect(form.locator("photo-blur [role=status]")).to_have_text("Covered: 1")
    keep(form)
    [image] = posted(form)
    assert colours(image, 12, 12) <= 6
    assert colours(image, 20, 16) > 30


def test_left_as_it_was_it_is_the_cameras_file(form: Page) -> None:
    draw(form, (500, 500))
    press(form, "Leave as it was")
    expect(form.locator("photo-blur")).to_be_hidden()
    assert read_files(form, "#GATE-02-files") == [CAMERA]
    expect(form.locator(f"{FIELD} .is-blur")).to_be_focused()


def test_keys_do_what_a_finger_does(form: Page) -> None:
    for key in ["ArrowRight", "ArrowDown", "+", "-", "-", "-", "Enter"]:
        form.keyboard.press(key)
    keep(form)
    [image] = posted(form)
    # The frame of three squares stood from (11, 8), went one right and down, and became one square.
    assert colours(image, 12, 9) <= 6
    assert colours(image, 13, 10) > 30


def test_backspace_takes_a_stroke_back(form: Page) -> None:
    form.keyboard.press("Enter")
    form.keyboard.press("Backspace")
    expect(form.get_by_role("button", name="Keep it so")).to_be_disabled()


def test_a_photo_covered_but_not_kept_is_not_sent(form: Page, received: list[Any]) -> None:
    draw(form, (500, 500))
    form.eval_on_selector("#inspection", "form => form.requestSubmit()")
    expect(form.locator("photo-blur [role=status]")).to_contain_text("Not kept yet")
    expect(form.get_by_role("button", name="Keep it so")).to_be_focused()
    assert received == []


def test_a_photo_taken_out_takes_its_panel_along(form: Page) -> None:
    draw(form, (500, 500))
    form.locator(f"{FIELD} .is-new").get_by_text("Remove").click()
    expect(form.locator("photo-blur")).to_be_hidden()
    assert read_files(form, "#GATE-02-files") == []


def test_another_photo_waits_until_the_first_is_decided(form: Page) -> None:
    form.set_input_files("#GATE-02-files", photo("b.jpg"))
    draw(form, (500, 500))
    form.locator(f"{FIELD} .is-blur").nth(1).click()
    expect(form.locator("photo-blur [role=status]")).to_contain_text("Not kept yet")
    keep(form)
    assert [content == CAMERA for content in read_files(form, "#GATE-02-files")] == [False, True]


def test_two_quick_touches_open_one_panel_and_leave_no_picture_behind(form: Page) -> None:
    assert form.eval_on_selector(FIELD, TWICE) == [None, None, 3]


def test_a_covered_photo_that_cannot_be_made_is_told(form: Page) -> None:
    form.evaluate("() => { HTMLCanvasElement.prototype.toBlob = (found) => found(null); }")
    draw(form, (500, 500))
    press(form, "Keep it so")
    expect(form.locator("photo-blur [role=status]")).to_contain_text("could not be made")


def test_each_button_says_to_the_ear_which_photo_it_is_about(form: Page) -> None:
    form.set_input_files("#GATE-02-files", photo("b.jpg"))
    for name in ("Remove photo 1", "Blur photo 1", "Remove photo 2", "Blur photo 2"):
        expect(form.get_by_role("button", name=name, exact=True)).to_be_visible()
