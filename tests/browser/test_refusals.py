"""What the platform does not take, or not now: it stays on the phone, says why, and goes when that is mended."""

import re

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import select, update

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.sign_in import SignIn
from tests.browser.field import FieldPhone, found, photos_of, picture, sha256_of
from tests.browser.test_journey import answer_the_rest, open_the_checklist
from tests.installed import Instance
from tests.lines import Line
from tests.servers import RealServer
from tests.world import NOW, PASSWORD

pytestmark = pytest.mark.browser

ONLINE = "dispatchEvent(new Event('online'))"
SIGN_IN = re.compile("/login")
# Ten reports like the one in the form, handed in at once.
TEN_MORE = """
async ([id, notes]) => {
  const offline = document.querySelector("script[type=module]").src.replace("app.js", "offline/");
  const { Records } = await import(offline + "records.js");
  const records = new Records(document.querySelector("meta[name=person]").content);
  const like = await records.get(id);
  for (const note of notes) {
    const fields = like.fields.map(([name, value]) => [name, name === "note" ? note : value])
      .filter(([name]) => name !== "photos");
    await records.submit({ ...like, id: crypto.randomUUID(), fields, files: [], changed_at: Date.now() });
  }
}
"""


def end_sign_ins(instance: Instance) -> None:
    """As from another device of theirs."""
    with instance.session() as session:
        session.execute(update(SignIn).values(ended_at=NOW))
        session.commit()


def sign_in(page: Page, username: str) -> None:
    page.fill("[name=username]", username)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")


def served(page: Page) -> str:
    """Whose pages the worker would show with no signal."""
    return str(page.evaluate("caches.match('/offline/who').then((kept) => kept.text())"))


def finders(instance: Instance, note: str) -> list[str]:
    """Who is said to have found it."""
    with instance.session() as session:
        hazards = session.scalars(select(Hazard).where(Hazard.note == note))
        people = [session.get_one(Person, hazard.steps[0].person_id) for hazard in hazards]
        return [person.username for person in people]


def test_a_sign_in_that_ended_keeps_three_reports_until_the_same_person_signs_in_again(
    officer: FieldPhone, line: Line
) -> None:
    line.down()
    notes = [f"登录失效时 {number}" for number in range(3)]
    for number, note in enumerate(notes):
        officer.hand_in(note, 600 + number)
    end_sign_ins(officer.instance)
    line.mend()
    officer.page.evaluate(ONLINE)
    expect(officer.page.locator(".queued").first).to_contain_text("登录已失效")
    assert officer.states() == ["waiting"] * 3
    assert [found(officer.instance, note) for note in notes] == [0, 0, 0]
    officer.page.locator(".queued a", has_text="登录").first.click()
    officer.page.wait_for_url(SIGN_IN)
    sign_in(officer.page, "officer")
    officer.page.wait_for_url("**/outbox")
    officer.wait_until_sent(3)
    assert [found(officer.instance, note) for note in notes] == [1, 1, 1]


def test_what_one_person_made_is_not_sent_while_another_is_signed_in(officer: FieldPhone, line: Line) -> None:
    line.down()
    officer.hand_in("民警甲的上报", 610)
    first = officer.page
    end_sign_ins(officer.instance)
    line.mend()
    second = officer.tab()
    second.goto("/login")
    sign_in(second, "officer2")
    second.wait_for_url("**/today")
    first.evaluate(ONLINE)
    expect(first.locator(".queued")).to_contain_text("由别人登录")
    expect(second.locator("body")).not_to_contain_text("民警甲的上报")
    assert found(officer.instance, "民警甲的上报") == 0
    second.goto("/outbox")
    expect(second.locator("others-waiting")).to_contain_text("1")
    second.goto("/me")
    second.get_by_role("button", name="退出登录").click()
    second.wait_for_url(SIGN_IN)
    sign_in(second, "officer")
    second.wait_for_url("**/today")
    officer.wait_until_sent()
    assert finders(officer.instance, "民警甲的上报") == ["officer"]


def test_a_tab_left_open_does_not_take_the_phone_back_from_who_signed_in_since(officer: FieldPhone) -> None:
    first = officer.page
    end_sign_ins(officer.instance)
    second = officer.tab()
    second.goto("/login")
    sign_in(second, "officer2")
    second.wait_for_url("**/today")
    officer.wait_until_ready()
    with first.expect_response("**/offline/pack.json*"):
        first.evaluate(ONLINE)
    first.wait_for_timeout(300)
    assert served(first) == officer.person


