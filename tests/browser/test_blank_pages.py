"""Pages that a phone keeps blank and fills in from its pack: a form, a school, a hazard, a step."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import wrongs
from tests.browser.screens import DESK, PHONE
from tests.phone_packs import a_checklist, a_hazard, a_pack, a_school, hold, open_blank, person_of

pytestmark = pytest.mark.browser

# One touch may answer it together with the rest of its part.
ITEM = "PER-D-05"
HAZARD = "/hazards/00000000-0000-0000-0000-000000000007"
UNKNOWN = "00000000-0000-4000-8000-000000000000"
# Than whatever the page itself fetches meanwhile.
NEWER = "2099-11-23T06:02:00Z"

WAITS = """
async ([person, action, title]) => {
  const here = document.querySelector("script[type=module]").src;
  const { Records } = await import(here.replace("app.js", "offline/records.js"));
  await new Records(person).submit({ id: crypto.randomUUID(), action, title, fields: [], files: [], changed_at: 0 });
}
"""


class Phone:
    """Wang's, signed in, with a pack: one school, one checklist, two open hazards, one of them on an item of it."""

    def __init__(self, page: Page, **told: Any) -> None:
        self.page = page
        page.goto("/schools")
        page.get_by_text("新安实验小学").click()
        self.school = page.url.rsplit("/", 1)[1]
        link = page.locator(".line[href*='/inspections/new']", has_text=re.compile("日巡|daily", re.IGNORECASE)).first
        self.version = re.findall(r"version=([0-9a-f-]+)", str(link.get_attribute("href")))[0]
        on_item = a_hazard(7, self.school, ITEM, **told)
        beside = a_hazard(8, self.school, title="消防通道堆放课桌", severity="major", deadline="2026-11-01T15:59:59Z")
        hold(page, self.pack(on_item, beside))

    def pack(self, *hazards: dict[str, Any]) -> dict[str, Any]:
        places: Any = {"schools": [a_school(self.school, self.version)], "checklists": [a_checklist(self.version)]}
        return a_pack(person_of(self.page), made_at=NEWER, hazards=list(hazards), **places)

    @property
    def form(self) -> tuple[str, str]:
        blank = f"/inspections/new?version={self.version}"
        return f"{blank}&school={self.school}", blank

    def pages(self) -> list[tuple[str, str]]:
        """What is asked for, and what the phone keeps for it."""
        kinds = ("fix", "recheck_pass", "ask_more_time", "comment")
        steps = [(f"{HAZARD}/steps/new?kind={kind}", f"/offline/step?kind={kind}") for kind in kinds]
        return [self.form, (f"/schools/{self.school}", "/offline/school"), (HAZARD, "/offline/hazard"), *steps]


@pytest.fixture
def phone(visit: Visit) -> Phone:
    return Phone(visit("officer", worker=False))


def count(page: Page) -> Any:
    return page.locator("item-count .count-answered")


def test_the_form_says_its_school_and_leads_back_to_it(phone: Phone) -> None:
    open_blank(phone.page, *phone.form)
    expect(phone.page.locator(".topbar-title .meta")).to_have_text("新安实验小学")
    expect(phone.page.locator(".topbar .back")).to_have_attribute("href", f"/schools/{phone.school}")
    expect(phone.page.locator("#inspection [name=school]")).to_have_value(phone.school)
    expect(phone.page.locator("school-fill")).to_be_hidden()
    assert phone.page.eval_on_selector_all("#buildings option", "all => all.map((one) => one.value)") == [
        "教学楼",
        "食堂",
    ]


def test_an_item_whose_hazard_is_open_says_so_and_asks_whether_it_is_gone(phone: Phone) -> None:
    open_blank(phone.page, *phone.form)
    item = phone.page.locator(f"#{ITEM}")
    line = item.locator(".already-open")
    expect(line).to_have_attribute("href", HAZARD)
    expect(line.locator(".sev")).to_have_text("一般")
    expect(phone.page.locator(".already-open")).to_have_count(1)
    item.locator(f"label[for={ITEM}-pass]").click()
    expect(item.get_by_text("原隐患已消除")).to_be_visible()
    item.locator(f"label[for={ITEM}-gone-yes]").click()
    expect(item.locator(f"#{ITEM}-gone-files")).to_be_attached()


def test_still_not_met_asks_for_a_photo_and_not_where_or_how_severe(phone: Phone) -> None:
    open_blank(phone.page, *phone.form)
    item = phone.page.locator(f"#{ITEM}")
    item.locator(f"label[for={ITEM}-fail]").click()
    expect(item.get_by_text("仍不符合")).to_be_visible()
    expect(item.locator(f"#{ITEM}-note")).to_be_visible()
    expect(item.locator("grade-choice, [name$=-building]")).to_have_count(0)


