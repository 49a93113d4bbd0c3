"""Unfinished work: kept with each touch, found again, resumed where one was, and its maker's alone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.field import SENT, FieldPhone, found, inspections, photos_of, picture, sha256_of
from tests.installed import Instance
from tests.js.modules import late
from tests.lines import Line

pytestmark = pytest.mark.browser

CHECK = "校园周边巡查表"


def keep(officer: FieldPhone, note: str, *seeds: int) -> None:
    """An inspection with one failed item, kept as far as it is."""
    officer.check("新安实验小学", CHECK)
    officer.fail("PER-D-05", note, *seeds)
    officer.until(lambda: ["PER-D-05-note", note] in officer.draft()["fields"])


def test_a_reload_in_the_middle_loses_nothing_and_leads_back_to_the_item(officer: FieldPhone) -> None:
    keep(officer, "斑马线磨损", 701)
    officer.page.reload()
    expect(officer.page.locator("#PER-D-05-note")).to_have_value("斑马线磨损")
    expect(officer.page.locator("#PER-D-05 .is-new img")).to_have_count(1)
    expect(officer.page.locator(".count-answered")).to_have_text("1/19")
    expect(officer.page.locator("#PER-D-05")).to_be_in_viewport()


def test_out_of_the_phone_what_lay_in_folds_comes_back_and_only_what_was_filled_in_is_open(
    officer: FieldPhone, line: Line
) -> None:
    page = officer.page
    officer.check("新安实验小学", CHECK)
    line.down()
    page.reload()
    expect(page.locator("#other-1 > .fold-body")).to_have_count(0)
    for fold in ("#other-1", "#other-2"):
        page.locator(f"{fold} > summary").click()
    page.fill("#other-2-note", "围墙有缺口")
    page.set_input_files("#other-2-files", picture(704))
    officer.fail("PER-D-05", "斑马线磨损", 705)
    page.select_option("#other-2-category", index=1)
    officer.until(lambda: ["other-2-note", "围墙有缺口"] in officer.draft()["fields"])
    officer.until(lambda: len(officer.draft()["files"]) == 2)
    page.reload()
    expect(page.locator("#other-2 > .fold-body > photo-field .is-new img")).to_have_count(1)
    expect(page.locator("#PER-D-05 .is-new img")).to_have_count(1)
    expect(page.locator("#other-2-note")).to_have_value("围墙有缺口")
    expect(page.locator("#other-2-category")).not_to_have_value("")
    expect(page.locator("[aria-labelledby=companions] details")).not_to_have_attribute("open", "")


def test_what_was_resumed_is_sent_once_with_its_photo(officer: FieldPhone) -> None:
    keep(officer, "斑马线磨损，第二天接着填", 702)
    officer.page.goto("/today")
    officer.page.goto("/outbox")
    officer.page.locator("[data-section=drafts] a").click()
    expect(officer.page.locator("#PER-D-05 .is-new img")).to_have_count(1)
    officer.answer_the_rest()
    officer.page.get_by_role("button", name="提交", exact=True).click()
    officer.page.wait_for_url(re.compile(r"/inspections/[0-9a-f-]{36}$"))
    [record] = [record for record in officer.records() if record["state"] == "sent"]
    assert record["files"] == [sha256_of(702)]
    assert inspections(officer.instance).count(record["id"]) == 1
    assert found(officer.instance, "斑马线磨损，第二天接着填") == 1


@pytest.mark.parametrize("script", ["photo-field.js", "kept-form.js"])
def test_a_photo_chosen_before_a_script_came_is_kept_and_sent(
    visit: Visit, line: Line, instance: Instance, script: str
) -> None:
    page = visit("officer", worker=False)
    desk = FieldPhone(page.context, line, instance, page=page)
    with late(page, script):
        page.goto("/hazards/new")
        page.set_input_files("#files", picture(703))
    desk.until(lambda: desk.draft().get("files") == [sha256_of(703)])
    page.reload()
    expect(page.locator(".camera-field .is-new img")).to_have_count(1)
    page.locator(".kind", has_text="实体防范").click()
    page.fill("#note", f"还没有 {script}")
    desk.send()
    page.wait_for_url(SENT)
    assert photos_of(instance, f"还没有 {script}") == [sha256_of(703)]


def test_several_stand_side_by_side_with_school_checklist_and_how_far_they_are(officer: FieldPhone) -> None:
    keep(officer, "一")
    officer.check("河滨幼儿园", CHECK)
    officer.fail("PER-D-06", "二")
    officer.until(lambda: officer.states() == ["draft", "draft"])
    officer.page.goto("/outbox")
    lines = officer.page.locator("[data-section=drafts] li")
    expect(lines).to_have_count(2)
    expect(lines.first).to_contain_text("校园周边巡查表")
    expect(lines.first).to_contain_text("河滨幼儿园")
    expect(lines.first).to_contain_text("1/19")


def test_a_deleted_one_comes_back_with_undo(officer: FieldPhone) -> None:
    keep(officer, "删错了", 703)
    officer.page.goto("/outbox")
    officer.page.locator("[data-section=drafts] [data-do=throw]").click()
    expect(officer.page.locator("[data-section=drafts] li")).to_have_count(0)
    officer.page.get_by_role("button", name="撤销").click()
    officer.page.locator("[data-section=drafts] a").click()
    expect(officer.page.locator("#PER-D-05-note")).to_have_value("删错了")
    expect(officer.page.locator("#PER-D-05 .is-new img")).to_have_count(1)


def test_opened_anew_the_form_offers_what_is_unfinished_there(officer: FieldPhone) -> None:
    keep(officer, "中途接警")
    officer.check("新安实验小学", CHECK)
    expect(officer.page.locator("#PER-D-05-note")).to_have_value("")
    officer.page.get_by_role("link", name="接着填").click()
    expect(officer.page.locator("#PER-D-05-note")).to_have_value("中途接警")


def test_a_photo_taken_out_is_nowhere_any_more(officer: FieldPhone) -> None:
    keep(officer, "拍错了", 704)
    assert [file["sha256"] for file in officer.records("files")] == [sha256_of(704)]
    officer.page.locator("#PER-D-05 .is-new").get_by_role("button", name="删除").click()
    officer.until(lambda: officer.records("files") == [])
    assert officer.draft()["files"] == []


def test_somebody_elses_draft_opens_for_nobody(officer: FieldPhone) -> None:
    keep(officer, "王敏的")
    address = officer.page.url
    officer.page.goto("/me")
    officer.page.get_by_role("button", name="退出登录").click()
    officer.page.wait_for_url("**/login")
    officer.sign_in("officer2")
    officer.page.goto(address)
    officer.page.wait_for_selector("kept-form:defined", state="attached")
    expect(officer.page.locator("#PER-D-05-note")).to_have_value("")
    officer.page.goto("/outbox")
    expect(officer.page.locator("others-waiting")).to_contain_text("1 份")
    expect(officer.page.locator("main")).not_to_contain_text("王敏的")


def test_a_form_that_nobody_touched_leaves_no_draft(officer: FieldPhone, line: Line) -> None:
    line.down()
    officer.check("新安实验小学", CHECK)
    officer.page.goto("/outbox")
    expect(officer.page.locator("[data-section=drafts]")).to_be_hidden()
    line.mend()


def test_steps_are_kept_and_sent_like_everything_else(officer: FieldPhone, line: Line) -> None:
    """A hazard is found, its page never opened, and its fix reported without a line."""
    officer.report("围栏松动", 705)
    officer.send()
    officer.page.wait_for_url(SENT)
    hazard = officer.page.url
    officer.page.goto("/today")
    officer.until(lambda: bool(officer.page.evaluate(HELD_HAZARD, [officer.person, hazard.rsplit("/", 1)[1]])))
    line.down()
    officer.page.goto(f"{hazard}/steps/new?kind=fix")
    expect(officer.page.locator(".recall h2")).to_have_text("围栏松动")
    officer.page.set_input_files("#files", picture(706))
    expect(officer.page.locator("#photos .is-new img")).to_have_count(1)
    officer.page.locator(".action-bar button").last.click()
    officer.page.wait_for_url("**/outbox")
    expect(officer.page.locator(".queued")).to_contain_text("围栏松动")
    line.mend()
    officer.page.goto("/outbox")
    officer.wait_until_sent(2)
    officer.page.goto(hazard)
    expect(officer.page.get_by_text("待复查").first).to_be_visible()


HELD_HAZARD = """
([person, uid]) => new Promise((resolve) => {
  const opening = indexedDB.open(`pack-${person}`);
  opening.onsuccess = () => {
    const asked = opening.result.transaction("hazards").objectStore("hazards").get(uid);
    asked.onsuccess = () => { opening.result.close(); resolve(Boolean(asked.result)); };
  };
})
"""
