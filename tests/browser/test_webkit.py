"""The offline work in Safari's engine: found, photographed and kept with no signal, sent by itself later on, once."""

import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import func, select

from hazard_app.models.inspection import Inspection
from tests.browser.field import found, photos_of
from tests.browser.safari import SafariPhone
from tests.installed import Instance, installed
from tests.lines import Line
from tests.pictures import jpeg
from tests.webkit import webkit

pytestmark = pytest.mark.browser

ITEM = "PER-D-05"


@pytest.fixture(scope="module")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    with installed(tmp_path_factory.mktemp("platform")) as instance:
        yield instance


@pytest.fixture(scope="module")
def signed_in(platform: Instance, tmp_path_factory: pytest.TempPathFactory) -> Iterator[SafariPhone]:
    """Its windows are closed in between; what it holds of the round stays."""
    folder = tmp_path_factory.mktemp("webkit")
    with platform.server() as server, Line(server.url) as line, webkit(folder) as driver:
        driver.set_window_size(390, 844)
        phone = SafariPhone(driver, line)
        phone.sign_in("officer")
        yield phone


@pytest.fixture
def phone(signed_in: SafariPhone) -> SafariPhone:
    signed_in.line.mend()
    return signed_in


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """Small enough to keep its bytes."""
    path = tmp_path / "IMG_0001.jpg"
    path.write_bytes(jpeg(1200, 900, seed=hash(tmp_path.name) % 1000))
    return path


def test_a_check_made_with_no_signal_outlives_its_window_and_arrives_once(
    phone: SafariPhone, platform: Instance, photo: Path
) -> None:
    phone.line.down()
    open_checklist(phone)
    fail_one_item(phone, photo, "斑马线磨损")
    answer_the_rest(phone)
    submit(phone)
    waits(phone)
    phone.driver.refresh()
    waits(phone)
    phone.another_window()
    phone.open("/outbox")
    waits(phone)
    phone.line.mend()
    phone.open("/today")
    phone.until(lambda: phone.states() == ["sent"])
    assert inspections(platform) == 1
    assert found(platform, "斑马线磨损") == 1
    assert photos_of(platform, "斑马线磨损") == [sha256(photo)]


def test_a_draft_outlives_a_reload_with_its_photo_as_plain_bytes(phone: SafariPhone, photo: Path) -> None:
    """Safari refuses anything else in a private window, which this one is."""
    phone.line.down()
    open_checklist(phone)
    fail_one_item(phone, photo, "井盖松动")
    phone.until(lambda: "#draft=" in phone.path and "1/19" in phone.said("item-count"))
    phone.find("body").click()
    phone.until(lambda: "井盖松动" in str(phone.kept("records")))
    phone.driver.refresh()
    phone.find(f"#{ITEM} .is-new img")
    assert phone.find(f"#{ITEM}-note").get_attribute("value") == "井盖松动"
    assert f"ArrayBuffer({photo.stat().st_size})" in phone.kept("bytes")


def test_a_report_made_with_no_signal_goes_by_itself_when_there_is_one(
    phone: SafariPhone, platform: Instance, photo: Path
) -> None:
    phone.line.down()
    phone.open("/hazards/new")
    phone.find("form [name=id][value]")
    phone.take_photo("#files", photo)
    phone.find(".camera-field .is-new img")
    phone.tap(".school-list .tick", "新安实验小学")
    phone.tap(".kind", "实体防范")
    phone.find("#note").send_keys("围栏缺两根竖杆")
    phone.tap("button[form=report][type=submit]")
    waits(phone)
    phone.line.mend()
    phone.hear_of_a_net()
    phone.until(lambda: "waiting" not in phone.states())
    assert found(platform, "围栏缺两根竖杆") == 1
    assert photos_of(platform, "围栏缺两根竖杆") == [sha256(photo)]


def test_a_form_left_in_the_middle_of_a_word_keeps_no_other_page_from_the_work(phone: SafariPhone) -> None:
    """What is being written just then is put aside with the page, and everything else would wait for it."""
    for path in ("/today", "/schools", "/outbox"):
        phone.open("/hazards/new")
        phone.find("form [name=id][value]")
        phone.find("#note").send_keys("围")
        phone.open(path)
    phone.until(lambda: bool(phone.in_sight("[data-empty], .queued")))


def test_a_phone_that_does_not_tell_its_room_tells_that_the_round_is_on_it(phone: SafariPhone) -> None:
    phone.open("/me")
    phone.find("phone-room [data-held]", "今天的巡查内容和全部检查表已存手机")
    assert not phone.in_sight("phone-room progress")


def test_signed_out_with_no_signal_the_next_page_is_the_one_to_sign_in_on(phone: SafariPhone) -> None:
    """The last one: nobody is signed in behind it."""
    phone.open("/me")
    phone.find("sign-out:defined")
    phone.line.down()
    phone.tap("sign-out button")
    phone.until(lambda: phone.path == "/login")
    phone.find("main p", "平台还不知道")
    phone.line.mend()
    phone.open("/today")
    phone.find("[name=username]")
    assert phone.path == "/login?next=/today"


def open_checklist(phone: SafariPhone) -> None:
    """At a school that was never opened on this phone, from Today."""
    phone.open("/today")
    phone.tap("main a[href^='/schools/']")
    phone.tap("main a[href*='/inspections/new']", "日巡")
    phone.find("school-fill[data-filled]")


def fail_one_item(phone: SafariPhone, photo: Path, note: str) -> None:
    phone.tap(f"label[for={ITEM}-fail]")
    phone.take_photo(f"#{ITEM}-files", photo)
    phone.find(f"#{ITEM} .is-new img")
    phone.find(f"#{ITEM}-note").send_keys(note)


def answer_the_rest(phone: SafariPhone) -> None:
    for part in range(1, 6):
        if phone.count(f"label[for=rest-{part}]"):
            phone.tap(f"label[for=rest-{part}]")
    for item in phone.in_sight("fieldset.item"):
        if item != ITEM:
            phone.tap(f"label[for={item}-pass]")


def submit(phone: SafariPhone) -> None:
    phone.until(lambda: "19/19" in phone.said("item-count"))
    phone.tap("#inspection button[type=submit]")


def waits(phone: SafariPhone) -> None:
    """The outbox says so, and nothing in it is loud."""
    phone.until(lambda: phone.path == "/outbox")
    phone.find(".queued", "没有网络，有网时自动上传")
    assert not phone.in_sight(".is-mending, .notice.is-strong, .error-summary")


def inspections(platform: Instance) -> int:
    with platform.session() as session:
        return session.scalar(select(func.count()).select_from(Inspection)) or 0


def sha256(photo: Path) -> str:
    return hashlib.sha256(photo.read_bytes()).hexdigest()
