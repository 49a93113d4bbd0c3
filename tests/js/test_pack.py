"""The pack on the phone: all of an answer or nothing of it, and parts add up to the whole."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

from tests.phone_packs import a_checklist, a_hazard, a_pack, a_school

pytestmark = pytest.mark.scripts

WANG, ZHOU = "11111111-0000-4000-8000-000000000000", "22222222-0000-4000-8000-000000000000"
# Answers one request with `told`: a pack, a page of somebody else's or a status. Returns what was asked and kept.
REFRESH = """
async ([person, told, status]) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const pack = await import(here.replace("app.js", "offline/pack.js"));
  const asked = [];
  const fetch = async (url) => {
    asked.push(url);
    if (status === 0) throw new TypeError("no network");
    return new Response(typeof told === "string" ? told : JSON.stringify(told), { status });
  };
  const taken = await pack.refresh(person, fetch).catch((error) => error.name);
  return [taken, asked[0]];
}
"""
READ = """
async (person) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const pack = await import(here.replace("app.js", "offline/pack.js"));
  const { cursor, made_at, pages } = (await pack.meta(person)) ?? {};
  const asked = indexedDB.open(`pack-${person}`);
  await new Promise((resolve) => (asked.onsuccess = resolve));
  const all = asked.result.transaction("schools").objectStore("schools").getAll();
  const schools = await new Promise((resolve) => (all.onsuccess = () => resolve(all.result)));
  asked.result.close();
  const [checklists, hazards] = await Promise.all([pack.checklists(person), pack.hazards(person)]);
  return { cursor, made_at, pages, schools, checklists, hazards };
}
"""
FORGET = """
async (person) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  await (await import(here.replace("app.js", "offline/pack.js"))).forget(person);
}
"""
ONE: dict[str, Any] = {
    "schools": [a_school("s1", "c1")],
    "checklists": [a_checklist("c1")],
    "hazards": [a_hazard(1, "s1")],
}

Refresh = Callable[..., Any]


@pytest.fixture
def refresh(page: Page) -> Refresh:
    return lambda told, status=200, person=WANG: page.evaluate(REFRESH, [person, told, status])


def held(page: Page, person: str = WANG) -> Any:
    return page.evaluate(READ, person)


def test_a_first_pack_is_kept_whole(page: Page, refresh: Refresh) -> None:
    assert refresh(a_pack(WANG, pages=["/today"], **ONE)) == [True, "/offline/pack.json"]
    assert held(page) == {"cursor": "1", "made_at": "2026-11-23T06:02:00Z", "pages": ["/today"], **ONE}


def test_from_then_on_only_what_is_new_is_asked_for(refresh: Refresh) -> None:
    refresh(a_pack(WANG, cursor="17 a/b"))
    assert refresh(a_pack(WANG, cursor="18"))[1] == "/offline/pack.json?since=17%20a%2Fb"


def test_what_changed_and_what_went_is_put_right(page: Page, refresh: Refresh) -> None:
    refresh(a_pack(WANG, **ONE))
    closed, renamed = str(a_hazard(1, "s1")["uid"]), a_school("s1", "c1", name="新安实验学校")
    refresh(a_pack(WANG, "2", full=False, schools=[renamed], hazards=[a_hazard(2, "s1")], hazards_gone=[closed]))
    now = held(page)
    assert now["schools"] == [renamed]
    assert now["hazards"] == [a_hazard(2, "s1")]


def test_a_full_pack_leaves_nothing_of_the_one_before(page: Page, refresh: Refresh) -> None:
    refresh(a_pack(WANG, **ONE))
    refresh(a_pack(WANG, "2", schools=[a_school("s2")]))
    assert (held(page)["schools"], held(page)["hazards"]) == ([a_school("s2")], [])


def test_each_answer_names_all_checklists(page: Page, refresh: Refresh) -> None:
    refresh(a_pack(WANG, **ONE))
    refresh(a_pack(WANG, "2", full=False, schools=[a_school("s1", "c2")], checklists=[a_checklist("c2")]))
    assert held(page)["checklists"] == [a_checklist("c2")]


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ("<html>Welcome to the station's Wi-Fi</html>", 200),
        ({"ok": True}, 200),
        ("null", 200),
        (a_pack(ZHOU), 200),
        (a_pack(WANG) | {"hazards": None}, 200),
        (a_pack(WANG, made_at="yesterday"), 200),
        (a_pack(WANG), 503),
        (a_pack(WANG), 0),
    ],
    ids=["portal", "other JSON", "null", "another's", "half", "no time", "503", "no network"],
)
def test_what_is_no_pack_of_this_person_changes_nothing(page: Page, refresh: Refresh, told: Any, status: int) -> None:
    refresh(a_pack(WANG, **ONE))
    before = held(page)
    assert refresh(told, status)[0] is False
    assert held(page) == before


def test_a_pack_that_cannot_be_kept_whole_is_not_kept_at_all(page: Page, refresh: Refresh) -> None:
    refresh(a_pack(WANG, **ONE))
    before, nameless = held(page), {"school": "s1"}
    assert refresh(a_pack(WANG, "2", hazards=[a_hazard(2, "s1"), nameless]))[0] == "DataError"
    assert held(page) == before


@pytest.mark.parametrize("full", [True, False])
def test_an_older_answer_that_comes_late_takes_nothing_back(page: Page, refresh: Refresh, full: bool) -> None:
    refresh(a_pack(WANG, "2", made_at="2026-11-23T07:00:00+00:00", **ONE))
    assert refresh(a_pack(WANG, "1", made_at="2026-11-23T06:59:00Z", full=full))[0] is False
    assert held(page)["hazards"] == ONE["hazards"]


def test_each_person_has_a_pack_of_their_own_and_forgetting_one_keeps_the_other(page: Page, refresh: Refresh) -> None:
    refresh(a_pack(WANG, **ONE))
    refresh(a_pack(ZHOU, schools=[a_school("s2")]), person=ZHOU)
    page.evaluate(FORGET, WANG)
    assert held(page, WANG)["schools"] == []
    assert held(page, ZHOU)["schools"] == [a_school("s2")]


# What stands open, each with how often it changed: one such world after the other.
WORLDS = st.lists(st.dictionaries(st.integers(1, 6), st.integers(0, 2)), min_size=1, max_size=4)


@given(WORLDS)
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_parts_add_up_to_what_a_whole_pack_gives(page: Page, refresh: Refresh, worlds: list[dict[int, int]]) -> None:
    for person in (WANG, ZHOU):
        page.evaluate(FORGET, person)
    places: dict[str, Any] = {"schools": [a_school("s1", "c1")], "checklists": [a_checklist("c1")]}
    refresh(a_pack(WANG, "0", **places))
    before: dict[int, int] = {}
    for cursor, world in enumerate(worlds, 1):
        new = [hazard_in(world, number) for number in world if world[number] != before.get(number)]
        gone = [hazard_in(before, number)["uid"] for number in before if number not in world]
        refresh(a_pack(WANG, str(cursor), full=False, checklists=places["checklists"], hazards=new, hazards_gone=gone))
        before = world
    refresh(a_pack(ZHOU, str(len(worlds)), hazards=[hazard_in(before, each) for each in before], **places), person=ZHOU)
    assert held(page, WANG) == held(page, ZHOU)


def hazard_in(world: dict[int, int], number: int) -> dict[str, Any]:
    return a_hazard(number, "s1", length=world[number] + 1)
