"""Written with each touch, also when a write before failed."""

from typing import Any

import pytest
from playwright.sync_api import Page

pytestmark = pytest.mark.scripts

BEFORE = """
async () => {
  const here = document.querySelector("script[type=module]").src;
  const { Keeping } = await import(here.replace("app.js", "lib/keeping.js"));
  const written = [];
  const said = [];
  let full = false;
  let opens = true;
  const records = {
    draft: async ({ note }, files) => {
      if (full && files.length) throw new DOMException("", "QuotaExceededError");
      written.push([note, files.length]);
      return { state: "draft" };
    },
  };
  const form = {
    note: "",
    querySelectorAll: () => [],
    ready: async () => { if (!opens) throw new Error("closed"); },
    made: () => ({ note: form.note, fields: [] }),
    kept: () => said.push("kept"),
    fail: (error) => said.push(error.name),
  };
  const keeping = new Keeping(form, records);
  const type = async (note) => {
    form.note = note;
    keeping.touched({ type: "change" });
    await keeping.keep();
  };
  const photo = { sha256: "ab", bytes: new ArrayBuffer(4), type: "image/jpeg", name: "a", thumbnail: null };
"""


def told(page: Page, lines: str) -> Any:
    return page.evaluate(BEFORE + lines + "return { written, said }; }")


def test_what_could_not_be_kept_is_kept_with_the_next_touch(page: Page) -> None:
    answer = told(page, "opens = false; await type('one'); opens = true; await type('two');")
    assert answer == {"written": [["two", 0]], "said": ["Error", "kept"]}


def test_what_failed_is_tried_again_when_the_page_is_left_and_nothing_was_touched_since(page: Page) -> None:
    answer = told(page, "opens = false; await type('one'); opens = true; await keeping.keep();")
    assert answer == {"written": [["one", 0]], "said": ["Error", "kept"]}


def test_words_are_kept_where_a_photo_no_longer_fits_and_the_photo_once_it_does(page: Page) -> None:
    lines = (
        "form.note = 'words'; full = true; keeping.add(photo); await keeping.keep(); full = false; await type('more');"
    )
    answer = told(page, lines)
    assert answer == {"written": [["words", 0], ["more", 1]], "said": ["QuotaExceededError", "kept"]}
