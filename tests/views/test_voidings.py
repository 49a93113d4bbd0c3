"""An inspection that was a mistake is taken out of every count, whole, and stays readable."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.voiding import Voiding
from hazard_app.rules.terms import State
from tests.client import PageClient
from tests.visits import GONE, fail, visit
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]
LAMP, WIRES = "PER-D-14", "PER-D-16"


@pytest.fixture
def mistaken(session: Session, world: World) -> Inspection:
    """It opened one hazard, and saw another again that somebody else had found."""
    visit(session, world.officer2, world.school, {WIRES: fail("电线垂落")}, NOW)
    made = visit(session, world.officer, world.school, {LAMP: fail("灯不亮"), WIRES: fail("还在")}, NOW)
    session.commit()
    return made


def reason(**said: str) -> dict[str, str]:
    return {"id": str(uuid.uuid4()), "reason": "选错了学校", **said}


def states(session: Session) -> dict[str | None, State]:
    session.rollback()
    found = session.scalars(select(Hazard).execution_options(populate_existing=True))
    return {hazard.item_code: hazard.state for hazard in found}


def test_it_takes_along_what_it_opened_and_leaves_what_others_found(
    session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection
) -> None:
    supervisor = sign_in_as(world.supervisor)
    assert "一并撤销 1 处隐患" in supervisor.get(f"/inspections/{mistaken.uid}/voiding/new").text
    assert supervisor.post(f"/inspections/{mistaken.uid}/voiding", data=reason()).status_code == 303
    assert states(session) == {LAMP: State.VOID, WIRES: State.OPEN}


def test_it_says_who_voided_it_and_why(world: World, sign_in_as: SignInAs, mistaken: Inspection) -> None:
    sign_in_as(world.supervisor).post(f"/inspections/{mistaken.uid}/voiding", data=reason())
    page = sign_in_as(world.officer).get(f"/inspections/{mistaken.uid}").text
    assert "选错了学校" in page
    assert "李建国" in page
    assert "voiding/new" not in page


def test_a_reason_is_needed(session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection) -> None:
    page = sign_in_as(world.supervisor).post(f"/inspections/{mistaken.uid}/voiding", data=reason(reason=""))
    assert page.status_code == 422
    assert "请写明原因" in page.text
    assert states(session)[LAMP] is State.OPEN


def test_twice_is_fine_and_voids_once(
    session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection
) -> None:
    supervisor, given = sign_in_as(world.supervisor), reason()
    for form in (given, given, reason(reason="另一个理由")):
        assert supervisor.post(f"/inspections/{mistaken.uid}/voiding", data=form).status_code == 303
    assert [each.reason for each in session.scalars(select(Voiding))] == ["选错了学校"]
    assert supervisor.get(f"/inspections/{mistaken.uid}/voiding/new").status_code == 303


def test_the_same_checklist_may_be_made_again(
    session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection
) -> None:
    sign_in_as(world.supervisor).post(f"/inspections/{mistaken.uid}/voiding", data=reason())
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, NOW)
    session.commit()
    found = session.scalars(select(Hazard.state).where(Hazard.item_code == LAMP).order_by(Hazard.id)).all()
    assert list(found) == [State.VOID, State.OPEN]


def test_what_others_saw_since_stands_on_their_word(
    session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection
) -> None:
    visit(session, world.officer2, world.school, {LAMP: fail("还是不亮")}, NOW + timedelta(minutes=5))
    session.commit()
    sign_in_as(world.supervisor).post(f"/inspections/{mistaken.uid}/voiding", data=reason())
    assert states(session)[LAMP] is State.OPEN


def test_what_it_saw_gone_is_listed_to_be_opened_again(session: Session, world: World, sign_in_as: SignInAs) -> None:
    visit(session, world.officer2, world.school, {LAMP: fail("灯不亮")}, NOW - timedelta(days=1))
    made = visit(session, world.officer, world.school, {LAMP: GONE}, NOW)
    session.commit()
    page = sign_in_as(world.supervisor).get(f"/inspections/{made.uid}/voiding/new").text
    assert "它关闭了 1 处隐患" in page
    assert "灯不亮" in page


def test_a_hazard_that_moved_out_of_reach_is_not_voided_from_here(
    session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection
) -> None:
    lamp = session.scalars(select(Hazard).where(Hazard.item_code == LAMP)).one()
    lamp.zone_id = world.far.id
    session.commit()
    answer = sign_in_as(world.supervisor).post(f"/inspections/{mistaken.uid}/voiding", data=reason())
    assert answer.status_code == 403
    assert states(session)[LAMP] is State.OPEN
    assert session.scalars(select(Voiding)).all() == []


def test_a_voided_inspection_asks_nobody_for_anything(
    session: Session, world: World, sign_in_as: SignInAs, mistaken: Inspection
) -> None:
    officer = sign_in_as(world.officer)
    assert 'id="done"' in officer.get("/today").text
    sign_in_as(world.supervisor).post(f"/inspections/{mistaken.uid}/voiding", data=reason())
    page = officer.get("/today").text
    assert [f'id="{part}"' in page for part in ("done", "answer", "confirm")] == [False, False, False]
