"""Pages that a phone keeps before they know what they are about."""

import re
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.demo.cast import post
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.stamp import KEPT
from hazard_app.rules.terms import Role
from tests.client import PageClient, browser
from tests.filling import filled, newest
from tests.visits import fail, visit
from tests.world import LONG_AGO, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def patrol(session: Session) -> ChecklistVersion:
    return newest(session, "PER-D")


def blank(client: PageClient, version: ChecklistVersion) -> str:
    page = client.get(f"/inspections/new?version={version.uid}")
    assert page.status_code == 200
    return page.text


def names(page: str) -> set[str]:
    """Of its inputs, with those that stand in templates."""
    return set(re.findall(r'<(?:input|textarea|select)[^>]* name="([^"]+)"', page))


def asked(page: str) -> set[str]:
    """Of its inputs, once a phone has opened what can be opened."""
    opened = dict(re.findall(r'<template data-follow-up="(\w+)">(.*?)</template>', page, re.DOTALL))
    items = re.findall(r'<fieldset class="item" id="([^"]+)".*?data-late="(\w+)"', page, re.DOTALL)
    follow_ups = {name.replace("ITEM", code) for code, severity in items for name in names(opened[severity])}
    return {name for name in names(page) if not name.startswith("ITEM")} | follow_ups


@pytest.fixture(autouse=True)
def as_published() -> Iterator[None]:
    """Some tests here change a published version, which nothing else does: what was read of it is forgotten."""
    yield
    KEPT.clear()


def test_a_blank_form_asks_what_the_form_of_a_school_asks(
    world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    wang = sign_in_as(world.officer)
    page, at_school = blank(wang, patrol), wang.get(f"/inspections/new?version={patrol.uid}&school={world.school.uid}")
    assert {item.code for item in patrol.items} <= names(page)
    assert asked(page) == names(at_school.text)
    assert '<input type="hidden" name="school" value="">' in page


def test_it_has_no_id_that_two_checks_could_share(world: World, sign_in_as: SignInAs, patrol: ChecklistVersion) -> None:
    assert '<input type="hidden" name="id" value="">' in blank(sign_in_as(world.officer), patrol)


def test_with_a_school_filled_in_it_is_taken_like_any_other(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    wang = sign_in_as(world.officer)
    given = {name: "" for name in asked(blank(wang, patrol)) if name not in ("companion", "rest", "files")}
    given |= filled(patrol, world.neighbour)
    assert wang.post("/inspections", data=given, headers={"Accept": "application/json"}).status_code == 201
    kept = session.scalars(select(Inspection)).one()
    assert (kept.school, kept.passed) == (world.neighbour, 19)


def test_it_names_no_day_and_no_school_and_nothing_open(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    visit(session, world.officer, world.school, {"PER-D-01": fail("路灯不亮", building="教学楼")})
    session.commit()
    page = blank(sign_in_as(world.officer), patrol)
    assert "发现之日起 30 日内整改。" in page
    assert not [word for word in ("新安实验小学", "教学楼", "路灯不亮", "12月23日") if word in page]


def test_it_holds_once_what_an_open_hazard_brings(world: World, sign_in_as: SignInAs, patrol: ChecklistVersion) -> None:
    page = blank(sign_in_as(world.officer), patrol)
    assert page.count("原隐患已消除？") == page.count("这项还有一处未销号") == page.count("仍不符合：") == 1
    assert 'name="ITEM-gone"' in page


def test_colleagues_are_those_of_all_my_zones_the_last_companion_first(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    post(session, world.outsider, Role.OFFICER, zone=world.west, starts_on=LONG_AGO)
    session.commit()
    offered = re.findall(r'name="companion" value="[^"]+"><span>([^<]+)', blank(sign_in_as(world.supervisor), patrol))
    assert sorted(offered) == sorted(["周磊", "孙辅", "王敏", "赵远"])
    assert "赵远" not in blank(sign_in_as(world.officer), patrol)


def test_a_liaison_officer_gets_the_self_checks_without_what_is_for_police_only(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    version = newest(session, "FIRE-W")
    hidden = version.items[0]
    hidden.police_only = True
    session.commit()
    assert hidden.code not in names(blank(sign_in_as(world.liaison), version))
    assert hidden.code in names(blank(sign_in_as(world.officer), version))


def test_who_is_police_and_liaison_officer_gets_no_more_of_a_self_check_than_the_school_may_read(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    version = newest(session, "FIRE-W")
    hidden = version.items[0]
    hidden.police_only = True
    post(session, world.officer, Role.LIAISON, school=world.school, starts_on=LONG_AGO)
    session.commit()
    assert hidden.code not in names(blank(sign_in_as(world.officer), version))


def test_a_retired_checklist_still_opens_for_its_drafts(
    session: Session, world: World, sign_in_as: SignInAs, patrol: ChecklistVersion
) -> None:
    patrol.checklist.retired_at = patrol.published_at
    session.commit()
    assert "PER-D-19" in names(blank(sign_in_as(world.officer), patrol))


@pytest.mark.parametrize("path", ["/offline/school", "/offline/hazard", "/offline/step?kind=comment"])
def test_blank_pages_hold_nothing_of_anybodys(session: Session, world: World, sign_in_as: SignInAs, path: str) -> None:
    visit(session, world.officer, world.school, {"PER-D-01": fail("路灯不亮")})
    session.commit()
    page = sign_in_as(world.officer).get(path).text
    assert not [word for word in ("新安实验小学", "路灯不亮") if word in page]


@pytest.mark.parametrize(
    ("kind", "status"), [("fix", 200), ("recheck_pass", 200), ("ask_more_time", 200), ("comment", 200),
    ("recheck_fail", 404), ("void", 404), ("assign", 404), ("", 404)]
)  # fmt: skip
def test_only_what_needs_no_decision_can_be_added_without_a_net(
    world: World, sign_in_as: SignInAs, kind: str, status: int
) -> None:
    assert sign_in_as(world.supervisor).get(f"/offline/step?kind={kind}").status_code == status


def test_the_page_for_nothing_kept_says_to_the_worker_what_it_is_and_knows_nobody(
    app: Flask, world: World, sign_in_as: SignInAs
) -> None:
    mine, nobodys = sign_in_as(world.officer).get("/offline/none"), browser(app).get("/offline/none")
    assert mine.headers["Offline-Page"] == "none"
    assert mine.text == nobodys.text
    assert 'href="/outbox"' in mine.text