def test_one_touch_for_the_rest_leaves_an_open_one_to_be_answered_and_the_counts_are_right(phone: Phone) -> None:
    open_blank(phone.page, *phone.form)
    expect(count(phone.page)).to_have_text("0/19")
    phone.page.click("label[for=rest-1]")
    expect(phone.page.locator(f"#{ITEM}")).to_be_visible()
    expect(phone.page.locator("#PER-D-04")).to_be_hidden()
    expect(count(phone.page)).to_have_text("1/19")
    phone.page.click(f"label[for={ITEM}-pass]")
    expect(count(phone.page)).to_have_text("2/19")


def test_what_is_filled_in_goes_to_that_school(phone: Phone) -> None:
    page = phone.page
    open_blank(page, *phone.form)
    expect(page.locator(".topbar-title .meta")).to_have_text("新安实验小学")
    page.click("label[for=PER-D-01-pass]")
    for _ in range(2):
        page.locator("#inspection button[type=submit]").click()
    page.wait_for_url(re.compile("/inspections/[0-9a-f-]+$"))
    expect(page.locator(f".back[href='/schools/{phone.school}']")).to_be_visible()


def test_a_school_that_the_phone_does_not_hold_may_be_checked_all_the_same(phone: Phone) -> None:
    asked = f"{phone.form[1]}&school={UNKNOWN}"
    open_blank(phone.page, asked, phone.form[1])
    expect(phone.page.locator("school-fill")).to_contain_text("照常检查")
    expect(phone.page.locator("#inspection [name=school]")).to_have_value(UNKNOWN)


def test_a_form_without_a_school_says_where_to_begin(phone: Phone) -> None:
    phone.page.goto(phone.form[1])
    expect(phone.page.locator("school-fill a[href='/schools']")).to_be_visible()


def test_a_school_shows_what_may_be_checked_and_what_is_open_the_latest_first(phone: Phone) -> None:
    page = phone.page
    open_blank(page, f"/schools/{phone.school}", "/offline/school")
    expect(page.locator("h1")).to_have_text("新安实验小学")
    expect(page).to_have_title(re.compile("^新安实验小学 · "))
    expect(page.locator("pack-school .line strong")).to_have_text(
        ["校园及周边每日巡查", "消防通道堆放课桌", "斑马线磨损，看不清"]
    )
    expect(page.locator("[data-put=checks] .meta")).to_have_text("巡查")
    expect(page.locator("pack-school .due-late")).to_contain_text("逾期未改")
    expect(page.locator("[data-put=checks] a")).to_have_attribute("href", phone.form[0])
    expect(page.locator("[data-put=report] a")).to_have_attribute("href", f"/hazards/new?school={phone.school}")


def test_a_photo_that_is_not_on_the_phone_leaves_its_place_empty(visit: Visit) -> None:
    phone = Phone(visit("officer", worker=False), cover=UNKNOWN)
    phone.page.route("**/photos/**", lambda route: route.abort())
    with phone.page.expect_request(f"**/photos/{UNKNOWN}/thumbnail"):
        open_blank(phone.page, f"/schools/{phone.school}", "/offline/school")
    expect(phone.page.locator("pack-school .thumb-none")).to_have_count(2)
    expect(phone.page.locator("pack-school img")).to_have_count(0)


DUE_ON = ("20", "22", "23", "24", "26", "27")
DUE = {
    "zh-CN": ["逾期未改 3 天", "逾期未改 1 天", "今天到期", "剩 1 天", "剩 3 天", "剩 4 天"],
    "en": ["3 days overdue", "1 day overdue", "due today", "1 day left", "3 days left", "4 days left"],
}


@pytest.mark.parametrize("language", DUE)
def test_days_are_counted_by_the_calendar_of_the_phone(visit: Visit, language: str) -> None:
    phone = Phone(visit("officer", language=language, worker=False))
    at_noon = [a_hazard(int(day), phone.school, deadline=f"2026-11-{day}T12:00:00+00:00") for day in DUE_ON]
    hold(phone.page, phone.pack(*at_noon))
    phone.page.clock.set_fixed_time("2026-11-23T11:59:00Z")
    open_blank(phone.page, f"/schools/{phone.school}", "/offline/school")
    expect(phone.page.locator("pack-school .due")).to_have_text(DUE[language])
    expect(phone.page.locator("pack-school .due-late")).to_have_count(2)
    expect(phone.page.locator("pack-school .due-soon")).to_have_count(3)


