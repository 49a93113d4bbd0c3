"""A morning's round: what is due stands on Today, the first check is made without a signal, and the round goes on."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from sqlalchemy import select

from hazard_app.models.hindrance import Hindrance
from hazard_app.models.task import Task, TaskStart
from hazard_app.rules.rounds import HindranceKind, Rhythm
from tests.browser.field import FieldPhone, inspections, phone
from tests.installed import Instance, installed
from tests.lines import Line
from tests.rounds import plan
from tests.world import read_world

pytestmark = pytest.mark.browser

PATROL = "校园周边巡查"
GO_ON = "提交，去下一所"


@pytest.fixture
def instance(tmp_path: Path) -> Iterator[Instance]:
    """Every day of the week, so that it is due on whichever day this runs."""
    with installed(tmp_path) as instance:
        with instance.session() as session:
            world, today = read_world(session), datetime.now(UTC).date()
            plan(session, world, Rhythm.OWN, rule="FREQ=DAILY", applies_from=today, begins_on=today)
            session.commit()
        yield instance


@pytest.fixture
def officer(chromium: Browser, instance: Instance) -> Iterator[FieldPhone]:
    with instance.server() as server, Line(server.url) as line, phone(chromium, line, instance) as one:
        one.tab()
        one.sign_in("officer")
        yield one


def tasks(instance: Instance) -> dict[str, Task]:
    with instance.session() as session:
        return {task.school.name: task for task in session.scalars(select(Task))}


def begun(instance: Instance) -> list[int]:
    with instance.session() as session:
        return list(session.scalars(select(TaskStart.task_id)))


def test_a_morning_offline_in_its_middle(officer: FieldPhone, instance: Instance) -> None:
    page = officer.page
    expect(page.locator("h1")).to_have_text("今日待查 2 项")
    officer.line.down()
    page.locator(".task", has_text=PATROL).first.locator("a.line").click()
    expect(page.locator(".topbar-title .meta")).to_have_text(re.compile("新安实验小学|河滨幼儿园"))
    school = page.locator(".topbar-title .meta").inner_text()
    officer.answer_the_rest()
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/outbox")
    officer.line.mend()
    page.reload()
    officer.wait_until_sent()
    done = tasks(instance)
    assert {name: task.done_at is not None for name, task in done.items()}[school]
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("今日待查 1 项")
    expect(page.locator("section.panel h2")).not_to_contain_text(school)


def test_from_the_first_school_to_the_next_and_to_the_end_of_the_round_without_a_signal(
    officer: FieldPhone, instance: Instance
) -> None:
    """The first check goes out at once; the line breaks before the second one's form is opened."""
    page = officer.page
    page.locator(".task", has_text=PATROL).first.locator("a.line").click()
    first = answered(officer)
    page.get_by_role("button", name=GO_ON).click()
    expect(page.locator(".topbar-title .meta")).not_to_have_text(first)
    second = answered(officer)
    assert {first, second} == {"新安实验小学", "河滨幼儿园"}
    assert officer.states() == ["draft", "sent"]
    page.goto("/today")
    expect(page.locator(".task", has_text="继续：19/19")).to_have_count(1)
    officer.line.down()
    page.locator(".task a.line").click()
    expect(page.get_by_text("提交后本轮即检查完毕")).to_be_visible()
    expect(page.get_by_role("button", name=GO_ON)).to_be_hidden()
    page.get_by_role("button", name="提交", exact=True).dblclick()
    page.wait_for_url("**/outbox")
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("今日已无待查")
    expect(page.locator(".task.is-done")).to_have_text(re.compile("已检查，待上传"))
    officer.line.mend()
    page.reload()
    officer.wait_until_sent(2)
    assert len(inspections(instance)) == 2
    assert all(task.done_at for task in tasks(instance).values())
    page.goto("/today")
    expect(page.locator(".task")).to_have_count(0)


def test_two_checks_without_a_signal_go_out_once_and_today_knows_of_both(
    officer: FieldPhone, instance: Instance
) -> None:
    page = officer.page
    officer.line.down()
    page.locator(".task", has_text=PATROL).first.locator("a.line").click()
    first = answered(officer)
    page.get_by_role("button", name=GO_ON).dblclick()
    expect(page.locator(".topbar-title .meta")).not_to_have_text(first)
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("今日待查 1 项")
    expect(page.locator("section.panel", has_text=first).first).to_contain_text("已检查，待上传")
    # What is done stands behind what is not.
    expect(page.locator(".task").first).not_to_have_class(re.compile("is-done"))
    page.locator(".task:not(.is-done) a.line").click()
    second = answered(officer)
    page.get_by_role("button", name="提交", exact=True).click()
    page.wait_for_url("**/outbox")
    assert officer.states() == ["waiting", "waiting"]
    officer.line.mend()
    page.reload()
    officer.wait_until_sent(2)
    done = tasks(instance)
    assert {name: task.done_at is not None for name, task in done.items()} == {first: True, second: True}
    assert len(inspections(instance)) == 2


def answered(officer: FieldPhone) -> str:
    """The school of the form, all of which is answered."""
    page = officer.page
    page.wait_for_selector("kept-form:defined", state="attached")
    expect(page.locator(".topbar-title .meta")).to_have_text(re.compile("新安实验小学|河滨幼儿园"))
    officer.answer_the_rest()
    expect(page.locator("item-count .count-answered")).to_have_text("19/19")
    return page.locator(".topbar-title .meta").inner_text()


def test_who_has_begun_is_seen_by_whoever_else_looks(
    officer: FieldPhone, instance: Instance, chromium: Browser
) -> None:
    officer.page.locator(".task", has_text=PATROL).first.locator("a.line").click()
    officer.page.wait_for_selector("kept-form:defined", state="attached")
    officer.page.locator("fieldset.item label", has_text="符合").first.click()
    officer.until(lambda: bool(begun(instance)))
    with phone(chromium, officer.line, instance) as other:
        other.sign_in("officer2")
        expect(other.page.locator(".task", has_text="王敏已开始")).to_have_count(1)


def test_one_touch_says_why_it_could_not_be_checked(officer: FieldPhone, instance: Instance) -> None:
    page = officer.page
    page.locator(".task-more summary").first.click()
    page.get_by_role("button", name="恶劣天气").first.click()
    expect(page.get_by_role("status").or_(page.locator(".flash")).first).to_contain_text("恶劣天气")
    with instance.session() as session:
        assert session.scalars(select(Hindrance.kind)).all() == [HindranceKind.WEATHER]
