"""What a phone with no network waits for: a kept form opens, a photo is kept, an inspection is kept for sending."""

import io
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, FilePayload, Page, sync_playwright
from sqlalchemy import select

from hazard_app.models.school import School
from tests.benchmarks.pages import FORM, SLOWER, form_path
from tests.benchmarks.results import Result
from tests.browser.field import FieldPhone, phone
from tests.chromium import chromium_path
from tests.filling import filled, newest
from tests.installed import Instance, installed
from tests.lines import Line
from tests.pictures import SAMPLES, jpeg

# Of the items of the form, so many have a hazard that is still open.
OPEN = 6
TWELVE_MEGAPIXELS = (4032, 3024)
REAL = "iphone_gps_large.jpg"

# Notes when things happen, in milliseconds since 1970: a page is followed by another.
WATCH = (Path(__file__).parent / "watch.js").read_text()


@dataclass(frozen=True)
class Round:
    """Milliseconds. `worker`, of it: what ran in a worker, which Chromium does not slow."""

    what: str
    took: float
    worker: float = 0

    @property
    def all_slow(self) -> float:
        return self.took + (SLOWER - 1) * self.worker


def measured(folder: Path, times: int = 7) -> Iterator[Result]:
    with installed(folder) as instance, instance.server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        try:
            with Line(server.url) as line:
                yield from of_field(browser, line, instance, times)
        finally:
            browser.close()


def of_field(browser: Browser, line: Line, instance: Instance, times: int) -> Iterator[Result]:
    leave_open_hazards(instance, line)
    shot = photo()
    with in_the_field(browser, line, instance) as one:
        rounds = [each for _ in range(times + 1) for each in inspection(one, form_path(instance), shot)]
    # The first one warms up: a tab that never showed a form has yet to read its scripts and its letters.
    first, rounds = rounds[: len(rounds) // (times + 1)], rounds[len(rounds) // (times + 1) :]
    yield Result("the photo of the measure", len(shot) / 1e6, "MB")
    yield Result("a kept form: the first of a new tab", next(each.took for each in first if each.what == "open"))
    yield from said("a kept form: first item seen", rounds, "seen")
    yield from said("… filled in from the pack, each touch is kept", rounds, "open", must=300, aim=150)
    yield from said("a photo of 12 megapixels is kept", rounds, "photo", must=500, aim=250)
    yield from said("an inspection is kept for sending", rounds, "submit", must=100, aim=50)


def said(words: str, rounds: list[Round], what: str, **budget: float) -> Iterator[Result]:
    mine = [each for each in rounds if each.what == what]
    yield Result(words, median(each.took for each in mine), **budget)  # type: ignore[arg-type]
    yield Result("… the worst of them", max(each.took for each in mine))
    if any(each.worker for each in mine):
        yield Result("… were workers as slow as the page", median(each.all_slow for each in mine), **budget)  # type: ignore[arg-type]


def leave_open_hazards(instance: Instance, line: Line) -> None:
    now = datetime.now(UTC)
    times = {"started_at": now - timedelta(hours=3), "made_at": now, "sent_at": now}
    with instance.session() as session:
        school = session.scalars(select(School).where(School.code == "school")).one()
        version = newest(session, FORM)
        plain = [item.code for item in version.items if not item.photo_required]
        given = filled(version, school) | dict.fromkeys(plain[: OPEN * 3 : 3], "fail")
    given |= {name: at.isoformat() for name, at in times.items()}
    answer = instance.phone(line, "officer").post("/inspections", given)
    assert answer.status == 201, answer.body.decode()


def photo() -> bytes:
    """A real one, enlarged to what today's phones make; clouds where there is none."""
    real = SAMPLES / REAL
    if not real.exists():
        return jpeg(*TWELVE_MEGAPIXELS, quality=90)
    with Image.open(real) as image:
        out = io.BytesIO()
        exif = image.getexif()
        image.resize(TWELVE_MEGAPIXELS, Image.Resampling.LANCZOS).save(out, "JPEG", quality=90, exif=exif)
    return out.getvalue()


@contextmanager
def in_the_field(browser: Browser, line: Line, instance: Instance) -> Iterator[FieldPhone]:
    """Signed in with a net, all of the round on the phone; then the net goes and the processor slows down."""
    with phone(browser, line, instance) as one:
        one.context.add_init_script(WATCH)
        one.sign_in("officer")
        line.down()
        processor = one.page.context.new_cdp_session(one.page)
        processor.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        yield one
        # A page that is slowed down may never get round to closing.
        processor.send("Emulation.setCPUThrottlingRate", {"rate": 1})
        line.mend()


def inspection(one: FieldPhone, form: str, shot: bytes) -> Iterator[Round]:
    page = one.page
    page.goto(form, wait_until="commit")
    noted = when(page, "open")
    yield Round("seen", noted["seen"] - noted["begun"], noted["worker"])
    yield Round("open", noted["open"] - noted["begun"], noted["worker"])
    shots: FilePayload = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": shot}
    page.set_input_files(".item photo-field input[type=file] >> nth=0", shots)
    noted = when(page, "photo")
    yield Round("photo", noted["photo"] - noted["chosen"], noted["making"])
    page.evaluate("document.querySelectorAll('.answer input[value=pass]').forEach((one) => one.click())")
    page.wait_for_timeout(1500)
    page.locator("#inspection button[type=submit]").last.click()
    noted = when(page, "submit")
    yield Round("submit", noted["submit"] - noted["pressed"])
    page.wait_for_url("**/outbox")


def when(page: Page, what: str) -> dict[str, Any]:
    for _ in range(400):
        noted: dict[str, Any] = page.evaluate("JSON.parse(sessionStorage.noted ?? '{}')")
        if what in noted:
            return noted
        page.wait_for_timeout(25)
    raise TimeoutError(what)
