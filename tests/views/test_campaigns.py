"""A supervisor runs a campaign: its days and places, its figures, and the sentence to copy."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.campaign import Campaign
from hazard_app.models.person import Person
from hazard_app.rules.campaigns import CampaignKind
from hazard_app.rules.terms import SchoolKind
from tests.campaigns import campaign
from tests.client import PageClient
from tests.rounds import go, local
from tests.world import World

SignInAs = Callable[[Person], PageClient]


def said(world: World, **more: Any) -> dict[str, Any]:
    given = {"id": str(uuid4()), "kind": "gate", "name": "护校安园", "zone": str(world.station.uid)}
    return given | {"starts_on": "2026-11-16", "ends_on": "2026-11-23"} | more


def kept(session: Session) -> list[Campaign]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Campaign).order_by(Campaign.id)))


def test_an_empty_list_says_what_to_do(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.supervisor).get("/campaigns").text
    assert "还没有专项行动" in page
    for kind in ("护校安园", "开学", "高考中考", "防溺水", "汛期"):
        assert f"{kind}</a>" in page
    assert "由所长新建" in sign_in_as(world.officer).get("/campaigns").text


@pytest.mark.parametrize(
    ("kind", "name"),
    [
        ("gate", "2026年护校安园专项行动"),
        ("exams", "2026年高考中考专项行动"),
        ("drowning", "2026年防溺水专项行动"),
        ("other", ""),
        ("nonsense", ""),
    ],
)
def test_its_kind_gives_it_its_name(world: World, sign_in_as: SignInAs, kind: str, name: str) -> None:
    page = sign_in_as(world.supervisor).get(f"/campaigns/new?kind={kind}").text
    assert f'name="name" required type="text" value="{name}"' in page


def test_it_is_made_and_two_touches_are_one(session: Session, world: World, sign_in_as: SignInAs) -> None:
    supervisor = sign_in_as(world.supervisor)
    places = {"kinds": ["primary"], "schools": [str(world.school.uid)]}
    given = said(
        world, document_number="泉公通〔2026〕31号", checklist="PER-D", leader=str(world.officer.uid), **places
    )
    answers = [supervisor.post("/campaigns", data=given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [303, 303]
    [made] = kept(session)
    assert (made.kind, made.name, made.document_number) == (CampaignKind.GATE, "护校安园", "泉公通〔2026〕31号")
    assert (made.starts_on, made.ends_on) == (date(2026, 11, 16), date(2026, 11, 23))
    assert (made.leader, made.person, made.schools) == (world.officer, world.supervisor, [world.school])
    assert (made.kinds, made.checklist.code if made.checklist else "") == ([SchoolKind.PRIMARY], "PER-D")
    page = supervisor.get(f"/campaigns/{made.uid}").text
    for words in ("泉公通〔2026〕31号", "王敏", "新安实验小学", "小学", "进行中"):
        assert words in page


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"name": ""}, "必填"),
        ({"name": "护" * 81}, "81"),
        ({"ends_on": "2026-11-15"}, "结束日期早于开始日期"),
        ({"ends_on": "2027-11-18"}, "最长一年"),
        ({"starts_on": "9999-12-01", "ends_on": "9999-12-31"}, "前后十年"),
        ({"starts_on": "昨天"}, "日期"),
        ({"kinds": ["vocational"]}, "没有适用的学校"),
        ({"kinds": ["circus"]}, "error-summary"),
        ({"kind": "circus"}, "error-summary"),
        ({"checklist": "NO-SUCH"}, "没有这个选项"),
    ],
)
def test_what_cannot_be_is_told(
    session: Session, world: World, sign_in_as: SignInAs, wrong: dict[str, Any], words: str
) -> None:
    answer = sign_in_as(world.supervisor).post("/campaigns", data=said(world, **wrong))
    assert (answer.status_code, words in answer.text, kept(session)) == (422, True, [])


def test_places_and_people_of_others_are_not_taken(session: Session, world: World, sign_in_as: SignInAs) -> None:
    supervisor = sign_in_as(world.supervisor)
    for wrong, words in (
        ({"zone": str(world.west.uid)}, "没有适用的学校"),
        ({"zone": str(world.far.uid)}, "error-summary"),
        ({"zone": "everywhere"}, "error-summary"),
        ({"schools": [str(world.foreign.uid)]}, "不全在这个警务区内"),
        ({"schools": ["all"]}, "不全在这个警务区内"),
        ({"leader": str(world.outsider.uid)}, "请另选"),
        ({"leader": str(world.liaison.uid)}, "请另选"),
    ):
        answer = supervisor.post("/campaigns", data=said(world, **wrong))
        assert (answer.status_code, words in answer.text) == (422, True)
    assert kept(session) == []


def test_odd_signs_in_a_document_number_are_kept_and_shown_as_text(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    supervisor, odd = sign_in_as(world.supervisor), "<b>〔２０２６〕№7/公 & \u202e号"
    assert supervisor.post("/campaigns", data=said(world, document_number=odd)).status_code == 303
    [made] = kept(session)
    assert made.document_number == "<b>〔２０２６〕№7/公 & 号"
    assert "&lt;b&gt;〔２０２６〕№7/公 &amp; 号" in supervisor.get(f"/campaigns/{made.uid}").text


def test_the_sentence_is_there_to_copy(session: Session, world: World, sign_in_as: SignInAs) -> None:
    about = campaign(session, world)
    go(session, world.officer, world.school, local(date(2026, 11, 17)))
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    page = supervisor.get(f"/campaigns/{about.uid}").text
    assert "出动警力1人次，检查学校1所，发现隐患0处，当场整改0处，限期整改0处，下发通知书0份。</textarea>" in page
    supervisor.post("/language", data={"locale": "en"})
    page = supervisor.get(f"/campaigns/{about.uid}").text
    assert "Police sent out: 1 person-days; schools checked: 1; hazards found: 0;" in page


def test_a_change_counts_anew_and_keeps_who_left(session: Session, world: World, sign_in_as: SignInAs) -> None:
    about = campaign(session, world, leader_id=world.officer.id, schools=(world.school.id, world.neighbour.id))
    world.officer.deactivated_at = about.made_at
    world.neighbour.closed_on = date(2026, 11, 20)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/campaigns/{about.uid}"
    standing = supervisor.get(f"{where}/edit").text
    assert f'value="{world.neighbour.uid}" checked' in standing
    assert f'<option selected value="{world.officer.uid}">' in standing
    places = {"schools": [str(world.school.uid), str(world.neighbour.uid)], "leader": str(world.officer.uid)}
    assert supervisor.post(where, data=said(world, name="二期", **places)).status_code == 303
    [changed] = kept(session)
    assert (changed.name, changed.leader, len(changed.schools)) == ("二期", world.officer, 2)
    page = supervisor.get(where).text
    assert ("已离任" in page, "李建国修改" in page) == (True, True)


def test_withdrawn_it_is_read_and_changed_no_more(session: Session, world: World, sign_in_as: SignInAs) -> None:
    about = campaign(session, world)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/campaigns/{about.uid}"
    assert {supervisor.post(f"{where}/withdrawal").status_code for _ in range(2)} == {303}
    assert "已撤回" in supervisor.get("/campaigns").text
    assert "李建国于" in supervisor.get(where).text
    assert supervisor.get(f"{where}/edit").status_code == 409
    assert supervisor.post(where, data=said(world)).status_code == 409
    assert supervisor.post(f"{where}/draws", data={"id": str(uuid4()), "share": "20"}).status_code == 409


def test_its_checks_are_planned_with_one_touch(session: Session, world: World, sign_in_as: SignInAs) -> None:
    about = campaign(session, world, ends_on=date(2026, 12, 4), schools=(world.school.id,))
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    page = supervisor.get(f"/campaigns/{about.uid}").text
    link = page.split('href="/plans/new?')[1].split('"')[0].replace("&amp;", "&")
    plan = supervisor.get(f"/plans/new?{link}").text
    assert f'value="{world.school.uid}" checked' in plan
    assert 'name="applies_from" required type="date" value="2026-11-23"' in plan
    assert 'name="ends_on" type="date" value="2026-12-04"' in plan
    assert '<option selected value="PER-D">' in plan


def test_an_address_with_nonsense_plans_nothing(world: World, sign_in_as: SignInAs) -> None:
    answer = sign_in_as(world.supervisor).get("/plans/new?zone=x&checklist=x&from=x&until=x&schools=x&kinds=x")
    assert answer.status_code == 200
