"""One draft opened again: by mistake, in two pages, after somebody else was quicker. Nothing typed is lost."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.field import SENT, FieldPhone, found, inspections, picture, sha256_of
from tests.browser.test_blank_pages import ITEM, Phone
from tests.lines import Line
from tests.phone_packs import open_blank
from tests.servers import RealServer
from tests.world import NOW

pytestmark = pytest.mark.browser

CHECK = "校园周边巡查表"
ONE = re.compile(r"/inspections/[0-9a-f-]{36}$")


def keep(officer: FieldPhone, note: str, *seeds: int) -> None:
    """A check with one failed item, kept as far as it is."""
    officer.check("河滨幼儿园", CHECK)
    officer.fail("PER-D-06", note, *seeds)
    officer.until(lambda: ["PER-D-06-note", note] in officer.draft()["fields"])


def submit(page: Page) -> None:
    page.get_by_role("button", name="提交", exact=True).click()


def open_again(officer: FieldPhone) -> Page:
    """In a page of its own, by the list of drafts; the one before stays open."""
    page = officer.tab()
    page.goto("/outbox")
    page.locator("[data-section=drafts] a").click()
    page.wait_for_selector("kept-form:defined", state="attached")
    expect(page.locator("[data-kept-line]").first).to_contain_text("已存手机")
    return page


def test_a_resumed_check_is_sent_with_items_left_open_once_that_was_confirmed(officer: FieldPhone) -> None:
    keep(officer, "余下的明天查", 805)
    officer.page.reload()
    expect(officer.page.locator("#PER-D-06-note")).to_have_value("余下的明天查")
    submit(officer.page)
    expect(officer.page.locator("unanswered-ask .notice")).to_be_visible()
    submit(officer.page)
    officer.page.wait_for_url(ONE)
    assert found(officer.instance, "余下的明天查") == 1


def test_a_place_inside_of_the_page_does_not_make_it_forget_which_draft_it_is(officer: FieldPhone) -> None:
    keep(officer, "点了下一项")
    officer.page.locator("item-count a").click()
    officer.page.reload()
    expect(officer.page.locator("#PER-D-06-note")).to_have_value("点了下一项")


def test_what_is_typed_after_another_page_sent_the_draft_is_work_of_its_own(officer: FieldPhone) -> None:
    officer.report("先发的一份", 801)
    officer.until(lambda: ["note", "先发的一份"] in officer.draft()["fields"])
    first = officer.page
    second = open_again(officer)
    officer.send()
    second.wait_for_url(SENT)
    first.fill("#note", "后写的一份")
    expect(first.locator("[data-kept-line]").first).to_contain_text("另存为新的一份")
    first.get_by_role("button", name="上报", exact=True).click()
    first.wait_for_url(SENT)
    assert [found(officer.instance, note) for note in ("先发的一份", "后写的一份")] == [1, 1]


def test_a_second_page_that_nobody_touched_leads_to_what_was_sent(officer: FieldPhone) -> None:
    keep(officer, "同一份", 806)
    first = officer.page
    second = open_again(officer)
    officer.answer_the_rest()
    submit(second)
    second.wait_for_url(ONE)
    before = len(inspections(officer.instance))
    first.reload()
    first.wait_for_url(ONE)
    assert len(inspections(officer.instance)) == before


def test_to_go_back_to_a_form_that_waits_does_not_take_it_back(officer: FieldPhone, line: Line) -> None:
    line.down()
    officer.hand_in("等着上传", 802)
    [record] = officer.records()
    officer.page.goto(f"{record['page']}#draft={record['id']}")
    officer.page.wait_for_url("**/outbox")
    assert officer.states() == ["waiting"]
    line.mend()
    officer.wait_until_sent()


def test_a_step_that_somebody_overtook_is_opened_and_sent_once_more(
    officer: FieldPhone, line: Line, server: RealServer
) -> None:
    officer.report("被人抢先", 803)
    officer.send()
    officer.page.wait_for_url(SENT)
    hazard = officer.page.url.partition("#")[0]
    officer.page.goto(f"{hazard}/steps/new?kind=recheck_pass")
    officer.page.wait_for_selector("kept-form:defined", state="attached")
    officer.page.fill("#note", "已复查，没有了")
    officer.page.set_input_files("#files", picture(804))
    expect(officer.page.locator("#photos .is-new img")).to_have_count(1)
    colleague = officer.instance.phone(server, "officer2")
    times = dict.fromkeys(("made_at", "sent_at"), NOW.isoformat())
    path = hazard.removeprefix(line.url) + "/steps"
    headers = {"Content-Type": "image/jpeg"}
    colleague.ask("PUT", f"/photos/{sha256_of(807)}", picture(807)["buffer"], **headers)
    given = {"kind": "seen_again", "note": "还在", "photos": sha256_of(807), "seen": "1"}
    assert colleague.post(path, given | times).status == 201
    officer.page.locator(".action-bar button").last.click()
    officer.page.wait_for_url("**/outbox")
    officer.page.get_by_role("link", name="去修改").click()
    officer.page.wait_for_url("**/steps/new?kind=recheck_pass**")
    expect(officer.page.locator("#note")).to_have_value("已复查，没有了")
    officer.page.locator(".action-bar button").last.click()
    officer.page.wait_for_url(SENT)
    expect(officer.page.get_by_text("已销号").first).to_be_visible()


def test_what_a_page_has_no_words_for_keeps_nothing_from_being_kept(visit: Visit) -> None:
    phone = Phone(visit("officer", worker=False), severity="unheard")
    open_blank(phone.page, *phone.form)
    phone.page.click(f"label[for={ITEM}-fail]")
    expect(phone.page.locator("[data-kept-line]").first).to_contain_text("已存手机")
