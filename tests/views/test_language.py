from collections.abc import Callable

import pytest
from flask import Flask

from hazard_app.models.person import Person
from tests.client import PageClient, browser
from tests.world import World


@pytest.fixture
def guest(app: Flask, world: World) -> PageClient:
    return browser(app)


def test_chinese_is_spoken_first(guest: PageClient) -> None:
    assert '<html lang="zh-Hans">' in guest.get("/login").text


def test_a_browser_that_prefers_english_gets_it(guest: PageClient) -> None:
    assert '<html lang="en">' in guest.get("/login", headers={"Accept-Language": "en-GB,en;q=0.9"}).text


def test_the_language_can_be_chosen_before_signing_in(guest: PageClient) -> None:
    answer = guest.post("/language", data={"locale": "en", "next": "/login?next=/me"})
    assert (answer.status_code, answer.location) == (303, "/login?next=/me")
    assert '<html lang="en">' in guest.get("/login").text


def test_the_sign_in_page_offers_the_other_language(guest: PageClient) -> None:
    assert ">English</button>" in guest.get("/login").text
    guest.post("/language", data={"locale": "en"})
    assert ">中文</button>" in guest.get("/login").text


def test_who_is_signed_in_keeps_it_everywhere(sign_in_as: Callable[[Person], PageClient], world: World) -> None:
    sign_in_as(world.officer).post("/language", data={"locale": "en"})
    assert '<html lang="en"' in sign_in_as(world.officer).get("/me").text


@pytest.mark.parametrize("locale", ["", "tlh", "zh_Hans_CN; Path=/"])
def test_a_language_we_do_not_speak_changes_nothing(guest: PageClient, locale: str) -> None:
    assert guest.post("/language", data={"locale": locale}).status_code == 303
    assert guest.get_cookie("language") is None
