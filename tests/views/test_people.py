"""People, their postings and their sign-in, as an administrator runs them."""

import re
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.person import Person
from hazard_app.rules.administration import ActKind
from hazard_app.rules.terms import Role
from tests.client import PageClient, browser
from tests.world import NOW, PASSWORD, World

SignInAs = Callable[[Person], PageClient]
ZHANG = {"username": "Zhang.San", "name": "张三", "mobile": "138 1234 5678", "unit": "新安派出所", "police": "y"}
AT_EAST = {"role": "officer", "place": "东片警务区"}


@pytest.fixture
def admin(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.administrator)


def kinds(session: Session) -> list[ActKind]:
    return list(session.scalars(select(AdminAct.kind).order_by(AdminAct.number)))


def held(person: Person) -> list[tuple[Any, ...]]:
    return [(each.role, each.place, each.starts_on, each.ends_on) for each in person.postings]


def code_on(page: str) -> str:
    [code] = re.findall(r"<strong>([2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4})</strong>", page)
    return str(code)


def test_a_person_is_added_with_a_first_posting(admin: PageClient, session: Session) -> None:
    answer = admin.post("/people", data=ZHANG | AT_EAST)
    assert answer.status_code == 303
    person = session.scalars(select(Person).where(Person.username == "zhang.san")).one()
    assert (person.mobile, person.police, person.active) == ("13812345678", True, True)
    assert held(person) == [(Role.OFFICER, "东片警务区", NOW.date(), None)]
    assert kinds(session) == [ActKind.CREATED, ActKind.POSTED]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"username": "officer"}, "已被别人使用"),
        ({"mobile": "12345"}, "不是手机号"),
        ({"name": ""}, "必填"),
        ({"place": "没有的地方"}, "您管理的警务区里没有"),
        ({"place": "新安实验小学"}, "联络员任职于学校"),
        ({"starts_on": "2026-12-01", "ends_on": "2026-11-01"}, "任职结束早于开始"),
    ],
)
def test_what_is_wrong_is_told_and_nobody_is_added(
    admin: PageClient, session: Session, changes: dict[str, str], said: str
) -> None:
    answer = admin.post("/people", data=ZHANG | AT_EAST | changes)
    assert answer.status_code == 422
    assert said in answer.text
    assert "新安派出所" in answer.text
    assert session.scalar(select(Person).where(Person.name == "张三")) is None
    assert kinds(session) == []


def test_people_are_found_by_name_username_number_or_unit(admin: PageClient, world: World) -> None:
    admin.post("/people", data=ZHANG | AT_EAST)
    for q in ("张", "zhang", "5678", "新安 张"):
        assert "张三" in admin.get("/people", query_string={"q": q}).text
    assert "张三" not in admin.get("/people?q=王敏").text


def test_a_change_is_kept_and_written_down(admin: PageClient, session: Session, world: World) -> None:
    admin.post(f"/people/{world.officer.uid}", data={"username": "officer", "name": "王小敏", "police": "y"})
    assert world.officer.name == "王小敏"
    [act] = session.scalars(select(AdminAct))
    assert act.facts["changes"]["name"] == ["王敏", "王小敏"]


def test_a_posting_is_given_and_ended(admin: PageClient, session: Session, world: World) -> None:
    path = f"/people/{world.liaison.uid}/postings"
    admin.post(path, data={"role": "liaison", "place": "neighbour", "starts_on": "2026-11-01"})
    posting = world.liaison.postings[-1]
    assert (posting.place, posting.starts_on) == ("河滨幼儿园", date(2026, 11, 1))
    admin.post(f"{path}/{posting.id}", data={"ends_on": "2026-12-31"})
    assert posting.ends_on == date(2026, 12, 31)
    assert admin.post(f"{path}/{posting.id}", data={"ends_on": "2026-10-01"}).status_code == 422
    assert admin.post(f"{path}/{world.officer.postings[0].id}", data={"ends_on": "2026-12-31"}).status_code == 404
    assert kinds(session) == [ActKind.POSTED, ActKind.POSTING_ENDED]


