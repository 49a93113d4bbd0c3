"""A memo recorded on the page: it lies in the file input as if it had been chosen, and is a recording that we keep."""

import base64
import re
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page, expect

from hazard_app.sounds.memos import CleanMemo, SoundKind, clean
from tests.recordings import webm

pytestmark = pytest.mark.scripts

FIELD = "memo-field:has(#GATE-02-memo_files)"
BUTTON = f"{FIELD} > button"
RUNNING = re.compile(r"Stop: 0:5\d left")  # for a second at least
READ = """async (input) => {
  const bytes = new Uint8Array(await input.files[0].arrayBuffer());
  return btoa(String.fromCharCode(...bytes));
}"""


@pytest.fixture
def form(page: Page) -> Page:
    page.context.grant_permissions(["geolocation", "microphone"])
    page.click("label[for=GATE-02-fail]")
    return page


def input_of(page: Page, asked: str) -> Any:
    return page.eval_on_selector("#GATE-02-memo_files", asked)


def names(page: Page) -> list[str]:
    files: list[str] = input_of(page, "input => Array.from(input.files, one => one.name)")
    return files


def recorded(page: Page) -> CleanMemo:
    return clean(base64.b64decode(input_of(page, READ)))


def record(page: Page) -> None:
    """A second or so."""
    page.click(BUTTON)
    expect(page.locator(BUTTON)).to_have_text(RUNNING)
    page.click(BUTTON)
    page.locator(f"{FIELD} .is-new").last.wait_for()


def file(name: str) -> FilePayload:
    return {"name": name, "mimeType": "audio/webm", "buffer": webm()}


def test_what_was_recorded_is_a_memo_that_we_keep(form: Page) -> None:
    record(form)
    memo = recorded(form)
    assert (memo.kind, memo.seconds in range(1, 10)) == (SoundKind.WEBM, True)
    expect(form.locator(BUTTON)).to_have_text("Record a memo")


@pytest.mark.parametrize(("type_", "kind"), [("audio/mp4;codecs=opus", SoundKind.MP4), ("audio/webm", SoundKind.WEBM)])
def test_what_this_browser_records_is_kept_and_still_plays(form: Page, type_: str, kind: SoundKind) -> None:
    """As phones make it: MP4 in fragments."""
    said = form.evaluate(
        """async (type) => {
          const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
          const recorder = new MediaRecorder(stream, { mimeType: type });
          const heard = new Promise((resolve) => { recorder.ondataavailable = ({ data }) => resolve(data); });
          recorder.start();
          setTimeout(() => recorder.stop(), 1500);
          return btoa(String.fromCharCode(...new Uint8Array(await (await heard).arrayBuffer())));
        }""",
        type_,
    )
    memo = clean(base64.b64decode(said))
    assert (memo.kind, memo.seconds in range(1, 10)) == (kind, True)
    played = form.evaluate(
        """async (kept) => {
          const bytes = Uint8Array.from(atob(kept), (sign) => sign.charCodeAt(0));
          return (await new OfflineAudioContext(1, 1, 48000).decodeAudioData(bytes.buffer)).duration;
        }""",
        base64.b64encode(memo.content).decode(),
    )
    assert abs(played - memo.seconds) <= 1


def test_it_stops_by_itself_when_its_time_is_over(form: Page) -> None:
    form.eval_on_selector(FIELD, "field => { field.dataset.seconds = 1 }")
    form.click(BUTTON)
    form.locator(f"{FIELD} .is-new").wait_for()
    assert recorded(form).seconds in range(1, 10)


def test_whoever_keeps_the_form_hears_of_it_as_of_a_chosen_file(form: Page) -> None:
    form.evaluate(
        "document.addEventListener('change', ({ target }) => { window.heard = [target.id, target.files?.length] })"
    )
    record(form)
    assert form.evaluate("window.heard") == ["GATE-02-memo_files", 1]


def test_a_memo_can_be_listened_to_and_taken_out(form: Page) -> None:
    record(form)
    sound = form.locator(f"{FIELD} audio")
    ended = "sound => new Promise(resolve => { sound.onended = () => resolve(true); sound.play() })"
    assert sound.evaluate(ended)
    form.click(f"{FIELD} .is-new button")
    expect(sound).to_have_count(0)
    assert names(form) == []


def test_a_form_that_is_sent_meanwhile_waits_for_the_memo(form: Page) -> None:
    form.click(BUTTON)
    expect(form.locator(BUTTON)).to_have_text(RUNNING)
    form.click("button:has-text('Submit')")
    expect(form.locator(f"{FIELD} .memo-says")).to_contain_text("Send once more")
    assert len(names(form)) == 1


def test_who_keeps_the_microphone_to_themselves_may_choose_a_recording(page: Page) -> None:
    page.click("label[for=GATE-02-fail]")
    expect(page.locator("#GATE-02-memo_files")).to_be_hidden()
    page.click(BUTTON)
    expect(page.locator(f"{FIELD} .memo-says")).to_contain_text("The microphone is not allowed here")
    page.set_input_files("#GATE-02-memo_files", [file("a.webm")])
    page.set_input_files("#GATE-02-memo_files", [file("b.webm")])
    assert names(page) == ["a.webm", "b.webm"]


def test_there_is_room_for_three(form: Page) -> None:
    form.set_input_files("#GATE-02-memo_files", [file(f"{number}.webm") for number in range(4)])
    assert names(form) == ["0.webm", "1.webm", "2.webm"]
    expect(form.locator(BUTTON)).to_be_hidden()
    form.locator(f"{FIELD} .is-new button").first.click()
    expect(form.locator(BUTTON)).to_be_visible()


def test_a_recording_chosen_without_a_microphone_at_all_joins_the_form(form: Page) -> None:
    """Over plain http a page has none."""
    form.add_init_script("Object.defineProperty(navigator, 'mediaDevices', { value: undefined })")
    form.reload()
    form.wait_for_selector("memo-field:defined", state="attached")
    form.click("label[for=GATE-02-fail]")
    expect(form.locator("#GATE-02-memo_files")).to_be_visible()
    expect(form.locator(BUTTON)).to_be_hidden()


def test_a_recorder_that_does_not_start_leaves_the_microphone_off(form: Page) -> None:
    said = form.evaluate(
        """async () => {
          const { record } = await import(document.querySelector("script[type=module]").src
            .replace("app.js", "lib/recording.js"));
          const devices = navigator.mediaDevices;
          const stream = await devices.getUserMedia({ audio: true });
          devices.getUserMedia = async () => stream;
          MediaRecorder.prototype.start = () => { throw new DOMException("busy", "InvalidStateError"); };
          const told = await record(60, () => {}).catch(({ name }) => name);
          return [told, stream.getTracks().map(({ readyState }) => readyState)];
        }"""
    )
    assert said == ["InvalidStateError", ["ended"]]


def test_a_page_that_is_left_while_somebody_speaks_asks_first(form: Page) -> None:
    leave = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"
    form.click(BUTTON)
    expect(form.locator(BUTTON)).to_have_text(RUNNING)
    assert form.evaluate(leave) is False
    form.click(BUTTON)
    form.locator(f"{FIELD} .is-new").last.wait_for()
    assert form.evaluate(leave) is True
