"""Where the phone is: it settles by itself, says how sure it is, and never stands in the way."""

from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.js.conftest import Received, ready
from tests.pictures import exif, jpeg

pytestmark = pytest.mark.scripts

# A phone that says what a test tells it to: {say(accuracy), fail(code), watches: those that go on}.
PHONE = """
  const heard = new Map();
  let number = 0;
  const PERMISSION_DENIED = 1;
  const tell = (which, ...what) => [...heard.values()].forEach((both) => both[which](...what));
  const add = (found, missed) => { heard.set(++number, [found, missed]); return number; };
  window.phone = {
    get watches() { return heard.size; },
    once: [],
    say: (accuracy, latitude = 36.6512) =>
      tell(0, { coords: { latitude, longitude: 117.0205, accuracy }, timestamp: Date.now() }),
    fail: (code) => tell(1, { code, PERMISSION_DENIED }),
  };
  const geolocation = {
    watchPosition: add,
    clearWatch: (which) => heard.delete(which),
    getCurrentPosition: (found, missed) => window.phone.once.push([found, missed]),
  };
  Object.defineProperty(navigator, "geolocation", { value: geolocation });
"""
SETTLED = 25_000  # ms


@pytest.fixture
def phone(page: Page) -> Page:
    """Open on the form; what it knows of its place is up to the test, and so is its clock."""
    page.context.add_init_script(PHONE)
    page.clock.install()
    page.reload()
    ready(page)
    expect(line(page)).to_have_text("Locating …")
    return page


def line(page: Page) -> Any:
    return page.locator("[data-now]")


def say(page: Page, accuracy: float) -> None:
    page.evaluate("accuracy => phone.say(accuracy)", accuracy)


def sent_by(page: Page, received: Received) -> Any:
    """The first submit only asks about what is unanswered."""
    page.click("button:has-text('Submit')")
    with page.expect_navigation():
        page.click("button:has-text('Submit')")
    return received[0]


def act(page: Page, name: str) -> None:
    if not page.locator("place-line details[open]").count():
        page.click("place-line summary")
    page.get_by_role("button", name=name, exact=True).click()


def test_a_place_gets_better_until_it_is_good_and_then_nothing_watches(phone: Page) -> None:
    say(phone, 900)
    expect(line(phone)).to_have_text("Locating … ±900 m")
    say(phone, 40)
    say(phone, 70)
    expect(line(phone)).to_have_text("Locating … ±40 m")
    say(phone, 18)
    expect(line(phone)).to_contain_text("±18 m · ")
    assert phone.evaluate("phone.watches") == 0


def test_what_does_not_get_good_is_what_it_is_after_half_a_minute(phone: Page) -> None:
    say(phone, 1400)
    phone.clock.run_for(SETTLED)
    expect(line(phone)).to_contain_text("coarse, ±1.4 km · ")
    expect(phone.locator("[data-why]")).to_contain_text("You can submit all the same.")
    assert phone.evaluate("phone.watches") == 0


def test_a_phone_that_finds_nothing_says_so_and_asks_again_when_told_to(phone: Page) -> None:
    phone.evaluate("phone.fail(2)")
    phone.clock.run_for(SETTLED)
    expect(line(phone)).to_have_text("no position")
    assert phone.evaluate("phone.watches") == 0
    act(phone, "Locate once more")
    say(phone, 12)
    expect(line(phone)).to_contain_text("±12 m · ")


def test_where_no_button_is_left_while_it_asks_once_more_the_line_itself_has_the_keyboard(phone: Page) -> None:
    """On a page that does not know where the school is, nobody can say by hand that they are there."""
    phone.evaluate("delete document.querySelector('place-line').dataset.latitude")
    say(phone, 900)
    phone.clock.run_for(SETTLED)
    act(phone, "Locate once more")
    expect(phone.locator("place-line summary")).to_be_focused()


def test_a_place_that_is_not_allowed_is_said_at_once_and_delays_nothing(phone: Page, received: Received) -> None:
    phone.evaluate("phone.fail(1)")
    expect(line(phone)).to_have_text("position not allowed")
    assert sent_by(phone, received)["latitude"] == ""
    assert phone.evaluate("phone.once.length") == 0


def test_a_submit_waits_for_no_better_place_than_the_one_of_now(phone: Page, received: Received) -> None:
    say(phone, 640)
    sent = sent_by(phone, received)
    assert (sent["accuracy"], sent["position_source"]) == ("640", "device")


