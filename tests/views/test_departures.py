"""What is still in somebody's hands when they leave stands on one page, each thing with what becomes of it."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import Role
from tests.client import PageClient
from tests.reporting import reported
from tests.rounds import MONDAY, plan
from tests.stepping import take
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def plans(session: Session, world: World) -> dict[str, Plan]:
    """Wang is named by the monthly one, and each officer has a daily check of their own at one school."""
    monthly = plan(
        session, world, Rhythm.MONTHLY, code="SEC-M", who=Who.PERSON, assignee_id=world.officer.id, applies_from=MONDAY
    )
    daily = plan(session, world, who=Who.EACH_OF, schools=(world.school.id,), applies_from=MONDAY)
    session.commit()
    return {"monthly": monthly, "daily": daily}


def page_about(person: Person, browser: PageClient) -> str:
    return browser.get(f"/people/{person.uid}/departure").text


def test_nothing_left_is_said(world: World, sign_in_as: SignInAs) -> None:
    assert "没有待移交的事项" in page_about(world.officer, sign_in_as(world.officer))


def test_plans_that_name_them_say_whose_it_is_then(world: World, sign_in_as: SignInAs, plans: dict[str, Plan]) -> None:
    for reader, may in ((world.supervisor, True), (world.officer, False)):
        page = page_about(world.officer, sign_in_as(reader))
        assert "离任后，每次检查由任一民警完成" in page
        assert (f"/plans/{plans['monthly'].uid}/edit" in page, f"/plans/{plans['daily'].uid}/edit" in page) == (
            may,
            False,
        )
    # Of the other officer no plan knows.
    assert "每次检查由任一民警完成" not in page_about(world.officer2, sign_in_as(world.supervisor))


def test_plans_that_they_published_go_on(world: World, sign_in_as: SignInAs, plans: dict[str, Plan]) -> None:
    page = page_about(world.supervisor, sign_in_as(world.supervisor))
    assert page.count("计划照常执行") == 2


def test_open_checks_of_their_own_say_what_becomes_of_each(
    world: World, sign_in_as: SignInAs, plans: dict[str, Plan]
) -> None:
    page = page_about(world.officer, sign_in_as(world.supervisor))
    # The monthly one is open at both schools of the zone, the daily one at one.
    assert (page.count("离任后谁先到谁做"), page.count("须由本人或替班人完成")) == (2, 1)
    assert f"/covers/new?person={world.officer.uid}" in page


def test_when_they_have_left_only_what_is_nobody_elses_stands_there(
    session: Session, world: World, sign_in_as: SignInAs, plans: dict[str, Plan]
) -> None:
    [posting] = world.officer.postings
    posting.ends_on = MONDAY - timedelta(days=1)
    session.commit()
    page = page_about(world.officer, sign_in_as(world.supervisor))
    assert "离任后谁先到谁做" not in page
    assert "已无任职" in page


def test_hazards_in_hand_lead_to_the_handover_of_their_school(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    fence = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    take(supervisor, fence, "assign", person=str(world.liaison2.uid))
    page = page_about(world.liaison2, supervisor)
    assert "围栏缺两根竖杆" in page
    assert f"/schools/{world.school.uid}/handover" in page
    assert "移交新安实验小学的经办隐患" in page


def test_an_administrator_learns_how_many_and_not_which(session: Session, world: World, sign_in_as: SignInAs) -> None:
    fence = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    take(sign_in_as(world.supervisor), fence, "assign", person=str(world.liaison2.uid))
    administrator = sign_in_as(world.administrator)
    page = page_about(world.liaison2, administrator)
    assert "经办的隐患" in page
    assert "围栏缺两根竖杆" not in page
    assert "由所在辖区的所长移交" in page
    assert f"/people/{world.liaison2.uid}/departure" in administrator.get(f"/people/{world.liaison2.uid}").text


def test_for_whom_they_stand_in_is_told(session: Session, world: World, sign_in_as: SignInAs) -> None:
    said = {"absent_id": world.officer2.id, "person_id": world.officer.id, "made_by_id": world.officer2.id}
    until = MONDAY + timedelta(days=3)
    session.add(Cover(uid=uuid4(), **said, starts_on=MONDAY, ends_on=until, made_at=NOW))
    session.commit()
    page = page_about(world.officer, sign_in_as(world.supervisor))
    assert "此人离任后，周磊将无人替班" in page
    assert f"/covers/new?person={world.officer2.uid}" in page


def test_a_liaisons_own_self_checks_stand_there(session: Session, world: World, sign_in_as: SignInAs) -> None:
    plan(session, world, Rhythm.WEEKLY, code="FIRE-W", who=Who.EACH_OF, role=Role.LIAISON, applies_from=MONDAY)
    session.commit()
    page = page_about(world.liaison, sign_in_as(world.liaison))
    assert page.count("须由本人或替班人完成") == 1
    assert 'href="/covers/new"' in page