def test_a_one_time_code_is_shown_once_and_leads_to_an_own_password(
    admin: PageClient, session: Session, world: World, app: Flask, sign_in_as: SignInAs
) -> None:
    phone = sign_in_as(world.officer)
    slip = admin.post("/administration/slips", data={"person": world.officer.uid})
    assert slip.headers["Cache-Control"] == "no-store"
    assert "<svg" in slip.text
    assert phone.get("/me").status_code == 303
    guest = browser(app)
    assert guest.post("/login", data={"username": "officer", "password": PASSWORD}).status_code == 422
    assert guest.post("/login", data={"username": "officer", "password": code_on(slip.text)}).status_code == 303
    assert guest.get("/today").location.startswith("/password")
    assert kinds(session) == [ActKind.PASSWORD_RESET]
    assert code_on(slip.text) not in str(session.scalars(select(AdminAct.facts)).all())


def test_the_code_on_the_slip_brings_the_username_along(app: Flask) -> None:
    assert 'value="officer"' in browser(app).get("/login?username=officer").text


def test_slips_are_made_for_all_who_have_no_password(admin: PageClient, session: Session) -> None:
    admin.post("/people", data=ZHANG | AT_EAST)
    admin.post("/people", data={"username": "li", "name": "李四"} | AT_EAST)
    uids = re.findall(r'name="person" value="([0-9a-f-]{36})"', admin.get("/administration/slips").text)
    assert len(uids) == 2
    page = admin.post("/administration/slips", data={"person": uids}).text
    assert len(re.findall(r'class="slip"', page)) == 2
    assert "都已发过密码" in admin.get("/administration/slips").text


def test_whoever_is_deactivated_is_out_and_nothing_of_theirs_is_gone(
    admin: PageClient, session: Session, world: World, sign_in_as: SignInAs
) -> None:
    phone = sign_in_as(world.officer)
    admin.post(f"/people/{world.officer.uid}/deactivation")
    assert phone.get("/me").status_code == 303
    assert "已停用" in admin.get("/people?q=officer").text
    assert len(world.officer.postings) == 1
    admin.post(f"/people/{world.officer.uid}/deactivation/end")
    assert world.officer.active
    assert phone.get("/me").status_code == 303
    assert kinds(session) == [ActKind.DEACTIVATED, ActKind.REACTIVATED]


def test_nobody_locks_themselves_out(admin: PageClient, world: World) -> None:
    own = world.administrator.postings[0]
    path = f"/people/{world.administrator.uid}/postings/{own.id}"
    assert admin.post(path, data={"ends_on": "2026-11-23"}).status_code == 403
    assert admin.post(f"/people/{world.administrator.uid}/deactivation").status_code == 403
    assert admin.post("/administration/slips", data={"person": world.administrator.uid}).status_code == 403


def test_an_administrator_of_a_station_changes_no_one_who_serves_above_or_elsewhere(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    world.supervisor.postings[0].role = Role.ADMINISTRATOR
    session.commit()
    admin = sign_in_as(world.supervisor)
    assert admin.get(f"/people/{world.officer.uid}").status_code == 200
    assert admin.get(f"/people/{world.outsider.uid}").status_code == 404
    assert admin.get(f"/people/{world.administrator.uid}").status_code == 404
    world.officer.postings[0].zone = world.far
    world.auditor.postings[0].zone = world.east
    session.commit()
    assert admin.post("/administration/slips", data={"person": world.officer.uid}).status_code == 404
    given = {"role": "administrator", "place": "bureau"}
    assert admin.post(f"/people/{world.auditor.uid}/postings", data=given).status_code == 422


def test_whoever_also_serves_elsewhere_is_seen_and_not_changed(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    bureau_admin = sign_in_as(world.administrator)
    bureau_admin.post(f"/people/{world.officer.uid}/postings", data={"role": "supervisor", "place": "bureau"})
    world.supervisor.postings[0].role = Role.ADMINISTRATOR
    session.commit()
    admin = sign_in_as(world.supervisor)
    page = admin.get(f"/people/{world.officer.uid}")
    assert "由上级管理员修改" in page.text
    for path in (f"/people/{world.officer.uid}/edit", f"/people/{world.officer.uid}/deactivation"):
        assert admin.open(path, method="GET" if path.endswith("edit") else "POST").status_code == 403
    assert admin.post("/administration/slips", data={"person": world.officer.uid}).status_code == 403
