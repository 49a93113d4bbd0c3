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
from tests.browser.field import FieldPhone, phone
from tests.installed import Instance, installed
from tests.lines import Line
from tests.rounds import plan
from tests.world import read_world

pytestmark = pytest.mark.browser

PATROL = "校园周边巡查"


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
    page.locator("#inspection button[type=submit], #inspection button:not([type])").last.click()
    page.wait_for_url("**/outbox")
    officer.line.mend()
    page.reload()
    officer.wait_until_sent()
    done = tasks(instance)
    assert {name: task.done_at is not None for name, task in done.items()}[school]
    page.goto("/today")
    expect(page.locator("h1")).to_have_text("今日待查 1 项")
    expect(page.locator("section.panel h2")).not_to_contain_text(school)


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
