"""What the worker takes along when a version comes onto the phone."""

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.scripts

# The worker's own code, told to install two files of which a stranger may answer one. Returns what it kept, or why not.
INSTALL = """
async (stranger) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { attend } = await import(here.replace("app.js", "offline/worker.js"));
  const ours = { headers: { "Hazard-App": "v2" } };
  window.fetch = async (path) => new Response("", path === stranger ? {} : ours);
  await caches.delete("assets-v2");
  attend({ version: "v2", assets: ["/a.js", "/b.css"] });
  let done;
  dispatchEvent(Object.assign(new Event("install"), { waitUntil: (promise) => (done = promise) }));
  const refused = await done.then(() => "", (error) => error.message);
  const cache = await caches.open("assets-v2");
  return refused || (await cache.keys()).map(({ url }) => new URL(url).pathname).sort();
}
"""


def test_every_file_and_the_page_for_what_is_not_kept(page: Page) -> None:
    assert page.evaluate(INSTALL, "/nothing") == ["/a.js", "/b.css", "/offline/none"]


@pytest.mark.parametrize("path", ["/b.css", "/offline/none"])
def test_nothing_where_somebody_else_answers_for_one_of_them(page: Page, path: str) -> None:
    """A captive portal says 200 to everything: kept under that name, its page would stay until the next version."""
    assert page.evaluate(INSTALL, path) == f"{path} is not ours"
