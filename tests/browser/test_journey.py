"""The main job on the real server: found at the gate, standing on the list."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.screens import DESK
from tests.pictures import sample

pytestmark = pytest.mark.browser

FREIGHT = "两名陌生男子连续三天在校门口徘徊"
WIRE = "西墙外电缆垂落，离地约 1.5 米"


def fail(page: Page, code: str, note: str, photo: str) -> None:
    page.locator(f"label[for={code}-fail]").click()
    page.set_input_files(f"#{code}-files", {"name": photo, "mimeType": "image/jpeg", "buffer": sample(photo)})
    page.fill(f"#{code}-note", note)


def answer_the_rest(page: Page) -> None:
    """The critical items one by one, the others of each part by one touch."""
    for item in page.locator("fieldset.item:not([data-rest])").all():
        if not item.locator(".answer > input:checked").count():
            item.locator("label", has_text="符合").first.click()
    rests = page.locator(".rest-ask:visible")
    while rests.count():
        rests.first.click()


def open_the_checklist(page: Page, title: str) -> None:
    page.get_by_role("link", name="学校", exact=True).click()
    page.get_by_role("link", name="新安实验小学").first.click()
    page.get_by_role("link", name=re.compile(title)).first.click()


def see_the_upright_photo(page: Page) -> None:
    """The camera lay on its side; the picture does not."""
    page.get_by_role("link", name=WIRE).last.click()
    picture = page.locator("main img").first
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("complete", True)
    width, height = picture.evaluate("image => [image.naturalWidth, image.naturalHeight]")
    assert width > height


def test_two_hazards_found_by_an_officer_stand_on_the_zones_list_and_the_police_only_one_not_at_the_school(
    visit: Visit,
) -> None:
    phone = visit("officer")
    open_the_checklist(phone, "周边治安与环境综合检查表")
    fail(phone, "PER-W-23", FREIGHT, "gps_1.jpg")
    fail(phone, "PER-W-22", WIRE, "orientation_6.jpg")
    answer_the_rest(phone)
    phone.get_by_role("button", name="提交").click()
    phone.wait_for_url("**/inspections/*")
    expect(phone.get_by_text("平台已于").first).to_be_visible()
    supervisor = visit("supervisor", DESK)
    supervisor.goto("/hazards")
    expect(supervisor.get_by_text(FREIGHT).last).to_be_visible()
    expect(supervisor.get_by_text(WIRE).last).to_be_visible()
    see_the_upright_photo(supervisor)
    outsider = visit("outsider")
    outsider.goto("/hazards")
    expect(outsider.locator("body")).not_to_contain_text(WIRE)
    liaison = visit("liaison")
    liaison.goto("/hazards")
    expect(liaison.get_by_text(WIRE).first).to_be_visible()
    expect(liaison.locator("body")).not_to_contain_text(FREIGHT)


def test_without_script_the_same_form_takes_the_same_inspection(visit: Visit) -> None:
    page = visit("officer2", script=False)
    open_the_checklist(page, "校园周边巡查表")
    page.locator("label[for=PER-D-06-fail]").click()
    page.set_input_files("#PER-D-06-files", {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": sample("gps_2.jpg")})
    page.get_by_role("button", name="提交").click()
    expect(page.get_by_text("未检查：").first).to_be_visible()
    assert page.locator("input[name=PER-D-06-photos]").count() == 1
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/inspections/*")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
def test_the_form_fits_a_phone_of_320_pixels(visit: Visit, language: str) -> None:
    page = visit("officer", {"width": 320, "height": 640}, language)
    page.goto("/schools")
    page.get_by_role("link", name="新安实验小学").first.click()
    page.locator("a[href*='/inspections/new']").first.click()
    page.wait_for_selector("fieldset.item")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
