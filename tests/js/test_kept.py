"""What the worker puts into a kept page: when it was kept, and what the phone knows that it would have to wait for."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.scripts

WANG = "11111111-0000-4000-8000-000000000000"
# A form of Wang's in the store, asked for with its school. Returns what an HTML parser makes of it, and what is kept.
KEPT = """
async ([person, told]) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { kept } = await import(here.replace("app.js", "offline/pages.js"));
  const address = `${location.origin}/inspections/new?version=v&school=s`;
  const html = "<!doctype html><html lang=en><head><title>F</title></head><body><p>form</p></body></html>";
  const cache = await caches.open(`pages-${person}`);
  const headers = { "Kept-At": "2026-11-23T06:00:00Z", "Content-Type": "text/html" };
  await cache.put("/inspections/new?version=v", new Response(html, { headers }));
  const answer = await kept(address, person, told && Promise.resolve(told));
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const block = page.getElementById("told");
  const stored = await (await cache.match("/inspections/new?version=v")).text();
  return {
    at: page.documentElement.dataset.kept,
    told: block && JSON.parse(block.textContent),
    body: page.body.innerHTML.trim(),
    isStoredAsItWas: stored === html,
  };
}
"""


@pytest.mark.parametrize("name", ["新安实验小学", "</script><img src=x onerror=alert(1)>", "$& $' \"'\\ \u2028 <!--"])
def test_what_is_told_arrives_as_it_is_and_becomes_no_part_of_the_page(page: Page, name: str) -> None:
    told: dict[str, Any] = {"school": {"name": name}, "hazards": [{"title": name}]}
    found = page.evaluate(KEPT, [WANG, told])
    assert found["told"] == told
    assert found["body"] == "<p>form</p>"
    assert found["at"] == "2026-11-23T06:00:00Z"


def test_no_school_lies_in_the_store_with_the_form(page: Page) -> None:
    assert page.evaluate(KEPT, [WANG, {"school": {"name": "新安实验小学"}}])["isStoredAsItWas"]


def test_of_what_the_phone_does_not_know_nothing_is_told(page: Page) -> None:
    found = page.evaluate(KEPT, [WANG, None])
    assert found["told"] is None
    assert found["body"] == "<p>form</p>"