def test_an_id_that_holds_something_else_is_kept_as_a_new_one(officer: FieldPhone, server: RealServer) -> None:
    officer.report("手机上的内容", 620)
    officer.until(lambda: ["note", "手机上的内容"] in officer.records()[0]["fields"])
    [draft] = officer.records()
    fields = dict(draft["fields"])
    other = {"id": draft["id"], "school": fields["school"], "category": fields["category"], "note": "平台上的内容"}
    times = dict.fromkeys(("made_at", "sent_at"), NOW.isoformat())
    assert officer.instance.phone(server, "officer").post("/hazards", other | times).status == 201
    officer.send()
    officer.page.wait_for_url("**/outbox")
    expect(officer.page.locator(".is-mending .why")).to_contain_text("别的内容")
    officer.page.get_by_role("button", name="另存为新的一份").click()
    officer.wait_until_sent()
    assert (found(officer.instance, "手机上的内容"), found(officer.instance, "平台上的内容")) == (1, 1)
    assert photos_of(officer.instance, "手机上的内容") == [sha256_of(620)]
    assert photos_of(officer.instance, "平台上的内容") == []


def test_a_photo_that_is_none_is_told_at_its_field_and_ten_others_pass(officer: FieldPhone, line: Line) -> None:
    line.down()
    page = officer.page
    officer.report("夹了一张坏照片", 630)
    page.set_input_files("#files", {"name": "坏了.heic", "mimeType": "image/heic", "buffer": b"no picture"})
    expect(page.locator(".camera-field .is-new")).to_have_count(2)
    page.fill("#room", "301")
    officer.send()
    page.wait_for_url("**/outbox")
    notes = [f"一起上传的 {number}" for number in range(10)]
    page.evaluate(TEN_MORE, [officer.records()[0]["id"], notes])
    line.mend()
    page.reload()
    officer.wait_until_sent(10)
    assert [found(officer.instance, note) for note in notes] == [1] * 10
    first = page.locator("[data-section=queue] li").first
    expect(first.locator("h3")).to_contain_text("改后重传")
    expect(first.locator(".why")).to_contain_text("JPEG")
    first.get_by_role("link", name="去修改").click()
    page.wait_for_url("**/hazards/new*")
    expect(page.locator("#note")).to_have_value("夹了一张坏照片")
    expect(page.locator("#room")).to_have_value("301")
    expect(page.locator(".camera-field .is-new")).to_have_count(2)
    expect(page.locator(".camera-field .error")).to_contain_text("第 2 张照片: 这不是照片")
    page.locator(".camera-field .is-new", has_text="坏了.heic").get_by_role("button", name="删除").click()
    officer.send()
    page.wait_for_url(re.compile("/hazards/[0-9a-f-]{36}"))
    assert photos_of(officer.instance, "夹了一张坏照片") == [sha256_of(630)]


def test_an_item_that_lacks_its_photo_is_mended_where_it_stands(officer: FieldPhone, line: Line) -> None:
    page = officer.page
    open_the_checklist(page, "校园周边巡查表")
    page.wait_for_selector("kept-form:defined", state="attached")
    line.down()
    item = page.locator("fieldset.item", has_text="不符合须拍照").first
    code = item.get_attribute("id") or ""
    page.locator(f"label[for={code}-fail]").click()
    page.fill(f"#{code}-note", "护栏断了一根")
    answer_the_rest(page)
    page.locator("label[for=PER-D-19-pass]").click()
    page.get_by_role("button", name="提交").click()
    page.wait_for_url("**/outbox")
    line.mend()
    page.evaluate(ONLINE)
    expect(page.locator(".is-mending .why")).to_contain_text("缺照片")
    page.get_by_role("link", name="去修改").click()
    expect(page.locator(f"#{code} .error")).to_contain_text("缺照片")
    expect(page.locator(f"#{code}-note")).to_have_value("护栏断了一根")
    expect(page.locator(f"#{code}-fail")).to_be_checked()
    page.set_input_files(f"#{code}-files", picture(640))
    page.get_by_role("button", name="提交").click()
    page.wait_for_url(re.compile("/inspections/[0-9a-f-]{36}"))
    assert photos_of(officer.instance, "护栏断了一根") == [sha256_of(640)]
