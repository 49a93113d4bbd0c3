"""The phone's own records and queue in a real browser, with a platform that says what the test wants it to say."""

from typing import Any

from playwright.sync_api import Page

# A test's own lines come behind these. `platform` is asked for each request and may be given another way to answer;
# `asked` is what it was asked; `clock` is the phone's, in milliseconds.
BEFORE = """
const base = document.querySelector("script[type=module]").src.replace("app.js", "offline/");
const { Records, DAY } = await import(base + "records.js");
const { Queue } = await import(base + "queue.js");
const { offerAgain } = await import(base + "restored.js");
const records = new Records(crypto.randomUUID());
let clock = Date.now();
const asked = [];
const said = (status, body) => new Response(typeof body === "string" ? body : JSON.stringify(body), { status });
const yes = ({ uid = null, kept = true, status = 201 } = {}) =>
  said(status, { uid, kept, url: `/inspections/${uid}`, received_at: "2026-11-27T06:32:00+00:00" });
const idIn = (options) => new URLSearchParams(options.body).get("id");
const well = (url, options) => yes({ uid: options.method === "POST" ? idIn(options) : null });
let platform = well;
const lost = () => Promise.reject(new TypeError("Failed to fetch"));
const fetch = async (url, options) => {
  asked.push(`${options.method} ${url.split("?")[0]}`);
  return platform(url, options);
};
const queue = new Queue({ records, fetch, now: () => clock });
const file = (sha256, size = 4) => ({ sha256, path: "/photos/", type: "image/jpeg", bytes: new ArrayBuffer(size) });
const work = (id, files = []) => records.submit(
  { id, action: "/inspections", page: "/inspections/new", fields: [["version", "v"], ["made_at", "then"]],
    files: files.map((each) => each.sha256), changed_at: clock++ },
  files,
);
const state = async (id) => (await records.get(id))?.state;
const posts = () => asked.filter((each) => each.startsWith("POST")).length;
"""


def told(page: Page, lines: str) -> Any:
    """What the lines return, run on the page of the stage."""
    return page.evaluate(f"async () => {{{BEFORE}{lines}}}")
