"""Whoever leaves a school's team leaves nothing behind that the next one does not see."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.rules.terms import Role, Severity, StepKind
from tests.client import PageClient
from tests.reporting import reported
from tests.stepping import take
from tests.visits import step
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def fence(session: Session, world: World) -> Hazard:
    found = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    return found


def page_for(browser: PageClient, world: World) -> str:
    return browser.get(f"/schools/{world.school.uid}/handover").text


def test_all_that_is_open_stands_there_once(
    session: Session, world: World, sign_in_as: SignInAs, fence: Hazard
) -> None:
    lamp = reported(session, world.officer, world.school, "SEC_PHYS", note="灯不亮")
    step(session, lamp, world.liaison, StepKind.FIX, NOW - timedelta(hours=1))
    gone = reported(session, world.officer, world.school, "SEC_PHYS", note="早已撤销")
    step(session, gone, world.supervisor, StepKind.VOID, NOW)
    session.commit()
    page = page_for(sign_in_as(world.liaison), world)
    assert [page.count(words) for words in ("围栏缺两根竖杆", "灯不亮", "早已撤销")] == [1, 1, 0]


@pytest.mark.parametrize("reader", ["officer", "liaison"])
def test_what_the_school_found_itself_stands_there_whoever_reads_it(
    session: Session, world: World, sign_in_as: SignInAs, reader: str
) -> None:
    reported(session, world.liaison, world.school, "SEC_PHYS", severity=Severity.MINOR, note="插线板串接")
    session.commit()
    assert "插线板串接" in page_for(sign_in_as(getattr(world, reader)), world)


def test_who_has_it_and_what_was_asked_for_is_told(world: World, sign_in_as: SignInAs, fence: Hazard) -> None:
    liaison = sign_in_as(world.liaison)
    take(sign_in_as(world.supervisor), fence, "assign", person=str(world.liaison2.uid))
    take(liaison, fence, "ask_more_time", note="竖杆要定做")
    page = page_for(liaison, world)
    assert f"经办：{world.liaison2.name}" in page
    assert "11月23日" in page[page.index("经办") :]
    assert "申请过延期" in page


def test_who_leaves_and_who_comes_stand_side_by_side(session: Session, world: World, sign_in_as: SignInAs) -> None:
    leaving = session.scalars(select(Posting).where(Posting.person_id == world.liaison2.id)).one()
    leaving.ends_on = NOW.date()
    gone = Posting(person=world.officer2, role=Role.LIAISON, school=world.school, starts_on=date(2025, 1, 1))
    gone.ends_on = NOW.date() - timedelta(days=1)
    session.add(gone)
    session.commit()
    page = page_for(sign_in_as(world.liaison), world)
    assert world.liaison.name in page
    assert world.liaison2.name in page
    assert world.officer2.name not in page


def test_a_school_never_sees_there_what_is_police_only(session: Session, world: World, sign_in_as: SignInAs) -> None:
    reported(session, world.officer, world.school, "CONFLICT", note="纠纷苗头")
    session.commit()
    assert "纠纷苗头" in page_for(sign_in_as(world.officer), world)
    assert "纠纷苗头" not in page_for(sign_in_as(world.liaison), world)


def test_nothing_open_is_said(world: World, sign_in_as: SignInAs) -> None:
    assert "这里没有未销号隐患" in page_for(sign_in_as(world.liaison), world)
