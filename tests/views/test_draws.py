"""A look back on its pages: a share is drawn, its seed is shown, and what was seen there is noted."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.campaign import Campaign
from hazard_app.models.draw import Draw, Look
from hazard_app.models.person import Person
from hazard_app.rules.terms import StepKind
from tests.campaigns import campaign
from tests.client import PageClient
from tests.filling import newest
from tests.rounds import local
from tests.visits import PASS, fail, hazards, step, visit
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def week(session: Session, world: World) -> Campaign:
    """Three hazards found on its days that a school may read, all of them closed."""
    answers = {item.code: PASS for item in newest(session, "PER-D").items}
    answers |= {f"PER-D-0{number}": fail(f"第{number}项不好") for number in (1, 3, 5)}
    visit(session, world.officer, world.school, answers, local(date(2026, 11, 18)))
    for hazard in hazards(session):
        step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    about = campaign(session, world)
    session.commit()
    return about


def drawn(session: Session, supervisor: PageClient, week: Campaign, share: str = "34") -> Draw:
    answer = supervisor.post(f"/campaigns/{week.uid}/draws", data={"id": str(uuid4()), "share": share})
    assert answer.status_code == 303
    return session.scalars(select(Draw)).one()


def look(browser: PageClient, made: Draw, **more: Any) -> Any:
    where = f"/campaigns/{made.campaign.uid}/draws/{made.uid}/looks"
    given = {"id": str(uuid4()), "hazard": str(made.drawn[0].hazard.uid), "seen": "gone"} | more
    return browser.post(where, data=given)


def looks(session: Session) -> list[Look]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Look).order_by(Look.id)))


def test_its_page_says_how_many_a_share_draws(world: World, sign_in_as: SignInAs, week: Campaign) -> None:
    page = sign_in_as(world.supervisor).get(f"/campaigns/{week.uid}/draws/new").text
    for words in ("已销号 3 处", "10% 抽 1 处", "30% 抽 1 处"):
        assert words in page


@pytest.mark.parametrize("share", ["0", "101", "-5", "ten", "2.5", "", "9" * 400])
def test_no_share_draws_nothing(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign, share: str
) -> None:
    data = {"id": str(uuid4()), "share": share}
    answer = sign_in_as(world.supervisor).post(f"/campaigns/{week.uid}/draws", data=data)
    assert (answer.status_code, session.scalars(select(Draw)).all()) == (422, [])


def test_a_share_is_taken_as_people_write_it(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign
) -> None:
    assert drawn(session, sign_in_as(world.supervisor), week, "３４ %").share == 34


def test_where_nothing_is_closed_it_says_so(session: Session, world: World, sign_in_as: SignInAs) -> None:
    about = campaign(session, world)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/campaigns/{about.uid}/draws"
    assert "还没有销号的" in supervisor.get(f"{where}/new").text
    answer = supervisor.post(where, data={"id": str(uuid4()), "share": "20"})
    assert (answer.status_code, session.scalars(select(Draw)).all()) == (422, [])


def test_two_touches_draw_once_and_the_page_shows_seed_share_and_of_how_many(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign
) -> None:
    supervisor, data = sign_in_as(world.supervisor), {"id": str(uuid4()), "share": "34"}
    for _ in range(2):
        assert supervisor.post(f"/campaigns/{week.uid}/draws", data=data).status_code == 303
    other = supervisor.post(f"/campaigns/{week.uid}/draws", data=data | {"share": "50"})
    assert (other.status_code, "已经抽取过" in other.text) == (409, True)
    made = session.scalars(select(Draw)).one()
    page = supervisor.get(f"/campaigns/{week.uid}/draws/{made.uid}").text
    for words in (made.seed, "34 %", "3 处中的 2 处", "李建国", "已回看 0/2 处", "记录回看结果"):
        assert words in page
    assert all(uid in page for uid in made.pool)
    assert "已销号 3 处中抽出 2 处" in supervisor.get(f"/campaigns/{week.uid}").text


def test_each_draw_has_a_seed_of_its_own(session: Session, world: World, sign_in_as: SignInAs, week: Campaign) -> None:
    supervisor = sign_in_as(world.supervisor)
    for _ in range(2):
        supervisor.post(f"/campaigns/{week.uid}/draws", data={"id": str(uuid4()), "share": "20"})
    seeds = session.scalars(select(Draw.seed)).all()
    assert (len(set(seeds)), [len(seed) for seed in seeds]) == (2, [16, 16])


def test_an_officer_notes_that_it_is_still_gone(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign
) -> None:
    made, officer = drawn(session, sign_in_as(world.supervisor), week), sign_in_as(world.officer)
    given = {"id": str(uuid4()), "note": "围挡还在"}
    assert [look(officer, made, **given).status_code for _ in range(2)] == [303, 303]
    [seen] = looks(session)
    assert (seen.gone, seen.note, seen.person) == (True, "围挡还在", world.officer)
    page = officer.get(f"/campaigns/{week.uid}/draws/{made.uid}").text
    for words in ("已回看 1/2 处", "未反弹", "围挡还在", "王敏"):
        assert words in page


def test_the_page_of_a_hazard_leads_to_its_look_back(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign
) -> None:
    made, officer = drawn(session, sign_in_as(world.supervisor), week), sign_in_as(world.officer)
    hazard = made.drawn[0].hazard.uid
    back = f'href="/campaigns/{week.uid}/draws/{made.uid}#{hazard}"'
    page = officer.get(f"/hazards/{hazard}").text
    assert (back in page, "尚未回看" in page) == (True, True)
    look(officer, made)
    assert "未反弹" in officer.get(f"/hazards/{hazard}").text
    school = sign_in_as(world.liaison).get(f"/hazards/{hazard}")
    assert (school.status_code, "回头看" in school.text) == (200, False)


def test_what_has_come_back_leads_a_supervisor_to_opening_it_again(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign
) -> None:
    supervisor = sign_in_as(world.supervisor)
    made = drawn(session, supervisor, week)
    hazard = made.drawn[0].hazard.uid
    assert look(sign_in_as(world.officer), made, seen="back").location == f"/campaigns/{week.uid}/draws/{made.uid}"
    reopening = look(supervisor, made, seen="back").location
    assert reopening == f"/hazards/{hazard}/steps/new?kind=reopen"
    assert supervisor.get(reopening).status_code == 200
    page = supervisor.get(f"/campaigns/{week.uid}/draws/{made.uid}").text
    assert (f"/hazards/{hazard}/steps/new?kind=reopen" in page, "已反弹" in page) == (True, True)
    assert "由所长恢复未销号" in sign_in_as(world.officer).get(f"/campaigns/{week.uid}/draws/{made.uid}").text
    assert "反弹 1 处" in supervisor.get(f"/campaigns/{week.uid}").text


def test_what_cannot_be_noted_is_told_and_what_was_typed_stays(
    session: Session, world: World, sign_in_as: SignInAs, week: Campaign
) -> None:
    supervisor = sign_in_as(world.supervisor)
    made = drawn(session, supervisor, week)
    for wrong in ({"seen": "maybe"}, {"seen": ""}, {"note": "长" * 201}, {"note": "联系人13812345678"}, {"id": "x"}):
        answer = look(supervisor, made, **wrong)
        assert (answer.status_code, "error-summary" in answer.text) == (422, True)
        assert str(wrong.get("note", "")) in answer.text
    assert looks(session) == []
    assert look(supervisor, made, note="电话13812345678", personal="ok").status_code == 303


def test_a_draw_belongs_to_its_campaign(session: Session, world: World, sign_in_as: SignInAs, week: Campaign) -> None:
    supervisor = sign_in_as(world.supervisor)
    made, other = drawn(session, supervisor, week), campaign(session, world)
    session.commit()
    assert supervisor.get(f"/campaigns/{other.uid}/draws/{made.uid}").status_code == 404
    assert look(supervisor, made, hazard=str(uuid4())).status_code == 404
    assert look(supervisor, made, hazard="x").status_code == 404
