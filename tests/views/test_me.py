import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from hazard_app.demo.cast import post
from hazard_app.models.person import Person
from hazard_app.rules.terms import Role
from tests.client import PageClient, browser
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def wang(sign_in_as: SignInAs, world: World) -> PageClient:
    return sign_in_as(world.officer)


def test_me_says_who_i_am_and_where(wang: PageClient) -> None:
    page = wang.get("/me").text
    assert "<h1>王敏</h1>" in page
    assert "东片警务区" in page


def test_who_has_no_posting_is_told_what_to_do(sign_in_as: SignInAs, world: World) -> None:
    assert "任职由管理员添加" in sign_in_as(world.nobody).get("/me").text


def test_me_leads_to_ones_own_inspections_where_there_may_be_any(sign_in_as: SignInAs, world: World) -> None:
    people = (world.officer, world.supervisor, world.liaison, world.administrator, world.nobody)
    leads = ["/inspections?mine=yes" in sign_in_as(person).get("/me").text for person in people]
    assert leads == [True, True, True, False, False]


def test_a_posting_counts_by_the_local_day(
    wang: PageClient, world: World, session: Session, at: Callable[[datetime], None]
) -> None:
    tomorrow = date(2026, 11, 24)
    post(session, world.officer, Role.OFFICER, zone=world.west, starts_on=tomorrow, ends_on=tomorrow)
    session.commit()
    for hours, shown in ((9, False), (10, True), (33, True), (34, False)):
        at(NOW.replace(minute=0) + timedelta(hours=hours))
        wang.post("/login", data={"username": "officer", "password": "correct horse battery"})
        assert ("西片警务区" in wang.get("/me").text) is shown, hours


def test_language_light_and_size_are_kept(wang: PageClient) -> None:
    answer = wang.post("/me", data={"locale": "en", "theme": "dark", "large_type": "y"})
    assert answer.location == "/me"
    page = wang.get("/me").text
    assert '<html lang="en" data-theme="dark" class="is-large">' in page
    assert "My postings" in page


def test_they_follow_the_person_to_another_device(wang: PageClient, sign_in_as: SignInAs, world: World) -> None:
    wang.post("/me", data={"locale": "en", "theme": "", "large_type": "y"})
    assert '<html lang="en" class="is-large">' in sign_in_as(world.officer).get("/me").text


@pytest.mark.parametrize("wrong", [{"locale": "tlh"}, {"theme": "pink"}])
def test_a_choice_that_is_not_on_offer_is_refused(wang: PageClient, wrong: dict[str, str]) -> None:
    answer = wang.post("/me", data={"locale": "en", "theme": "", **wrong})
    assert answer.status_code == 422


def test_a_page_says_to_scripts_whose_it_is_and_of_which_make(wang: PageClient, world: World) -> None:
    page = wang.get("/me").text
    assert f'<meta name="person" content="{world.officer.uid}">' in page
    assert re.search(r'<meta name="app" content="([0-9a-f]{12})">.*/assets/\1/app\.css', page, re.DOTALL)


def test_a_page_for_nobody_names_nobody(app: Flask) -> None:
    assert 'name="person"' not in browser(app).get("/login").text
