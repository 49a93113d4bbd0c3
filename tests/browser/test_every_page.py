"""Every page of steps and of administration, on a phone and on a desk, with nothing to stumble over."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import FilePayload, Page

from hazard_app.demo.cast import uid_of
from tests.browser.conftest import Visit
from tests.browser.looking import wrongs
from tests.browser.screens import DESK, PHONE
from tests.pictures import jpeg
from tests.workbooks import csv

pytestmark = pytest.mark.browser

LONG = "东门岗亭顶棚漏水，雨水流进插座，值班的人只能把台灯搬到走廊上用"
HAZARD = re.compile(r"/hazards/[0-9a-f-]{36}$")
WRONG_ROWS = [
    ("用户名", "姓名", "手机", "角色", "警务区"),
    ("zhang.san", "张三", "", "民警", "东片警务区"),
    ("ouyang.wang", "欧阳望", "1.38E+10", "局长", "没有这样名字的警务区"),
]


def photo(seed: int) -> FilePayload:
    return {"name": f"IMG_{seed}.jpg", "mimeType": "image/jpeg", "buffer": jpeg(seed=seed)}


def report(officer: Page, seed: int) -> str:
    """The address of a new hazard."""
    officer.goto("/hazards/new")
    officer.set_input_files("#files", photo(seed))
    officer.locator(".kind", has_text="实体防范").click()
    officer.fill("#note", LONG)
    officer.locator("main button[type=submit]").last.click()
    officer.wait_for_url(HAZARD)
    return officer.url


def fix(liaison: Page, seed: int) -> None:
    liaison.set_input_files("#files", photo(seed))
    liaison.fill("#note", LONG * 30)
    press(liaison, ".action-bar button")
    liaison.wait_for_url(HAZARD)


def refused(page: Page) -> None:
    press(page, ".action-bar button")
    page.wait_for_selector(".error-summary")


def press(page: Page, button: str) -> None:
    page.locator(button).last.click()
    page.wait_for_load_state()


def goes_to(page: Page, *paths: str) -> Iterator[Page]:
    for path in paths:
        answer = page.goto(path)
        assert answer is not None
        assert answer.ok, path
        yield page


def steps(visit: Visit, **device: Any) -> Iterator[Page]:
    """The loop of a hazard, by whoever may take each step; some refused."""
    seed = 300 + bool(device.get("touch"))
    hazard = report(visit("officer"), seed)
    supervisor = visit("supervisor", **device)
    decided = [f"{hazard}/steps/new?kind={kind}" for kind in ("assign", "raise_attention", "regrade", "void")]
    yield from goes_to(supervisor, "/exports/new", *decided, hazard)
    school = supervisor.locator(".facts a[href*='/schools/']").first.get_attribute("href")
    liaison = visit("liaison", **device)
    yield from goes_to(liaison, "/today", f"{hazard}/steps/new?kind=ask_more_time", f"{hazard}/steps/new?kind=fix")
    refused(liaison)
    yield liaison
    fix(liaison, seed + 10)
    yield liaison
    officer = visit("officer2", **device)
    recheck = f"{hazard}/steps/new?kind=recheck_pass"
    yield from goes_to(officer, f"{school}/handover", f"{school}/rechecks/new", recheck)
    refused(officer)
    yield officer


def administration(visit: Visit, **device: Any) -> Iterator[Page]:
    admin = visit("administrator", **device)
    made = ("/people/new", "/administration/zones/new", "/administration/schools/new")
    yield from goes_to(admin, "/today", "/administration", "/administration/slips", "/people", *made)
    press(admin, "main form button")
    yield admin
    yield from goes_to(admin, "/people?q=officer2")
    press(admin, "main .panel a")
    yield admin
    press(admin, "main a[href$='/edit']")
    yield admin
    yield from goes_to(admin, *(f"/administration/imports/new?kind={kind}" for kind in ("schools", "people")))
    admin.set_input_files("#file", {"name": "人员.csv", "mimeType": "text/csv", "buffer": csv(WRONG_ROWS)})
    press(admin, "main form button")
    yield admin
    yield from goes_to(admin, "/administration/acts")


def absences(visit: Visit, **device: Any) -> Iterator[Page]:
    """Who does whose rounds, what somebody leaves, and a round in a calendar."""
    officer = visit("officer", **device)
    yield from goes_to(officer, "/me", "/covers", "/covers/new")
    press(officer, "main form button")
    yield officer
    officer.select_option("#who", index=1)
    officer.fill("#ends_on", officer.input_value("#starts_on"))
    press(officer, "main form button")
    yield officer
    press(officer, "main a[href$='/departure']")
    yield officer
    yield from goes_to(officer, "/today", "/me/calendar")
    press(officer, "main form button")
    yield officer
    yield from goes_to(officer, "/me/calendar")
    supervisor = visit("supervisor", **device)
    yield from goes_to(supervisor, "/covers")
    press(supervisor, "main a[href*='/covers/new?']")
    yield supervisor


def planning(visit: Visit, **device: Any) -> Iterator[Page]:
    """A plan up to what it would cost, the checks that were due, who covered what, and the days that they count."""
    supervisor = visit("supervisor", **device)
    station = uid_of("zone", "station")
    yield from goes_to(supervisor, "/plans", "/tasks", f"/zones/{station}/coverage", "/plans/new")
    for fold in supervisor.locator("main summary").all():
        fold.click()
    yield supervisor
    supervisor.fill("#times", "25:00")
    press(supervisor, "main form button[name=look]")
    yield supervisor
    supervisor.fill("#times", "8:00, 16:30")
    press(supervisor, "main form button[name=look]")
    yield supervisor
    admin = visit("administrator", **device)
    yield from goes_to(
        admin, "/administration/calendars", "/administration/school_days/new", "/administration/terms/new"
    )
    press(admin, "main form button")
    yield admin


def campaigns(visit: Visit, **device: Any) -> Iterator[Page]:
    """One is begun, refused, made and changed; there is nothing to look back at yet."""
    supervisor = visit("supervisor", **device)
    yield from goes_to(supervisor, "/campaigns", "/campaigns/new?kind=flood")
    press(supervisor, "main form button")
    yield supervisor
    supervisor.fill("#document_number", "泉公通〔2026〕31号")
    supervisor.fill("#ends_on", supervisor.input_value("#starts_on"))
    press(supervisor, "main form button")
    yield supervisor
    press(supervisor, "main a[href$='/draws/new']")
    yield supervisor
    supervisor.go_back()
    press(supervisor, "main a[href$='/edit']")
    yield supervisor
    yield from goes_to(supervisor, "/campaigns")


@pytest.mark.parametrize("walk", [steps, administration, absences, planning, campaigns])
@pytest.mark.parametrize(
    "device", [{"size": PHONE, "touch": True}, {"size": DESK, "language": "en"}], ids=["phone", "desk"]
)
def test_nobody_stumbles(visit: Visit, walk: Callable[..., Iterator[Page]], device: dict[str, Any]) -> None:
    found = [wrong for page in walk(visit, **device) for wrong in wrongs(page)]
    assert found == []
