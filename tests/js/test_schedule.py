"""When the phone sends and asks by itself."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.js.queueing import told

pytestmark = pytest.mark.scripts

# The sender only counts. `receipts` is what the platform says it knows, and in whose session it says so.
SCHEDULED = """
const { Schedule } = await import(base + "schedule.js");
let sends = 0;
let isSent = Promise.resolve(null);
const sender = { person: records.person, records, send: () => (sends += 1, isSent), askToBeWoken: () => null };
const schedule = new Schedule(sender, "app");
let receipts = { known: [], of: records.person };
window.fetch = async () => {
  const { known, of } = receipts;
  return new Response(JSON.stringify({ known }), { headers: { "Hazard-Person": of } });
};
"""


def scheduled(page: Page, lines: str) -> Any:
    return told(page, SCHEDULED + lines)


def test_a_phone_too_full_to_be_tidied_still_sends(page: Page) -> None:
    sends = scheduled(
        page,
        """
        navigator.storage.estimate = () => Promise.reject(new Error("full"));
        await work("a");
        await schedule.go();
        return sends;
        """,
    )
    assert sends == 1


def test_asked_three_times_while_it_sends_it_goes_once_more(page: Page) -> None:
    sends = scheduled(
        page,
        """
        let end;
        isSent = new Promise((resolve) => (end = resolve));
        await work("a");
        const going = schedule.go();
        while (!sends) await new Promise((resolve) => setTimeout(resolve, 5));
        schedule.go(); schedule.go(); schedule.go();
        end(null);
        await going;
        return sends;
        """,
    )
    assert sends == 2


@pytest.mark.parametrize(("whose", "becomes"), [("records.person", "waiting"), ('"somebody else"', "sent")])
def test_only_what_the_platform_does_not_know_of_this_very_person_goes_again(
    page: Page, whose: str, becomes: str
) -> None:
    state = scheduled(
        page,
        f"""
        await work("a");
        await queue.run();
        receipts = {{ known: [], of: {whose} }};
        await schedule.go();
        return state("a");
        """,
    )
    assert state == becomes
