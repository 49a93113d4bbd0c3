"""Days without a signal: 200 inspections with 600 photos go out, and the page needs no more memory than for one."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Browser, sync_playwright
from sqlalchemy import func, select

from hazard_app.models.inspection import Inspection
from hazard_app.models.photo import Photo
from tests.benchmarks.results import Result
from tests.browser.field import FieldPhone, phone
from tests.chromium import chromium_path
from tests.installed import Instance, installed
from tests.lines import Line

INSPECTIONS = 200
# One inspection that waits, and as many more of the same, with photos of their own: a comment in them makes them so.
MULTIPLY = """
async ([id, more, bytes]) => {
  const offline = document.querySelector("script[type=module]").src.replace("app.js", "offline/");
  const { Records } = await import(offline + "records.js");
  const records = new Records(document.querySelector("meta[name=person]").content);
  const like = await records.get(id);
  const files = await records.filesWithBytes(like.files);
  const hex = (buffer) => Array.from(new Uint8Array(buffer), (byte) => byte.toString(16).padStart(2, "0")).join("");
  const another = async ({ bytes: old, told: _, kept: __, ...file }, number) => {
    const says = new TextEncoder().encode(String(number).padStart(8, "0").padEnd(60_000, "."));
    const parts = [old.slice(0, 2)];
    for (let left = bytes - old.byteLength; left > 0; left -= says.length) {
      parts.push(new Uint8Array([0xff, 0xfe, (says.length + 2) >> 8, (says.length + 2) & 255]), says);
    }
    const made = await new Blob([...parts, old.slice(2)]).arrayBuffer();
    return { ...file, bytes: made, sha256: hex(await crypto.subtle.digest("SHA-256", made)), told: {} };
  };
  for (let at = 0; at < more; at += 1) {
    const mine = await Promise.all(files.map((file, number) => another(file, at * files.length + number)));
    const names = new Map(files.map(({ sha256 }, number) => [sha256, mine[number].sha256]));
    const fields = like.fields.map(([name, value]) => [name, names.get(value) ?? value]);
    const record = { ...like, id: crypto.randomUUID(), fields, files: [...names.values()], changed_at: Date.now() };
    await records.submit(record, mine);
  }
}
"""
PHOTO = 300_000  # bytes; half of what a hundred inspections bring of them is no copy of them


def measured(folder: Path) -> Iterator[Result]:
    with installed(folder) as instance, instance.server() as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path())
        try:
            with Line(server.url) as line, phone(browser, line, instance) as one:
                yield from of_outbox(browser, one, line, instance)
        finally:
            browser.close()


def of_outbox(browser: Browser, one: FieldPhone, line: Line, instance: Instance) -> Iterator[Result]:
    fill(one, line)
    one.page.goto("/outbox")
    one.page.wait_for_timeout(3_000)
    line.mend()
    one.page.evaluate("dispatchEvent(new Event('online'))")
    before, begun, most, half = memory(), time.monotonic(), 0, 0
    while (sent := one.states().count("sent")) < INSPECTIONS:
        most = max(most, memory())
        if not half and sent >= INSPECTIONS // 2:
            half = kept(one)
        one.page.wait_for_timeout(500)
    took = time.monotonic() - begun
    held = kept(one) - half
    with instance.session() as session:
        inspections = session.scalar(select(func.count()).select_from(Inspection)) or 0
        photos = session.scalar(select(func.count()).select_from(Photo)) or 0
    yield Result(
        "inspections that waited and arrived, each once", inspections, "of 200", must=INSPECTIONS, at_least=True
    )
    yield Result("… their photos", photos, "of 600", must=3 * INSPECTIONS, at_least=True)
    yield Result("… what the photos weigh", 3 * INSPECTIONS * PHOTO / 1e6, "MB")
    yield Result("… the browser takes more meanwhile, with what nobody has swept up yet", (most - before) / 1e6, "MB")
    yield Result("… of it, what it holds after the last hundred more than after the first", held / 1e6, "MB", must=45)
    yield Result("… sent in", took, "s")


def fill(one: FieldPhone, line: Line) -> None:
    one.tab()
    one.sign_in("officer")
    line.down()
    one.check("新安实验小学", "校园周边巡查表")
    one.fail("PER-D-05", "斑马线磨损", 1, 2, 3)
    one.answer_the_rest()
    one.page.get_by_role("button", name="提交", exact=True).click()
    one.page.wait_for_url("**/outbox")
    [record] = one.records()
    one.page.evaluate(MULTIPLY, [record["id"], INSPECTIONS - 1, PHOTO])


def kept(one: FieldPhone) -> int:
    """As `memory`, with what is no longer used swept up in the page."""
    one.page.context.new_cdp_session(one.page).send("HeapProfiler.collectGarbage")
    one.page.wait_for_timeout(1_000)
    return memory()


def memory() -> int:
    """Bytes that all processes of the browser have to themselves."""
    mine: list[Any] = [each for each in psutil.Process().children(recursive=True) if "chrom" in each.name()]
    return sum(each.memory_full_info().uss for each in mine)
