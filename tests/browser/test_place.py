"""The place on a real form: shown, set by hand, kept with the draft, and given to photos."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.field import RECORDS, SENT
from tests.browser.taps import shot
from tests.browser.test_blank_pages import Phone
from tests.phone_packs import open_blank, person_of

pytestmark = pytest.mark.browser

WORDS = {
    "zh-CN": ("定位未允许", "我就在这所学校", "人工指定：新安实验小学", "上报", "位置由人工指定"),
    "en": ("position not allowed", "I am at this school", "by hand: 新安实验小学", "Report it", "Place set by hand"),
}


def line(page: Page) -> Any:
    return page.locator("[data-now]")


@pytest.mark.parametrize("language", WORDS)
def test_who_may_not_be_located_says_where_by_hand_and_the_record_says_so(visit: Visit, language: str) -> None:
    denied, here, by_hand, send, said = WORDS[language]
    phone = visit("officer", language=language)
    phone.context.clear_permissions()
    phone.goto("/hazards/new")
    expect(line(phone)).to_have_text(denied)
    # It stands open until this person has been somewhere.
    phone.evaluate("document.querySelector('school-choice details').open = true")
    phone.locator(".school-list .tick", has_text="新安实验小学").click()
    phone.locator("place-line summary").click()
    phone.get_by_role("button", name=here).click()
    expect(line(phone)).to_have_text(by_hand)
    phone.locator(".kind").first.click()
    phone.fill("#note", "护栏松动")
    phone.get_by_role("button", name=send, exact=True).click()
    phone.wait_for_url(SENT)
    expect(phone.locator(".facts")).to_contain_text(said)


def test_whoever_chooses_another_school_is_not_by_hand_at_the_first(visit: Visit) -> None:
    phone = visit("officer")
    phone.goto("/hazards/new")
    expect(line(phone)).to_contain_text("±18 米 · ")
    phone.locator("place-line summary").click()
    phone.get_by_role("button", name="我就在这所学校").click()
    phone.get_by_text("换一所").click()
    phone.locator(".school-list .tick", has_text="河滨").click()
    expect(line(phone)).to_contain_text("±18 米 · ")


def test_a_draft_comes_back_where_it_was_made_and_its_photo_with_its_place(visit: Visit) -> None:
    phone = visit("officer")
    phone.goto("/hazards/new")
    phone.set_input_files("#files", shot(41))
    phone.wait_for_url("**/hazards/new#draft=*")
    placed = f"async (given) => (await ({RECORDS})(given)).map((file) => file.told.latitude)"
    for _ in range(100):
        if phone.evaluate(placed, [person_of(phone), "files"]) == ["36.6512000"]:
            break
        phone.wait_for_timeout(50)
    assert phone.evaluate(placed, [person_of(phone), "files"]) == ["36.6512000"]
    phone.context.set_geolocation({"latitude": 36.7, "longitude": 117.1, "accuracy": 9})
    phone.reload()
    expect(phone.locator(".camera-field .is-new img")).to_have_count(1)
    expect(line(phone)).to_contain_text("±18 米 · ")
    expect(phone.locator("[name=latitude]")).to_have_value("36.6512000")


def test_a_form_out_of_the_cache_knows_its_school_by_the_pack(visit: Visit) -> None:
    phone = Phone(visit("officer", worker=False))
    phone.page.context.clear_permissions()
    open_blank(phone.page, *phone.form)
    expect(line(phone.page)).to_have_text("定位未允许")
    phone.page.locator("place-line summary").click()
    phone.page.get_by_role("button", name="我就在这所学校").click()
    expect(line(phone.page)).to_have_text("人工指定：新安实验小学")
    expect(phone.page.locator("[name=accuracy]")).to_have_value("150")
