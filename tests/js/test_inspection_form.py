"""What scripts add to the inspection form: counting, folding, asking, filling in."""

import pytest
from playwright.sync_api import Page, expect

from tests.js.conftest import Received, ready

pytestmark = pytest.mark.scripts


def choose(page: Page, code: str, verdict: str) -> None:
    page.click(f"label[for={code}-{verdict}]")


def test_the_bar_counts_answers_and_hazards(page: Page) -> None:
    bar = page.locator("item-count p")
    expect(bar).to_have_text("0/6 · 0 hazards")
    choose(page, "GATE-01", "fail")
    choose(page, "GATE-02", "na")
    expect(bar).to_have_text("2/6 · 1 hazard")


def test_the_bar_leads_to_the_next_unanswered_item_and_then_to_the_end(page: Page) -> None:
    link = page.locator("item-count a")
    expect(link).to_have_attribute("href", "#GATE-01")
    for code in ("GATE-01", "GATE-02", "GATE-03", "GATE-04", "ROAD-05", "ROAD-06"):
        choose(page, code, "pass")
    expect(link).to_have_attribute("href", "#send")
    expect(link).to_have_text("To submit")


def test_each_part_says_how_much_of_it_is_answered(page: Page) -> None:
    choose(page, "ROAD-05", "pass")
    expect(page.locator(".part-count")).to_have_text(["0/4", "1/2"])
    assert page.locator("progress[data-part='2']").evaluate("bar => bar.value") == 1


def test_one_touch_answers_the_rest_and_names_it(page: Page) -> None:
    choose(page, "GATE-02", "pass")
    page.click("label[for=rest-1]")
    expect(page.locator(".rest-words").first).to_have_text("The other 1 (03): nothing found")
    expect(page.locator("#GATE-03")).to_be_hidden()
    expect(page.locator("item-count p")).to_have_text("2/6 · 0 hazards")


def test_a_critical_item_and_one_with_an_open_hazard_stay_to_be_answered(page: Page) -> None:
    page.click("label[for=rest-1]")
    expect(page.locator("#GATE-01")).to_be_visible()
    expect(page.locator("#GATE-04")).to_be_visible()


def test_touching_the_rest_again_undoes_it(page: Page) -> None:
    page.click("label[for=rest-2]")
    expect(page.locator("#ROAD-05")).to_be_hidden()
    page.click("label[for=rest-2]")
    expect(page.locator("#ROAD-05")).to_be_visible()
    expect(page.locator("item-count p")).to_have_text("0/6 · 0 hazards")


def test_unanswered_items_are_asked_about_once(page: Page, received: Received) -> None:
    choose(page, "GATE-01", "pass")
    page.click("button:has-text('Submit')")
    expect(page.locator("unanswered-ask p")).to_contain_text("5 (02, 03, 04, 05, 06)")
    assert received == []
    with page.expect_navigation():
        page.click("button:has-text('Submit')")
    assert received[0]["unanswered"] == "ok"


def test_what_the_server_asked_about_is_not_asked_again(page: Page, received: Received) -> None:
    page.goto(f"{page.url}?GATE-01=pass")
    ready(page)
    with page.expect_navigation():
        page.click("button:has-text('Submit')")
    assert received[0]["unanswered"] == "ok"


def test_place_and_times_are_sent_along(page: Page, received: Received) -> None:
    expect(page.locator("[name=position_source]")).to_have_value("device")
    for _ in range(2):
        page.click("button:has-text('Submit')")
    page.wait_for_load_state()
    sent = received[0]
    assert (sent["latitude"], sent["longitude"], sent["accuracy"]) == ("36.6500000", "117.0200000", "18")
    assert sent["position_source"] == "device"
    assert sent["started_at"] <= sent["made_at"] <= sent["sent_at"]


def test_a_phone_that_keeps_its_place_to_itself_submits_all_the_same(page: Page, received: Received) -> None:
    page.context.clear_permissions()
    page.reload()
    ready(page)
    page.click("button:has-text('Submit')")
    with page.expect_navigation():
        page.click("button:has-text('Submit')")
    assert received[0]["latitude"] == ""


def test_a_changed_severity_shows_in_the_line_with_its_deadline(page: Page) -> None:
    choose(page, "GATE-02", "fail")
    item = page.locator("#GATE-02")
    expect(item.locator("grade-choice > .meta:visible")).to_have_text("due by minor")
    item.locator("grade-choice summary").click()
    item.locator(".pick-severity label", has_text="Major").click()
    expect(item.locator("summary .sev")).to_have_text("Major")
    expect(item.locator("grade-choice > .meta:visible")).to_have_text("due by major")


# Two folds, one of which was opened before any script came. Returns which fields are part of the form afterwards.
FOLDS = """
async () => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { openWhenNeeded } = await import(here.replace("app.js", "lib/follow-up.js"));
  const form = document.createElement("form");
  const fold = (name) => `<details id="${name}"><template><input name="${name}"></template></details>`;
  form.innerHTML = fold("early") + fold("never");
  form.querySelector("#early").open = true;
  openWhenNeeded(form);
  return Array.from(form.elements, ({ name }) => name);
}
"""


def test_a_fold_that_was_opened_before_the_script_came_is_not_empty(page: Page) -> None:
    assert page.evaluate(FOLDS) == ["early"]
