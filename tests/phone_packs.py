"""A pack as the server sends it, made by hand, and a phone that holds it and plays the worker without a net."""

from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

from playwright.sync_api import Page, Route

HOLD = """
async (pack) => {
  const here = document.querySelector("script[src$='js/app.js']").src;
  const { refresh } = await import(here.replace("app.js", "offline/pack.js"));
  return refresh(pack.person, async () => new Response(JSON.stringify(pack)));
}
"""
LISTS: tuple[str, ...] = ("schools", "checklists", "hazards", "schools_gone", "hazards_gone", "pages")


def a_pack(person: str, cursor: str = "1", made_at: str = "2026-11-23T06:02:00Z", **told: Any) -> dict[str, Any]:
    """A full one with nothing in it but what is told."""
    empty: dict[str, Any] = {name: [] for name in LISTS}
    head = {"person": person, "cursor": cursor, "full": True, "made_at": made_at, "there_are_more": False}
    return {**head, **empty, **told}


def a_school(uid: str, *checklists: str, **told: Any) -> dict[str, Any]:
    facts = {"name": "新安实验小学", "kind": "小学", "zone": "东片警务区", "address": "新安路 12 号"}
    place = {"latitude": 36.6512, "longitude": 117.0205, "radius": 150, "buildings": ["教学楼", "食堂"]}
    return {"uid": uid, **facts, **place, "checklists": list(checklists), **told}


def a_checklist(uid: str, title: str = "校园及周边每日巡查", done_by: str = "patrol") -> dict[str, Any]:
    return {"uid": uid, "title": title, "items": 19, "done_by": done_by}


def a_task(task: str, checklist: str, *schools: str, **told: Any) -> dict[str, Any]:
    """Due on Monday, 23 November, until its end."""
    times = {"opens_at": "2026-11-22T16:00:00Z", "due_at": "2026-11-23T15:59:59Z"}
    missed_at = told.get("due_at", times["due_at"])
    facts = {"often": "每个上学日", "timed": False, "covered": False, "hindered_by": None, "missed_at": missed_at}
    return {"task": task, "checklist": checklist, **times, **facts, "schools": list(schools), **told}


def a_hazard(number: int, school: str, item: str | None = None, **told: Any) -> dict[str, Any]:
    """Open, minor, with months to go."""
    facts = {"number": f"2026-{number:04}", "title": "斑马线磨损，看不清", "severity": "minor", "state": "open"}
    times = {"found_at": "2026-11-20T01:00:00Z", "deadline": "2099-12-20T15:59:59.999999Z", "length": 1}
    where = {"building": "教学楼", "room": "", "place": "东门外", "cover": None}
    may = {"listed": True, "may": ["recheck_pass", "fix", "seen_again", "comment"]}
    uid = str(UUID(int=number))
    return {"uid": uid, "school": school, "item": item, **facts, **times, **where, **may, **told}


def person_of(page: Page) -> str:
    return str(page.get_attribute("meta[name=person]", "content"))


def hold(page: Page, pack: dict[str, Any]) -> None:
    """Puts it on the phone by the module that does so in service."""
    assert page.evaluate(HOLD, pack) is True


def open_blank(page: Page, asked: str, blank: str) -> None:
    """As the worker without a net: the blank page under the address that was asked for."""

    def answer(route: Route) -> None:
        route.fulfill(response=route.fetch(url=f"{origin}{blank}"))

    origin = "{0.scheme}://{0.netloc}".format(urlsplit(page.url))
    page.route(f"{origin}{asked}", answer)
    page.goto(asked)
    page.unroute(f"{origin}{asked}")
