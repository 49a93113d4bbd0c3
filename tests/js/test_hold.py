"""What of today's round is fetched onto the phone."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.phone_packs import a_checklist, a_hazard, a_pack, a_school

pytestmark = pytest.mark.scripts

WANG = "11111111-0000-4000-8000-000000000000"
FIXED = ["/today", "/outbox", "/me", "/offline/school", "/offline/hazard"]
# Returns what was asked for behind the pack.
HOLD = """
async ([person, told, drafts]) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { hold } = await import(here.replace("app.js", "offline/hold.js"));
  const asked = [];
  window.fetch = async (path) => {
    asked.push(path);
    return new Response(JSON.stringify(told), { headers: { "Hazard-Person": person } });
  };
  await hold(person, "app", drafts);
  return asked.slice(1);
}
"""


def held(page: Page, *drafts: str, **told: Any) -> list[str]:
    asked: list[str] = page.evaluate(HOLD, [WANG, a_pack(WANG, **told), drafts])
    return asked


def test_the_forms_of_what_this_person_may_do_are_held(page: Page) -> None:
    hazard = a_hazard(1, "s1", may=["recheck_pass", "recheck_fail", "comment"])
    asked = held(page, schools=[a_school("s1", "c1")], checklists=[a_checklist("c1")], hazards=[hazard])
    steps = ["/offline/step?kind=recheck_pass", "/offline/step?kind=comment"]
    assert asked == [*FIXED, "/inspections/new?version=c1", *steps]


def test_who_may_do_nothing_is_refused_nothing(page: Page) -> None:
    assert held(page, hazards=[a_hazard(1, "s1", may=[])]) == FIXED


def test_a_draft_keeps_its_form_when_another_version_has_taken_its_place(page: Page) -> None:
    """It is kept as every form is, without its school."""
    draft = "/inspections/new?version=old&school=s1"
    assert held(page, draft, checklists=[a_checklist("new")]) == [
        *FIXED, "/inspections/new?version=new", "/inspections/new?version=old",
    ]  # fmt: skip