@pytest.mark.parametrize(
    ("language", "shown"),
    [("zh-CN", ["11月20日 周五", "期限 2027年1月3日"]), ("en", ["Fri 20 Nov", "Deadline 3 Jan 2027"])],
)
def test_days_are_written_as_the_server_writes_them(visit: Visit, language: str, shown: list[str]) -> None:
    phone = Phone(visit("officer", language=language, worker=False))
    hold(phone.page, phone.pack(a_hazard(7, phone.school, deadline="2027-01-03T12:00:00+00:00")))
    phone.page.clock.set_fixed_time("2026-11-23T11:59:00Z")
    open_blank(phone.page, HAZARD, "/offline/hazard")
    expect(phone.page.locator("[data-put=found]")).to_have_text(shown[0])
    expect(phone.page.locator("[data-put=due]")).to_contain_text(shown[1])


def test_a_hazard_offers_what_this_person_may_add(visit: Visit) -> None:
    phone = Phone(
        visit("officer", worker=False), state="awaiting_recheck", may=["recheck_pass", "recheck_fail", "comment"]
    )
    page = phone.page
    open_blank(page, HAZARD, "/offline/hazard")
    expect(page.locator("h1")).to_have_text("斑马线磨损，看不清")
    expect(page.locator(".topbar .number")).to_have_text("2026-0007")
    expect(page.locator("[data-put=marks]")).to_contain_text("待复查")
    expect(page.locator("pack-hazard [data-kind]:visible")).to_have_text(["复查", "添加备注"])
    expect(page.locator("pack-hazard .button:visible:not(.is-quiet)")).to_have_text("复查")


def test_a_hazard_says_what_was_done_about_it_on_this_phone_and_is_not_uploaded_yet(phone: Phone) -> None:
    page = phone.page
    page.evaluate(WAITS, [person_of(page), f"{HAZARD}/steps", "上报整改"])
    open_blank(page, HAZARD, "/offline/hazard")
    expect(page.locator("[data-put=waiting]")).to_have_text("已存本机，等待上传：上报整改")
    open_blank(page, HAZARD.replace("7", "8"), "/offline/hazard")
    expect(page.locator("[data-put=waiting]")).to_be_hidden()


def test_a_step_is_about_its_hazard_as_this_phone_last_saw_it(visit: Visit) -> None:
    phone = Phone(visit("officer", worker=False), length=3, may=["recheck_pass", "comment"])
    page, hazard = phone.page, HAZARD
    open_blank(page, f"{hazard}/steps/new?kind=recheck_pass", "/offline/step?kind=recheck_pass")
    expect(page.locator(".recall h2")).to_have_text("斑马线磨损，看不清")
    expect(page.locator("#step")).to_have_attribute("action", f"{hazard}/steps")
    expect(page.locator("#step [name=seen]")).to_have_value("3")
    # What this person may not say is not asked.
    expect(page.locator("#step [name=kind]")).to_have_count(1)
    expect(page.locator("#recheck_pass")).to_be_checked()
    expect(page.locator(".topbar .back")).to_have_attribute("href", hazard)


@pytest.mark.parametrize("asked", ["/schools/{0}", "/hazards/{0}", "/hazards/{0}/steps/new?kind=fix"])
def test_what_the_phone_does_not_hold_is_said_calmly(phone: Phone, asked: str) -> None:
    page, path = phone.page, asked.format(UNKNOWN)
    blank = "/offline/step?kind=fix" if "steps" in asked else f"/offline/{asked.split('s/')[0][1:]}"
    open_blank(page, path, blank)
    expect(page.locator("[data-if=unknown]")).to_contain_text("本机没有存")
    expect(page.locator("main button[type=submit]:visible")).to_have_count(0)


@pytest.mark.parametrize(
    "device", [{"size": PHONE, "touch": True}, {"size": DESK, "language": "en"}], ids=["phone", "desk"]
)
def test_nobody_stumbles(visit: Visit, device: dict[str, Any]) -> None:
    phone = Phone(visit("officer", worker=False, **device), may=["recheck_pass", "fix", "ask_more_time", "comment"])
    found = []
    for asked, blank in phone.pages():
        open_blank(phone.page, asked, blank)
        expect(phone.page.locator(".already-open, .has-thumb, .facts, #step").first).to_be_visible()
        found += wrongs(phone.page)
    phone.page.goto("/offline/none")
    assert found + wrongs(phone.page) == []
