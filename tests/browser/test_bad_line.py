"""Bad days on the line: after each of them nothing is missing, nothing is there twice, and the page says the truth."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.field import FieldPhone, found, phone, photos_of, sha256_of
from tests.installed import Instance
from tests.lines import PORTAL, Line

pytestmark = pytest.mark.browser


def test_without_a_line_a_report_waits_and_goes_by_itself_when_there_is_one(officer: FieldPhone, line: Line) -> None:
    line.down()
    officer.hand_in("没有信号时上报", 501, 502)
    expect(officer.page.locator(".queued")).to_contain_text("没有网络")
    line.mend()
    officer.page.evaluate("dispatchEvent(new Event('online'))")
    officer.wait_until_sent()
    expect(officer.page.locator("[data-section=sent]")).to_contain_text("平台")
    assert found(officer.instance, "没有信号时上报") == 1
    assert photos_of(officer.instance, "没有信号时上报") == sorted([sha256_of(501), sha256_of(502)])


def test_cut_in_the_middle_of_a_photo_it_goes_on_with_that_photo(officer: FieldPhone, line: Line) -> None:
    officer.report("照片传到一半断了", 503, 504)
    cut = line.cut_within(b"PUT /photos/" + sha256_of(504).encode(), after=8_000, then=line.down)
    officer.send()
    officer.page.wait_for_url("**/outbox")
    assert cut.sprung
    line.mend()
    officer.page.reload()
    officer.wait_until_sent()
    assert found(officer.instance, "照片传到一半断了") == 1
    assert photos_of(officer.instance, "照片传到一半断了") == sorted([sha256_of(503), sha256_of(504)])


@pytest.mark.parametrize("after", [10, None], ids=["in the form", "behind the platform's yes"])
def test_cut_at_the_form_it_stands_there_once(officer: FieldPhone, line: Line, after: int | None) -> None:
    note = f"表单断在 {after}"
    officer.report(note)
    if after is None:
        cut = line.cut_answer_of(b"POST /hazards", then=line.down)
    else:
        cut = line.cut_within(b"POST /hazards", after=after, then=line.down)
    officer.send()
    officer.page.wait_for_url("**/outbox")
    assert cut.sprung
    assert found(officer.instance, note) == (1 if after is None else 0)
    line.mend()
    officer.page.reload()
    officer.wait_until_sent()
    assert found(officer.instance, note) == 1


@pytest.mark.parametrize(
    ("status", "html", "says"),
    [
        ("200 OK", PORTAL, "要先登录"),
        ("500 Internal Server Error", "<h1>Proxy error</h1>", "没有正常回应"),
        ("503 Service Unavailable", "<h1>Come back later</h1>", "没有正常回应"),
    ],
)
def test_what_somebody_in_between_says_is_no_yes(
    officer: FieldPhone, line: Line, status: str, html: str, says: str
) -> None:
    note = f"中间有人回答 {status}"
    officer.report(note, 505)
    line.answer(status, html)
    officer.send()
    officer.page.wait_for_url("**/outbox")
    expect(officer.page.locator("h1")).to_have_text("待上传")
    expect(officer.page.locator(".queued")).to_contain_text(says)
    assert officer.states() == ["waiting"]
    line.mend()
    officer.page.reload()
    officer.wait_until_sent()
    assert found(officer.instance, note) == 1


def test_a_tab_closed_while_it_sends_loses_nothing(officer: FieldPhone, line: Line) -> None:
    officer.report("传到一半关了页面", 506)
    with line.stalled():
        officer.send()
        officer.until(lambda: officer.records()[0].get("tries") == 1)
        officer.page.close()
    officer.tab().goto("/today")
    officer.wait_until_sent()
    assert found(officer.instance, "传到一半关了页面") == 1


def test_two_tabs_send_each_thing_once(officer: FieldPhone, line: Line) -> None:
    line.down()
    notes = [f"两个页面 {number}" for number in range(4)]
    for number, note in enumerate(notes):
        officer.hand_in(note, 510 + number)
    first = officer.page
    second = officer.tab()
    second.goto("/outbox")
    expect(second.locator(".queued")).to_have_count(4)
    line.mend()
    for tab in (first, second):
        tab.evaluate("dispatchEvent(new Event('online'))")
    officer.wait_until_sent(4)
    assert [found(officer.instance, note) for note in notes] == [1, 1, 1, 1]


def test_a_server_killed_after_it_kept_a_report_and_before_it_said_so(
    chromium: Browser, tmp_path: Path, instance: Instance
) -> None:
    with instance.server() as server, Line(server.url) as line, phone(chromium, line, instance) as officer:
        officer.tab()
        officer.sign_in("officer2")
        officer.report("平台收下后断电", 520)
        line.cut_answer_of(b"POST /hazards", then=server.kill)
        officer.send()
        officer.page.wait_for_url("**/outbox")
        server.start()
        line.mend()
        officer.page.reload()
        officer.wait_until_sent()
        assert found(instance, "平台收下后断电") == 1
