"""A check's record says which task it did, or why it did none."""

from collections.abc import Callable
from datetime import time, timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.void_inspection import void_inspection
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.rules.rounds import Rhythm
from tests.client import PageClient
from tests.rounds import MONDAY, go, local, name, plan
from tests.visits import PASS, told, visit
from tests.world import NOW, World

DAY = timedelta(days=1)
ENGLISH = {"Accept-Language": "en"}
Read = Callable[[Inspection], str]


@pytest.fixture
def read(session: Session, world: World, sign_in_as: Callable[[Person], PageClient]) -> Read:
    """The record's page, as the officer reads it."""

    def read(inspection: Inspection) -> str:
        session.commit()
        return sign_in_as(world.officer).get(f"/inspections/{inspection.uid}").text

    return read


@pytest.fixture
def daily(session: Session, world: World) -> Plan:
    return plan(session, world, open_after=1)


def test_it_says_which_task_it_did(session: Session, world: World, daily: Plan, read: Read) -> None:
    page = read(go(session, world.officer, world.school, NOW, task=name(daily, world.school)))
    for words in ("计划检查", "11月23日 周一到期", "按期检查"):
        assert words in page
    assert "第二次检查" not in page


def test_made_after_its_time_it_says_that_it_was_late(session: Session, world: World, daily: Plan, read: Read) -> None:
    friday = MONDAY - 3 * DAY
    late = go(session, world.officer, world.school, local(friday + DAY), task=name(daily, world.school, friday))
    page = read(late)
    assert ("11月20日 周五到期" in page, "超期补查" in page) == (True, True)


def test_of_a_plan_with_times_it_says_which_one(session: Session, world: World, read: Read) -> None:
    post = plan(session, world, code="GATE-D", times=(time(7, 30), time(16, 30)))
    check = go(
        session, world.officer, world.school, local(MONDAY, 16), "GATE-D", task=name(post, world.school, sequence=2)
    )
    assert "11月23日 周一到期 16:30" in read(check)


def test_the_second_one_says_who_did_it_and_leads_there(
    session: Session, world: World, daily: Plan, read: Read
) -> None:
    first = go(session, world.officer2, world.school, local(MONDAY, 9), task=name(daily, world.school))
    page = read(go(session, world.officer, world.school, NOW, task=name(daily, world.school)))
    for words in ("同一项检查任务的第二次检查", "此前周磊已完成", "11月23日 周一 · 09:00", f"/inspections/{first.uid}"):
        assert words in page
    assert "按期检查" not in page


def test_the_second_one_is_said_in_english_too(
    session: Session, world: World, daily: Plan, sign_in_as: Callable[[Person], PageClient]
) -> None:
    go(session, world.officer2, world.school, local(MONDAY, 9), task=name(daily, world.school))
    second = go(session, world.officer, world.school, NOW, task=name(daily, world.school))
    session.commit()
    page = sign_in_as(world.officer).get(f"/inspections/{second.uid}", headers=ENGLISH).text
    for words in (
        "A second check of the same task",
        "周磊 had already done it.",
        "The check that did it, Mon 23 Nov · 09:00",
    ):
        assert words in page


def test_with_items_left_out_it_says_that_the_task_is_not_done(
    session: Session, world: World, daily: Plan, read: Read
) -> None:
    page = read(visit(session, world.officer, world.school, {"PER-D-01": PASS}, NOW, task=name(daily, world.school)))
    assert ("本次检查没有完成任务" in page, "有检查项没有填写结果" in page) == (True, True)


def test_after_its_window_it_says_that_its_time_was_over(
    session: Session, world: World, daily: Plan, read: Read
) -> None:
    friday = MONDAY - 3 * DAY
    page = read(go(session, world.officer, world.school, NOW, task=name(daily, world.school, friday)))
    assert ("检查时已过任务时限" in page, "11月20日 周五到期" in page) == (True, True)


def test_without_a_plan_nothing_is_said(session: Session, world: World, read: Read) -> None:
    plan(session, world, Rhythm.WEEKLY, code="PER-W")
    assert "计划检查" not in read(go(session, world.officer, world.school, NOW))


def test_a_void_one_counts_nowhere_and_the_second_did_it(
    session: Session, world: World, daily: Plan, read: Read
) -> None:
    first = go(session, world.officer2, world.school, local(MONDAY, 9), task=name(daily, world.school))
    second = go(session, world.officer, world.school, NOW, task=name(daily, world.school))
    void_inspection(session, world.supervisor, first.id, told(NOW), "误填")
    assert "计划检查" not in read(first)
    assert "按期检查" in read(second)
