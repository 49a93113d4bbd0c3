"""What a phone loads at first use, and when the first item can be answered on a slow one."""

from collections.abc import Iterator
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Page, sync_playwright
from sqlalchemy import select

from hazard_app.models.school import School
from tests.benchmarks.results import Result
from tests.chromium import chromium_path
from tests.filling import newest
from tests.installed import Instance, Phone, installed

FORM = "SEC-M"
# A slow phone in a slow network: bytes a second, milliseconds, and how many times slower than this machine.
SLOW_LINE = {"offline": False, "downloadThroughput": 200_000, "uploadThroughput": 93_750, "latency": 100}
SLOWER = 4


def measured(folder: Path, times: int = 5) -> Iterator[Result]:
    with installed(folder) as instance, instance.server() as server, sync_playwright() as playwright:
        phone = instance.phone(server, "officer")
        browser = playwright.chromium.launch(executable_path=chromium_path())
        try:
            yield from of_pages(browser, phone, form_path(instance), times)
        finally:
            browser.close()


def form_path(instance: Instance) -> str:
    with instance.session() as session:
        school = session.scalars(select(School).where(School.code == "school")).one()
        return f"/inspections/new?version={newest(session, FORM).uid}&school={school.uid}"


def of_pages(browser: Browser, phone: Phone, form: str, times: int) -> Iterator[Result]:
    loaded = sizes(browser, phone, ["/today", form])
    today, whole = sum(loaded["/today"].values()), sum(sum(one.values()) for one in loaded.values())
    yield Result("Today, first use", today / 1000, "KB")
    yield Result("… and a form of 39 items", whole / 1000, "KB", must=60, aim=40)
    yield from (Result(f"… of it {kind}", size / 1000, "KB") for kind, size in by_kind(loaded).items())
    yield Result("first item on a slow phone", median(first_item(browser, phone, form) for _ in range(times)), aim=1500)


def sizes(browser: Browser, phone: Phone, paths: list[str]) -> dict[str, dict[str, float]]:
    """Bytes on the line of each request, headers and all, page after page in one fresh browser."""
    page = signed_in(browser, phone)
    line = page.context.new_cdp_session(page)
    asked: dict[str, str] = {}
    loaded: dict[str, dict[str, float]] = {path: {} for path in paths}
    now = [paths[0]]
    line.on("Network.responseReceived", lambda said: asked.update({said["requestId"]: said["type"]}))
    line.on(
        "Network.loadingFinished",
        lambda said: loaded[now[0]].update(
            {f"{asked.get(said['requestId'], 'Other')} {said['requestId']}": said["encodedDataLength"]}
        ),
    )
    line.send("Network.enable")
    for path in paths:
        now[0] = path
        page.goto(f"{phone.url}{path}", wait_until="networkidle")
    page.context.close()
    return loaded


def by_kind(loaded: dict[str, dict[str, float]]) -> dict[str, float]:
    kinds: dict[str, float] = {}
    for requests in loaded.values():
        for name, size in requests.items():
            kind = name.split()[0]
            kinds[kind] = kinds.get(kind, 0) + size
    return kinds


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
    context = browser.new_context(viewport={"width": 390, "height": 844}, is_mobile=True, has_touch=True)
    for cookie in phone.cookie.split("; "):
        name, _, value = cookie.partition("=")
        context.add_cookies([{"name": name, "value": value, "url": phone.url}])
    return context.new_page()
