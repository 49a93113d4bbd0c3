"""What a reader would stumble over on a page, as far as a machine can see it."""

import re

from playwright.sync_api import Page

# Two words of Latin letters in a row; the cast, its school and what they write are Chinese.
ENGLISH = re.compile(r"\b[A-Za-z]{2,} [a-z]{2,}\b")
NARROWEST = 320

LOOK = """
() => {
  const seen = (each) => each.getClientRects().length && getComputedStyle(each).visibility !== "hidden";
  const told = (each) => `${each.tagName} ${each.id || each.name || each.textContent.trim().slice(0, 30)}`;
  const all = (what) => [...document.querySelectorAll(what)].filter(seen);
  // A link in a text is as tall as one of its lines.
  const inText = (each) => each.tagName === "A" && !each.querySelector("img");
  const whole = (each) => (each.closest("label") || each).getBoundingClientRect();
  const line = (each) => (inText(each) ? each.getClientRects()[0] : whole(each));
  const named = (each) => each.labels?.length || each.ariaLabel || each.hasAttribute("aria-labelledby");
  const ids = [...document.querySelectorAll("[id]")].map((each) => each.id);
  const coarse = matchMedia("(pointer: coarse)").matches;
  const touched = all("a, button, select, summary, textarea, label.tick, input:not([type=radio], [type=checkbox])");
  const wrong = [];
  const say = (what, those) => those.forEach((each) => wrong.push(`${what}: ${told(each)}`));
  if (document.documentElement.scrollWidth > innerWidth) wrong.push(`wider than ${innerWidth} px`);
  if (all("h1").length !== 1) wrong.push(`${all("h1").length} h1`);
  const words = (each) => each.textContent.trim() || each.ariaLabel || each.querySelector("img[alt]");
  say("no words", all("a, button").filter((each) => !words(each)));
  say("no label", all("input, select, textarea").filter((each) => !named(each)));
  say("id twice", [...document.querySelectorAll("[id]")].filter((each, at) => ids.indexOf(each.id) !== at));
  say("points nowhere", all("[aria-describedby], [aria-labelledby], main a[href^='#']").filter((each) => {
    const named = `${each.getAttribute("aria-describedby") || ""} ${each.getAttribute("aria-labelledby") || ""}`;
    return [...named.split(" "), (each.getAttribute("href") || "").slice(1)].some((id) => id && !ids.includes(id));
  }));
  const over = (each) => each.getBoundingClientRect().top < each.closest(".panel").getBoundingClientRect().top - 1;
  say("stands over its panel", all(".panel .line").filter(over));
  const large = (each) => getComputedStyle(each, "::after").position === "absolute" || each.matches(".skip");
  if (coarse) say("hard to hit", touched.filter((each) => !large(each) && line(each).height < 44));
  return wrong;
}
"""


def wrongs(page: Page) -> list[str]:
    """At the size it has, and as narrow as phones get. Words are looked at on Chinese pages."""
    size = page.viewport_size
    assert size
    found = list(page.evaluate(LOOK))
    if page.evaluate("document.documentElement.lang").startswith("zh"):
        found += [f"English: {words}" for words in ENGLISH.findall(page.inner_text("body"))]
    page.set_viewport_size({"width": NARROWEST, "height": size["height"]})
    found += [] if page.evaluate("document.documentElement.scrollWidth <= innerWidth") else ["wider than 320 px"]
    page.set_viewport_size(size)
    return [f"{page.url}: {each}" for each in found]
