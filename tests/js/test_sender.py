"""Who sends, of several tabs and of pages that were put aside."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.js.queueing import told

pytestmark = pytest.mark.scripts

# `answer` ends what the platform has been asked so far; until then it says nothing.
SENDING = """
const { Sender, tagOf } = await import(base + "sender.js");
const person = records.person;
const sender = new Sender(person);
let answer;
const silence = new Promise((resolve) => (answer = resolve));
window.fetch = async (url, options) => {
  asked.push(`${options.method} ${url}`);
  await silence;
  return well(url, options);
};
const shown = (name) => dispatchEvent(new PageTransitionEvent(name, { persisted: true }));
const until = async (look) => { while (!(await look())) await new Promise((resolve) => setTimeout(resolve, 5)); };
const locks = async () => {
  const { held, pending } = await navigator.locks.query();
  return [held, pending].map((some) => some.filter(({ name }) => name === tagOf(person)).length);
};
"""


def sending(page: Page, lines: str) -> Any:
    return told(page, SENDING + lines)


def test_two_tabs_take_turns(page: Page) -> None:
    said = sending(
        page,
        """
        await work("a");
        const both = [sender.send({ all: true }), new Sender(person).send({ all: true })];
        await until(() => asked.length);
        const before = await locks();
        answer();
        return [before, await Promise.all(both), asked];
        """,
    )
    assert said == [[1, 1], [None, None], ["POST /inspections"]]


def test_what_is_only_due_is_left_to_whoever_is_sending(page: Page) -> None:
    said = sending(
        page,
        """
        await work("a");
        const first = sender.send({ all: true });
        await until(() => asked.length);
        const second = await sender.send({ ifFree: true });
        answer();
        return [second, await first, await sender.send({ ifFree: true })];
        """,
    )
    assert said == ["busy", None, None]


def test_a_page_that_is_put_aside_lets_go_of_the_lock_and_of_its_place_in_the_line(page: Page) -> None:
    said = sending(
        page,
        """
        await work("a");
        const both = [sender.send({ all: true }), sender.send({ all: true })];
        await until(() => asked.length);
        shown("pagehide");
        const whys = await Promise.all(both);
        const left = await locks();
        shown("pageshow");
        answer();
        return [whys, left, await sender.send({ all: true }), await state("a")];
        """,
    )
    assert said == [["aside", "aside"], [0, 0], None, "sent"]
