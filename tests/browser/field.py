"""A phone in the field: its line to the platform breaks where a test wants it to, its worker is on."""

import hashlib
import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, FilePayload, Page, expect
from sqlalchemy import func, select

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.photo import Photo
from tests.browser.screens import PHONE
from tests.chromium import ARGUMENTS, chromium_path
from tests.installed import Instance
from tests.lines import Line
from tests.pictures import jpeg
from tests.world import CENTRE, PASSWORD

PATIENCE = 60_000  # ms; only a test that fails ever uses it up
SENT = re.compile(r"/hazards/[0-9a-f-]{36}$")

# Everything that one person's database holds of the kind.
RECORDS = """
async ([person, store]) => {
  const db = await new Promise((resolve, reject) => {
    const opening = indexedDB.open(`work-${person}`);
    // Not there yet: it is the page's to make, and what is made here would be empty for ever.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => resolve(opening.result);
    opening.onerror = () => opening.error.name === "AbortError" ? resolve(null) : reject(opening.error);
  });
  if (!db) return [];
  const all = await new Promise((resolve) => {
    const asked = db.transaction(store).objectStore(store).getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  db.close();
  return all.map(({ thumbnail, ...rest }) => rest);
}
"""


# The worker serves, and all of the round is on the phone.
HELD = """
async () => navigator.serviceWorker.controller !== null
  && Object.keys(localStorage).some((key) => key.startsWith("held-"))
"""


def picture(seed: int) -> FilePayload:
    """Small enough to keep its bytes."""
    return {"name": f"IMG_{seed}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(1200, 900, seed=seed)}


@dataclass
class FieldPhone:
    """Somebody's phone. `page` is its one tab; `wrongs` what scripts complained of."""

    context: BrowserContext
    line: Line
    instance: Instance
    wrongs: list[str] = field(default_factory=list)
    page: Page = None  # type: ignore[assignment]

    def tab(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.wrongs.append(str(error)))
        self.page = page
        return page

    def sign_in(self, username: str) -> None:
        page = self.page or self.tab()
        page.goto("/login")
        page.fill("[name=username]", username)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url("**/today")
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """The worker serves, and today's round is on the phone."""
        self.until(lambda: self.page.evaluate(HELD))

    def until(self, happened: Callable[[], bool]) -> None:
        """The page's policy lets no test wait inside of it."""
        deadline = time.monotonic() + PATIENCE / 1000
        while not happened():
            assert time.monotonic() < deadline, "it did not happen"
            self.page.wait_for_timeout(50)

    @property
    def person(self) -> str:
        return str(self.page.evaluate("document.querySelector('meta[name=person]').content"))

    def records(self, store: str = "records") -> list[dict[str, Any]]:
        return list(self.page.evaluate(RECORDS, [self.person, store]))

    def states(self) -> list[str]:
        return sorted(record["state"] for record in self.records())

    def draft(self) -> dict[str, Any]:
        """The one that there is; without fields before there is one."""
        return next((record for record in self.records() if record["state"] == "draft"), {"fields": []})

    def report(self, note: str, *seeds: int) -> None:
        """A quick report filled in, with a photo a seed, not yet sent."""
        self.page.goto("/hazards/new")
        self.page.wait_for_selector("kept-form:defined", state="attached")
        for seed in seeds:
            self.page.set_input_files("#files", picture(seed))
        if seeds:
            expect(self.page.locator(".camera-field .is-new img")).to_have_count(len(seeds))
        self.page.locator(".kind", has_text="实体防范").click()
        self.page.fill("#note", note)

    def check(self, school: str, title: str) -> None:
        """A checklist opened from the list of schools."""
        self.page.goto("/schools")
        self.page.get_by_role("link", name=school).first.click()
        self.page.get_by_role("link", name=re.compile(title)).first.click()
        self.page.wait_for_selector("kept-form:defined", state="attached")
        expect(self.page.locator(".topbar-title .meta")).to_have_text(school)

    def fail(self, code: str, note: str, *seeds: int) -> None:
        self.page.locator(f"label[for={code}-fail]").click()
        for seed in seeds:
            self.page.set_input_files(f"#{code}-files", picture(seed))
        if seeds:
            expect(self.page.locator(f"#{code} .follow-up > photo-field .is-new img")).to_have_count(len(seeds))
        self.page.fill(f"#{code}-note", note)

    def answer_the_rest(self) -> None:
        """By one touch a part, and one by one what no touch covers."""
        rests = self.page.locator(".rest-ask:visible")
        while rests.count():
            rests.first.click()
        for item in self.page.locator("fieldset.item:visible").all():
            if not item.locator(".answer > input:checked").count():
                item.locator("label", has_text="符合").first.click()

    def send(self) -> None:
        self.page.get_by_role("button", name="上报", exact=True).click()

    def hand_in(self, note: str, *seeds: int) -> None:
        """While nothing arrives: it waits in the outbox then."""
        self.report(note, *seeds)
        self.send()
        self.page.wait_for_url("**/outbox", timeout=PATIENCE)

    def wait_until_sent(self, count: int = 1) -> None:
        self.until(lambda: self.states().count("sent") >= count)


def sha256_of(seed: int) -> str:
    return hashlib.sha256(picture(seed)["buffer"]).hexdigest()


def found(instance: Instance, note: str) -> int:
    """How many hazards the platform has with these words."""
    with instance.session() as session:
        return session.scalar(select(func.count()).select_from(Hazard).where(Hazard.note == note)) or 0


def inspections(instance: Instance) -> list[str]:
    with instance.session() as session:
        return [str(uid) for uid in session.scalars(select(Inspection.uid))]


def photos_of(instance: Instance, note: str) -> list[str]:
    """What the phone called the photos of the hazard with these words."""
    with instance.session() as session:
        hazard = session.scalars(select(Hazard).where(Hazard.note == note)).one()
        attached = [each.photo_id for step in hazard.steps for each in step.attachments]
        return sorted(session.scalars(select(Photo.sent_sha256).where(Photo.id.in_(attached))))


ANDROID = (
    "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0.0.0 Mobile Safari/537.36"
)
OPTIONS: dict[str, Any] = {
    "viewport": PHONE,
    "locale": "zh-CN",
    "user_agent": ANDROID,
    "geolocation": {"latitude": CENTRE[0], "longitude": CENTRE[1], "accuracy": 18},
    "permissions": ["geolocation", "background-sync"],
}


@contextmanager
def phone(chromium: Browser, line: Line, instance: Instance, **options: Any) -> Iterator[FieldPhone]:
    """What it kept goes with it."""
    with phone_of(chromium.new_context(base_url=line.url, **OPTIONS | options), line, instance) as one:
        yield one


@contextmanager
def kept_phone(chromium: Browser, line: Line, instance: Instance, folder: Path) -> Iterator[FieldPhone]:
    """A browser of its own, whose phone is found as it was when the browser opens again."""
    context = chromium.browser_type.launch_persistent_context(
        folder, executable_path=chromium_path(), args=ARGUMENTS, base_url=line.url, **OPTIONS
    )
    with phone_of(context, line, instance) as one:
        yield one


@contextmanager
def phone_of(context: BrowserContext, line: Line, instance: Instance) -> Iterator[FieldPhone]:
    context.set_default_timeout(PATIENCE)
    one = FieldPhone(context, line, instance)
    try:
        yield one
        assert not one.wrongs
    finally:
        context.close()
