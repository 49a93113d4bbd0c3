"""The round as the phone knows it: what is due by the hour, what was made of it here, and where it goes on."""

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.phone_packs import a_checklist, a_pack, a_school, a_task, hold

pytestmark = pytest.mark.scripts

DUE = """
async (now) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const round = await import(here.replace("app.js", "lib/round.js"));
  return (await round.due(Date.parse(now))).map(({ task, school, isLate }) => [task, school, isLate]);
}
"""
NEXT = """
async ([school, checklist, now]) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const round = await import(here.replace("app.js", "lib/round.js"));
  Date.now = () => Date.parse(now);
  const stop = await round.next(school, checklist);
  return stop ? [stop.name, stop.title, round.addressOf(stop)] : null;
}
"""
WORK = """
async ([how, fields, more]) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { Records } = await import(here.replace("app.js", "offline/records.js"));
  const records = new Records("");
  const id = crypto.randomUUID();
  await records[how]({ id, fields, files: [], items: 19, answered: 19, changed_at: 1, ...more });
  if (more.sent_at) await records.change(id, { state: "sent", sent_at: more.sent_at });
}
"""
MONDAY, TUESDAY = "2026-11-23T02:00:00Z", "2026-11-24T02:00:00Z"
NEAR, FAR, HERE = "near", "far", "here"
SCHOOLS = [
    a_school(HERE, name="这里"),
    a_school(NEAR, name="近", latitude=36.66),
    a_school(FAR, name="远", latitude=36.9),
]


def held(page: Page, *tasks: dict[str, Any], schools: list[dict[str, Any]] = SCHOOLS) -> None:
    checklists = [a_checklist("c1", "日巡"), a_checklist("c2", "周查")]
    hold(page, a_pack("", schools=schools, checklists=checklists, tasks=list(tasks)))


def work(page: Page, how: str, school: str, task: str, **more: Any) -> None:
    page.evaluate(WORK, [how, [["school", school], ["task", task]], more])


def following(page: Page, school: str = HERE, checklist: str = "c1", now: str = MONDAY) -> list[str] | None:
    found: list[str] | None = page.evaluate(NEXT, [school, checklist, now])
    return found


def test_what_is_due_is_a_matter_of_the_hour(page: Page) -> None:
    """Monday's is open one day longer; Tuesday's opens at its midnight in Jinan."""
    held(
        page,
        a_task("monday", "c1", HERE, NEAR, missed_at="2026-11-24T15:59:59Z"),
        a_task("tuesday", "c1", HERE, opens_at="2026-11-23T16:00:00Z", due_at="2026-11-24T15:59:59Z"),
    )
    assert page.evaluate(DUE, MONDAY) == [["monday", HERE, False], ["monday", NEAR, False]]
    assert page.evaluate(DUE, TUESDAY) == [
        ["monday", HERE, True],
        ["monday", NEAR, True],
        ["tuesday", HERE, False],
    ]
    assert page.evaluate(DUE, "2026-11-26T02:00:00Z") == []


def test_what_could_not_be_checked_is_never_late_and_no_stop(page: Page) -> None:
    held(page, a_task("monday", "c1", NEAR, hindered_by="恶劣天气", missed_at="2026-11-25T15:59:59Z"))
    assert page.evaluate(DUE, TUESDAY) == [["monday", NEAR, False]]
    assert following(page, now=TUESDAY) is None


def test_the_round_goes_on_to_the_nearest_and_first_of_all_to_what_is_late(page: Page) -> None:
    daily = a_task("monday", "c1", HERE, NEAR, FAR)
    held(page, daily)
    assert following(page) == ["近", "日巡", "/inspections/new?version=c1&school=near&task=monday"]
    held(page, daily, a_task("sunday", "c2", FAR, due_at="2026-11-22T15:59:59Z", missed_at=daily["missed_at"]))
    assert following(page) == ["远", "周查", "/inspections/new?version=c2&school=far&task=sunday"]


def test_nothing_is_nearer_than_another_check_here(page: Page) -> None:
    held(page, a_task("monday", "c1", HERE, NEAR), a_task("friday", "c2", HERE, due_at="2026-11-27T15:59:59Z"))
    assert following(page) == ["这里", "周查", "/inspections/new?version=c2&school=here&task=friday"]


def test_a_school_without_a_place_comes_after_those_with_one(page: Page) -> None:
    nowhere = a_school("nowhere", name="未知", latitude=None, longitude=None)
    held(page, a_task("monday", "c1", "nowhere", FAR), schools=[*SCHOOLS, nowhere])
    assert following(page) == ["远", "日巡", "/inspections/new?version=c1&school=far&task=monday"]


def test_what_waits_to_be_uploaded_is_done_and_a_draft_is_not(page: Page) -> None:
    held(page, a_task("monday", "c1", NEAR, FAR))
    work(page, "draft", NEAR, "monday")
    assert following(page) == ["近", "日巡", "/inspections/new?version=c1&school=near&task=monday"]
    work(page, "submit", NEAR, "monday")
    assert following(page) == ["远", "日巡", "/inspections/new?version=c1&school=far&task=monday"]
    # Half of it is no check: the platform will not take it for one.
    work(page, "submit", FAR, "monday", answered=18)
    assert following(page) == ["远", "日巡", "/inspections/new?version=c1&school=far&task=monday"]
    work(page, "submit", FAR, "monday")
    assert following(page) is None


def test_what_was_sent_after_the_pack_came_is_done_and_what_was_sent_before_is_known_there(page: Page) -> None:
    work(page, "submit", NEAR, "monday", sent_at=1)
    held(page, a_task("monday", "c1", NEAR))
    assert following(page) == ["近", "日巡", "/inspections/new?version=c1&school=near&task=monday"]
    work(page, "submit", NEAR, "monday", sent_at=4_000_000_000_000)
    assert following(page) is None


def test_a_change_without_tasks_leaves_them_as_they_were(page: Page) -> None:
    held(page, a_task("monday", "c1", NEAR))
    hold(page, a_pack("", "2", full=False, tasks=None))
    assert page.evaluate(DUE, MONDAY) == [["monday", NEAR, False]]
    hold(page, a_pack("", "3", full=False, tasks=[]))
    assert page.evaluate(DUE, MONDAY) == []
