"""The quick report on a phone: five taps, and the same without script."""

import re

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.conftest import Visit
from tests.browser.screens import DESK
from tests.pictures import jpeg

pytestmark = pytest.mark.browser

PHOTO: FilePayload = {"name": "IMG_1.jpg", "mimeType": "image/jpeg", "buffer": jpeg(seed=4)}
SENT = re.compile(r"/hazards/[0-9a-f-]{36}$")


def taking_a_photo(page: Page) -> None:
    """＋, then the shutter and 使用照片 in the camera, which is not ours."""
    page.wait_for_selector("camera-first:defined", state="attached")
    with page.expect_file_chooser() as camera:
        page.locator(".tab-plus a").tap()
    camera.value.set_files(PHOTO)
    page.wait_for_url("**/hazards/new")


def test_five_taps_report_a_hazard_with_its_photo_at_the_nearest_school(visit: Visit) -> None:
    phone = visit("officer", touch=True)
    taking_a_photo(phone)
    expect(phone.locator(".camera-field .is-new img")).to_have_count(1)
    expect(phone.locator(".school-name")).to_have_text("新安实验小学 · 0 米")
    phone.locator(".kind").first.tap()
    phone.get_by_role("button", name="上报", exact=True).tap()
    phone.wait_for_url(SENT)
    expect(phone.locator("body")).to_contain_text("见照片")
    expect(phone.locator("body")).to_contain_text("新安实验小学")
    expect(phone.locator("main img").first).to_be_visible()


def test_a_photo_is_handed_over_once_and_stays_with_the_draft(visit: Visit) -> None:
    phone = visit("officer", touch=True)
    taking_a_photo(phone)
    expect(phone.locator(".camera-field .is-new img")).to_have_count(1)
    phone.wait_for_url("**/hazards/new#draft=*")
    phone.reload()
    expect(phone.locator(".camera-field .is-new img")).to_have_count(1)
    phone.goto("/hazards/new?fresh")
    expect(phone.locator(".school-name")).to_contain_text("米")
    expect(phone.locator(".camera-field .is-new img")).to_have_count(0)


def test_a_photo_that_could_not_be_kept_on_its_way_is_told_on_the_form(visit: Visit) -> None:
    phone = visit("officer", touch=True)
    phone.evaluate("() => { IDBObjectStore.prototype.put = () => { throw new DOMException('full'); }; }")
    taking_a_photo(phone)
    expect(phone.locator("[data-lost]")).to_have_text("照片没能存到本机，请在这里重新拍摄。")


def test_with_a_mouse_plus_is_a_plain_link(visit: Visit) -> None:
    desk = visit("officer", DESK)
    desk.locator(".tab-plus a").click()
    desk.wait_for_url("**/hazards/new")


def test_the_buildings_of_one_school_are_not_offered_at_another(visit: Visit) -> None:
    desk = visit("officer", DESK)
    desk.goto("/hazards/new")
    expect(desk.locator(".school-name")).to_contain_text("新安实验小学")
    desk.get_by_label("楼栋").fill("教学楼")
    desk.locator(".kind").first.click()
    desk.get_by_label("一句话说明").fill("门锁坏了")
    desk.get_by_role("button", name="上报", exact=True).click()
    desk.wait_for_url(SENT)
    desk.goto("/hazards/new")
    offered = desk.locator("#buildings option")
    expect(offered).to_have_attribute("value", "教学楼")
    expect(offered).to_be_enabled()
    desk.get_by_text("换一所").click()
    desk.locator(".school-list .tick").filter(has_text="河滨").click()
    expect(offered).to_be_disabled()


def test_a_school_can_be_found_by_its_name_and_stays_chosen(visit: Visit) -> None:
    desk = visit("officer", DESK)
    desk.goto("/hazards/new")
    expect(desk.locator(".school-name")).to_contain_text("新安实验小学")
    desk.get_by_text("换一所").click()
    desk.get_by_placeholder("按名称查找").fill("河滨")
    expect(desk.locator(".school-list .tick:visible")).to_have_count(1)
    desk.locator(".school-list .tick:visible").click()
    expect(desk.locator(".school-name")).to_contain_text("河滨幼儿园")


def test_a_list_of_schools_that_somebody_opened_stays_open_when_the_place_comes(visit: Visit) -> None:
    desk = visit("officer", DESK)
    desk.goto("/hazards/new")
    expect(desk.locator(".school-name")).to_contain_text("新安实验小学 ·")
    desk.get_by_text("换一所").click()
    desk.get_by_placeholder("按名称查找").fill("河滨")
    desk.evaluate("document.querySelector('position-field').ask()")
    expect(desk.locator(".school-list .tick:visible")).to_have_count(1)


def test_the_kind_says_how_severe_it_usually_is_until_another_one_is_chosen(visit: Visit) -> None:
    desk = visit("officer", DESK)
    desk.goto("/hazards/new")
    line = desk.locator("#severity summary .sev")
    desk.locator(".kind", has_text="人力防范").click()
    expect(line).to_have_text("较大")
    desk.get_by_text("改等级").click()
    desk.locator(".pick-severity label", has_text="一般").click()
    expect(line).to_have_text("一般")
    desk.locator(".kind", has_text="实体防范").click()
    expect(line).to_have_text("一般")


def test_without_script_the_same_form_is_mended_and_sent_and_the_photo_picked_once(visit: Visit) -> None:
    page = visit("auxiliary", script=False)
    page.goto("/hazards/new")
    page.set_input_files("#files", PHOTO)
    page.get_by_role("button", name="上报", exact=True).click()
    expect(page.get_by_text("请选择学校。").first).to_be_visible()
    page.locator(".school-list .tick", has_text="新安实验小学").click()
    page.locator(".kind").nth(1).click()
    page.get_by_role("button", name="上报", exact=True).click()
    page.wait_for_url(SENT)
    expect(page.locator("main img").first).to_be_visible()
