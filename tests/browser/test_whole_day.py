"""A whole day with no signal, and the shift after it on the same phone."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from hazard_app.db import write
from hazard_app.demo.cast import make_school
from hazard_app.models.inspection import Inspection
from hazard_app.models.photo import Photo
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import SchoolKind
from tests.browser.field import FieldPhone, found, kept_phone, photos_of, picture, sha256_of
from tests.installed import Instance, installed
from tests.lines import Line

pytestmark = pytest.mark.browser

SCHOOLS = ("新安实验小学", "河滨幼儿园", "东湖小学")
CHECK = "校园周边巡查表"
REPORT = "校门东侧井盖松动"


@pytest.fixture(scope="module")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Instance]:
    """With a third school on Wang's round."""
    with installed(tmp_path_factory.mktemp("day")) as instance:
        with instance.app.app_context():
            write(
                lambda session: make_school(
                    session,
                    session.scalars(select(Zone).where(Zone.code == "east")).one(),
                    "third",
                    SCHOOLS[2],
                    SchoolKind.PRIMARY,
                )
            )
        yield instance


@pytest.fixture(scope="module")
def line(instance: Instance) -> Iterator[Line]:
    with instance.server() as server, Line(server.url) as line:
        yield line


def inspect(phone: FieldPhone, school: str, first: int, second: int, third: int) -> None:
    """Two hazards with three photos; the last touch is left to whoever asks for it."""
    phone.check(school, CHECK)
    phone.fail("PER-D-05", f"{school}：斑马线磨损", first, second)
    phone.fail("PER-D-06", f"{school}：护栏断裂", third)
    phone.answer_the_rest()


def submit(phone: FieldPhone) -> None:
    phone.page.get_by_role("button", name="提交", exact=True).click()


def wait(phone: FieldPhone) -> None:
    phone.page.wait_for_url("**/outbox")
    expect(phone.page.locator("net-strip")).to_be_visible()


def sent_photos(instance: Instance) -> list[str]:
    with instance.session() as session:
        return sorted(session.scalars(select(Photo.sent_sha256)))


def inspected(instance: Instance) -> list[str]:
    with instance.session() as session:
        return sorted(one.school.name for one in session.scalars(select(Inspection)))


def test_a_day_with_no_signal_is_on_the_platform_once_and_the_next_shift_sees_nothing_of_it(
    chromium: Browser, instance: Instance, line: Line, tmp_path: Path
) -> None:
    profile = tmp_path / "phone"
    with kept_phone(chromium, line, instance, profile) as phone:
        phone.sign_in("officer")
        line.down()
        inspect(phone, SCHOOLS[0], 601, 602, 603)
        submit(phone)
        wait(phone)
        inspect(phone, SCHOOLS[1], 604, 605, 606)
        submit(phone)
        wait(phone)
        phone.hand_in(REPORT, 609)
        phone.check(SCHOOLS[2], CHECK)
        phone.fail("PER-D-05", "东湖小学：斑马线磨损", 607)
        phone.until(lambda: ["PER-D-05-note", "东湖小学：斑马线磨损"] in phone.draft()["fields"])
    with kept_phone(chromium, line, instance, profile) as phone:
        page = phone.tab()
        page.goto("/outbox")
        expect(page.locator("[data-section=queue] .queued")).to_have_count(3)
        page.locator("[data-section=drafts] a").click()
        expect(page.locator("#PER-D-05-note")).to_have_value("东湖小学：斑马线磨损")
        expect(page.locator("#PER-D-05 .is-new img")).to_have_count(1)
        page.set_input_files("#PER-D-05-files", picture(608))
        expect(page.locator("#PER-D-05 .is-new img")).to_have_count(2)
        page.fill("#PER-D-05-note", "东湖小学：斑马线磨损，看不清")
        phone.answer_the_rest()
        submit(phone)
        wait(phone)
        line.mend()
        page.goto("/today")
        phone.wait_until_sent(4)
        expect(page.locator(".all-sent")).to_contain_text("已全部上传")
        assert inspected(instance) == sorted(SCHOOLS)
        assert sent_photos(instance) == sorted(sha256_of(seed) for seed in range(601, 610))
        assert photos_of(instance, REPORT) == [sha256_of(609)]
        assert found(instance, "东湖小学：斑马线磨损，看不清") == 1
        line.down()
        phone.hand_in("下班前没传出去的", 610)
        page.goto("/me")
        expect(page.locator("[data-waiting]")).to_contain_text("1 份")
        page.get_by_role("button", name="退出登录").click()
        page.wait_for_url("**/login")
    line.mend()
    next_shift(chromium, line, instance, profile)


def next_shift(chromium: Browser, line: Line, instance: Instance, profile: Path) -> None:
    with kept_phone(chromium, line, instance, profile) as phone:
        page = phone.tab()
        page.goto("/today")
        page.wait_for_url(re.compile(r"/login\?next=/today$"))
        expect(page.locator("others-waiting")).to_contain_text("1 份")
        phone.sign_in("officer2")
        page.goto("/outbox")
        expect(page.locator("others-waiting")).to_contain_text("1 份")
        expect(page.locator("main")).not_to_contain_text("下班前")
        assert phone.records() == []
        assert page.evaluate("caches.keys()") == page.evaluate(
            "caches.keys().then((names) => names.filter((name) => !name.startsWith('pages-')"
            " || name.endsWith(document.querySelector('meta[name=person]').content)))"
        )
        assert found(instance, "下班前没传出去的") == 0
        page.goto("/me")
        page.get_by_role("button", name="退出登录").click()
        page.wait_for_url("**/login")
        phone.sign_in("officer")
        phone.wait_until_sent()
        assert found(instance, "下班前没传出去的") == 1
