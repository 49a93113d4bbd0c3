"""What a phone loads at first use, and when the first item can be answered on a slow one."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from hazard_app.models.school import School
from tests.benchmarks.results import Result
from tests.browser.field import phone
from tests.chromium import chromium_path
from tests.filling import newest
from tests.installed import Instance, Phone, installed
from tests.lines import Line
from tests.world import PASSWORD

FORM = "SEC-M"
# A slow phone in a slow network: bytes a second, milliseconds, and how many times slower than this machine.
SLOW_LINE = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 93_750, "latency": 100}
SLOWER = 4
# With these begins what a page that is left alone does for later.
LATER = ["*/offline/schedule.js", "*/offline/sender.js"]
HANDHELD: dict[str, Any] = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}


class Scale(Line):
    """Weighs all that the server says through it, whoever asks."""

    weight = 0

    def heard(self, piece: bytes) -> bool:
        self.weight += len(piece)
        return super().heard(piece)


def measured(folder: Path, times: int = 5) -> Iterator[Result]:
    with installed(folder) as instance, instance.server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        try:
            with Scale(server.url) as scale:
                yield from of_pages(browser, scale, instance, times)
        finally:
            browser.close()


def form_path(instance: Instance) -> str:
    with instance.session() as session:
        school = session.scalars(select(School).where(School.code == "school")).one()
        return f"/inspections/new?version={newest(session, FORM).uid}&school={school.uid}"


def of_pages(browser: Browser, scale: Scale, instance: Instance, times: int) -> Iterator[Result]:
    form = form_path(instance)
    loaded = sizes(browser, scale, form)
    today, whole = loaded["/login"] + loaded["/today"], sum(loaded.values(), Counter())
    yield Result("signed in, and Today, first use", today.total() / 1000, "KB")
    yield Result("… and a form of 39 items", whole.total() / 1000, "KB", must=60, aim=40)
    yield from (Result(f"… of it {kind}", size / 1000, "KB") for kind, size in whole.most_common())
    everything = with_the_round(browser, scale, instance, form)
    yield Result("later, unasked: worker and round", (everything - whole.total()) / 1000, "KB")
    officer = instance.phone(scale, "officer")
    slow = [first_item(browser, officer, form) for _ in range(times)]
    yield Result("first item on a slow phone", median(slow), aim=1500)
    yield Result("… the best of them", min(slow))


def sizes(browser: Browser, scale: Scale, form: str) -> dict[str, Counter[str]]:
    """Bytes on the line by page and kind, headers and all, until each page can be used; what a page fetches for later
    is not among them, and no worker is there to keep any."""
    context = browser.new_context(**HANDHELD, base_url=scale.url, service_workers="block")
    page = context.new_page()
    line = context.new_cdp_session(page)
    kinds: dict[str, str] = {}
    loaded: dict[str, Counter[str]] = {path: Counter() for path in ("/login", "/today", form)}
    now = ["/login"]

    def finished(said: dict[str, Any]) -> None:
        loaded[now[0]][kinds.get(said["requestId"], "Other")] += int(said["encodedDataLength"])

    line.on("Network.responseReceived", lambda said: kinds.update({said["requestId"]: said["type"]}))
    line.on("Network.loadingFinished", finished)
    line.send("Network.enable")
    line.send("Network.setBlockedURLs", {"urls": LATER})
    page.goto("/login", wait_until="networkidle")
    now[0] = "/today"
    sign_in(page)
    now[0] = form
    page.goto(form, wait_until="networkidle")
    context.close()
    return loaded


def sign_in(page: Page) -> None:
    page.fill("[name=username]", "officer")
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url("**/today")
    page.wait_for_load_state("networkidle")


def with_the_round(browser: Browser, scale: Scale, instance: Instance, form: str) -> int:
    """The same way with the worker on, until all of today's round is on the phone: all bytes on the line."""
    scale.weight = 0
    with phone(browser, scale, instance) as one:
        one.sign_in("officer")
        one.page.goto(form, wait_until="networkidle")
    return scale.weight


def first_item(browser: Browser, phone: Phone, form: str) -> float:
    """Milliseconds from the touch on the link until the first answer stands on the screen; nothing is cached."""
    page = signed_in(browser, phone)
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SLOW_LINE)
    line.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.goto(f"{phone.url}{form}", wait_until="commit")
    page.wait_for_selector(".item label", state="visible")
    took = page.evaluate("() => new Promise(done => requestAnimationFrame(() => done(performance.now())))")
    page.context.close()
    return float(took)


def signed_in(browser: Browser, phone: Phone) -> Page:
    context = browser.new_context(**HANDHELD)
    for cookie in phone.cookie.split("; "):
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": phone.url}])
    return context.new_page()