def test_a_slow_phone_is_waited_for_two_and_a_half_seconds_and_no_longer(phone: Page, received: Received) -> None:
    phone.click("button:has-text('Submit')")
    phone.clock.run_for(2_500)
    expect(phone.locator("unanswered-ask .notice")).to_be_visible()
    with phone.expect_navigation():
        phone.click("button:has-text('Submit')")
    assert received[0]["latitude"] == ""


def test_a_later_coarse_reading_takes_nothing_from_a_good_one(phone: Page, received: Received) -> None:
    say(phone, 15)
    phone.clock.run_for(300_000)
    phone.evaluate("void document.querySelector('position-field').ask()")
    far = "{coords: {latitude: 36.7, longitude: 117, accuracy: 1800}, timestamp: Date.now()}"
    phone.evaluate(f"phone.once[0][0]({far})")
    assert sent_by(phone, received)["accuracy"] == "15"


def test_somebody_says_by_hand_to_be_at_the_school_and_takes_it_back(phone: Page, received: Received) -> None:
    say(phone, 900)
    act(phone, "I am at this school")
    expect(line(phone)).to_have_text("by hand: Xin'an Primary")
    assert phone.evaluate("phone.watches") == 0
    act(phone, "Undo")
    expect(line(phone)).to_contain_text("coarse, ±900 m · ")
    act(phone, "I am at this school")
    sent = sent_by(phone, received)
    assert (sent["latitude"], sent["longitude"], sent["accuracy"]) == ("36.6512", "117.0205", "150")
    assert sent["position_source"] == "map"


RESTORE = """
async (fields) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { restore } = await import(here.replace("app.js", "lib/resuming.js"));
  restore(document.getElementById("inspection"), { fields, files: [] });
}
"""
YESTERDAY = [
    ["latitude", "36.5"], ["longitude", "117.5"], ["accuracy", "30"],
    ["position_at", "2026-11-22T06:02:00Z"], ["position_source", "device"],
]  # fmt: skip


def test_a_draft_keeps_the_place_of_when_it_was_made(phone: Page, received: Received) -> None:
    phone.evaluate(RESTORE, YESTERDAY)
    expect(line(phone)).to_contain_text("±30 m · ")
    assert phone.evaluate("phone.watches") == 0
    assert sent_by(phone, received)["latitude"] == "36.5"


def test_a_draft_is_given_another_place_by_whoever_asks_for_one(phone: Page, received: Received) -> None:
    phone.evaluate(RESTORE, YESTERDAY)
    act(phone, "Locate once more")
    say(phone, 10)
    assert sent_by(phone, received)["latitude"] == "36.6512000"


PLACED = """() => {
  window.placed = [];
  document.addEventListener("file-placed", ({ detail }) => {
    placed.push([detail.name, detail.latitude, detail.position_source]);
    document.body.dataset.placed = placed.length;
  });
}"""


def photographed(page: Page, content: bytes, name: str = "a.jpg") -> None:
    page.set_input_files("#GATE-02-files", {"name": name, "mimeType": "image/jpeg", "buffer": content})


def test_a_photo_without_a_place_gets_that_of_its_moment(page: Page) -> None:
    page.click("label[for=GATE-02-fail]")
    page.evaluate(PLACED)
    photographed(page, jpeg(seed=3))
    expect(page.locator("body")).to_have_attribute("data-placed", "1")
    assert page.evaluate("placed") == [["a.jpg", "36.6500000", "device"]]


@pytest.mark.parametrize(
    ("told", "latitude"),
    [({"position": (36.5, 117.5)}, 36.5), ({"taken": datetime(2026, 11, 20, 9, tzinfo=UTC), "offset": "+08:00"}, None)],
    ids=["a place", "a day"],
)
def test_a_photo_with_a_place_or_a_day_of_its_own_is_given_none(
    page: Page, told: dict[str, Any], latitude: float | None
) -> None:
    page.click("label[for=GATE-02-fail]")
    page.evaluate(PLACED)
    photographed(page, jpeg(seed=3, exif=exif(**told)))
    # Had it got one, it would have been before this one did.
    photographed(page, jpeg(seed=5), "b.jpg")
    expect(page.locator("body")).to_have_attribute("data-placed", "1")
    assert page.evaluate("placed[0][0]") == "b.jpg"
    kept = "async (field) => { await field.ready(); return field.kept[0].latitude; }"
    assert page.eval_on_selector("photo-field:has(#GATE-02-files)", kept) == (latitude and pytest.approx(latitude))
