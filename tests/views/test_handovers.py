"""Whoever leaves a school's team leaves nothing behind that the next one does not see."""

from collections.abc import Callable
from datetime import date, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.rules.terms import Role, Severity, StepKind
from tests.client import PageClient
from tests.reporting import reported
from tests.stepping import standing, take
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


def hand_on(browser: PageClient, world: World, giver: Person, **said: str) -> TestResponse:
    data = {"id": str(uuid4()), "giver": str(giver.uid), **said}
    return browser.post(f"/schools/{world.school.uid}/handover", data=data, follow_redirects=True)


def test_a_supervisor_hands_on_all_that_one_has_in_hand(
    session: Session, world: World, sign_in_as: SignInAs, fence: Hazard
) -> None:
    lamp = reported(session, world.officer, world.school, "SEC_PHYS", note="灯不亮")
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    for hazard in (fence, lamp):
        take(supervisor, hazard, "assign", person=str(world.liaison2.uid))
    page = page_for(supervisor, world)
    assert f"{world.liaison2.name} 经办 2 处" in page
    page = hand_on(supervisor, world, world.liaison2, taker=str(world.liaison.uid)).text
    assert "已移交 2 处" in page
    assert page.count(f"经办：{world.liaison.name}") == 2
    assert standing(session, lamp).steps[-1].facts == {"assigned_to": str(world.liaison.uid)}
    assert "已移交 0 处" in hand_on(supervisor, world, world.liaison2, taker=str(world.liaison.uid)).text


def test_a_page_that_was_handed_on_from_hands_on_again(
    session: Session, world: World, sign_in_as: SignInAs, fence: Hazard
) -> None:
    """Back, and the next: every form of a page has the same id."""
    supervisor, page = sign_in_as(world.supervisor), str(uuid4())
    take(supervisor, fence, "assign", person=str(world.liaison2.uid))
    there, back = (world.liaison2, world.liaison), (world.liaison, world.liaison2)
    for giver, taker in (there, back):
        answer = hand_on(supervisor, world, giver, taker=str(taker.uid), id=page)
        assert "已移交 1 处" in answer.text
    assert [step.facts.get("assigned_to") for step in standing(session, fence).steps][-1] == str(world.liaison2.uid)
    # The first once more is the first once more, and not a third.
    assert "已移交 0 处" in hand_on(supervisor, world, world.liaison2, taker=str(world.liaison.uid), id=page).text
    assert len(standing(session, fence).steps) == 4


def test_what_was_sent_before_as_something_else_is_no_fault_of_the_server(
    session: Session, world: World, sign_in_as: SignInAs, fence: Hazard
) -> None:
    supervisor, page = sign_in_as(world.supervisor), str(uuid4())
    take(supervisor, fence, "assign", person=str(world.liaison2.uid))
    hand_on(supervisor, world, world.liaison2, taker=str(world.liaison.uid), id=page)
    hand_on(supervisor, world, world.liaison, taker=str(world.liaison2.uid))
    said = {"taker": str(world.liaison.uid), "id": page, "made_at": NOW.isoformat(), "sent_at": NOW.isoformat()}
    assert hand_on(supervisor, world, world.liaison2, **said).status_code == 409


def test_who_was_no_supervisor_when_it_was_made_hands_nothing_on(
    session: Session, world: World, sign_in_as: SignInAs, fence: Hazard
) -> None:
    supervisor, made_at = sign_in_as(world.supervisor), (NOW - timedelta(days=2)).isoformat()
    take(supervisor, fence, "assign", person=str(world.liaison2.uid))
    posting = session.scalars(select(Posting).where(Posting.person_id == world.supervisor.id)).one()
    before = Posting(person=world.supervisor, role=Role.OFFICER, zone=posting.zone, starts_on=date(2025, 1, 1))
    session.add(before)
    posting.starts_on = NOW.date()
    session.commit()
    said = {"taker": str(world.liaison.uid), "made_at": made_at, "sent_at": NOW.isoformat()}
    assert hand_on(supervisor, world, world.liaison2, **said).status_code == 403


def test_what_a_school_may_not_have_stays_in_hand(session: Session, world: World, sign_in_as: SignInAs) -> None:
    secret = reported(session, world.officer, world.school, "CONFLICT", note="纠纷苗头")
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    take(supervisor, secret, "assign", person=str(world.officer2.uid))
    page = hand_on(supervisor, world, world.officer2, taker=str(world.liaison.uid)).text
    assert "已移交 0 处" in page
    assert "1 处未移交" in page
    assert f"经办：{world.officer2.name}" in page


def test_without_somebody_to_take_it_over_nothing_is_handed_on(
    world: World, sign_in_as: SignInAs, fence: Hazard
) -> None:
    supervisor = sign_in_as(world.supervisor)
    take(supervisor, fence, "assign", person=str(world.liaison2.uid))
    answer = hand_on(supervisor, world, world.liaison2)
    assert answer.status_code == 422
    assert "请选择由谁接手" in answer.text


def test_who_is_no_supervisor_is_offered_nothing_to_hand_on(world: World, sign_in_as: SignInAs, fence: Hazard) -> None:
    take(sign_in_as(world.supervisor), fence, "assign", person=str(world.liaison2.uid))
    assert "谁来接手" not in page_for(sign_in_as(world.liaison), world)
