from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hazard_app.models.person import Person
from hazard_app.models.sign_in import SignInFailure
from tests.client import PageClient, browser
from tests.world import NOW, PASSWORD, World

WRONG = "用户名或密码不对"


def knock(client: PageClient, name: str, password: str, address: str = "10.1.1.1", **more: object) -> TestResponse:
    return client.post(
        "/login",
        data={"username": name, "password": password, **more},
        environ_overrides={"REMOTE_ADDR": address},
    )


def fail(client: PageClient, name: str, times: int, address: str = "10.1.1.1") -> None:
    for _ in range(times):
        assert knock(client, name, "not the password", address).status_code == 422


@pytest.fixture
def guest(app: Flask, world: World) -> PageClient:
    return browser(app)


@pytest.fixture
def another(app: Flask, world: World) -> Callable[[], PageClient]:
    return lambda: browser(app)


def test_the_right_password_leads_to_today(guest: PageClient) -> None:
    answer = knock(guest, "officer", PASSWORD)
    assert (answer.status_code, answer.location) == (303, "/today")
    assert guest.get("/me").status_code == 200


@pytest.mark.parametrize("typed", ["OFFICER", " officer ", "ｏｆｆｉｃｅｒ", "138 0013 8000", "+8613800138000"])
def test_a_name_may_be_typed_in_many_ways(guest: PageClient, world: World, session: Session, typed: str) -> None:
    world.officer.mobile = "13800138000"
    session.commit()
    assert knock(guest, typed, PASSWORD).status_code == 303


@pytest.mark.parametrize("name", ["officer", "nobody of that name"])
def test_a_wrong_password_and_an_unknown_name_hear_the_same(guest: PageClient, name: str) -> None:
    answer = knock(guest, name, "not the password")
    assert answer.status_code == 422
    assert f"{WRONG}，还可试 4 次。" in answer.text


def test_who_was_deactivated_hears_the_same(guest: PageClient, world: World, session: Session) -> None:
    world.officer.deactivated_at = NOW
    session.commit()
    answer = knock(guest, "officer", PASSWORD)
    assert answer.status_code == 422
    assert f"{WRONG}，还可试 4 次。" in answer.text


def test_who_is_deactivated_is_out_at_once(guest: PageClient, world: World, session: Session) -> None:
    knock(guest, "officer", PASSWORD)
    world.officer.deactivated_at = NOW
    session.commit()
    assert guest.get("/me").location == "/login?next=/me"


@pytest.mark.parametrize("missing", ["username", "password"])
def test_an_empty_field_is_asked_for(guest: PageClient, missing: str) -> None:
    answer = guest.post("/login", data={"username": "officer", "password": "x", missing: " " * (missing == "username")})
    assert answer.status_code == 422
    assert "输入" in answer.text


def test_the_name_stays_typed_and_the_password_does_not(guest: PageClient) -> None:
    answer = knock(guest, "officer", "not the password")
    assert 'value="officer"' in answer.text
    assert "not the password" not in answer.text


def test_after_five_failures_one_waits(guest: PageClient, at: Callable[[datetime], None]) -> None:
    fail(guest, "officer", 5)
    answer = knock(guest, "officer", PASSWORD)
    assert answer.status_code == 429
    assert "5 分钟后再试" in answer.text
    assert answer.headers["Retry-After"] == "301"
    at(NOW + timedelta(seconds=301))
    assert knock(guest, "officer", PASSWORD).status_code == 303


def test_trying_while_one_waits_does_not_make_it_longer(guest: PageClient, at: Callable[[datetime], None]) -> None:
    fail(guest, "officer", 5)
    at(NOW + timedelta(minutes=4))
    assert knock(guest, "officer", PASSWORD).status_code == 429
    at(NOW + timedelta(minutes=5, seconds=1))
    assert knock(guest, "officer", PASSWORD).status_code == 303


def test_the_last_failure_tells_how_long_to_wait(guest: PageClient) -> None:
    fail(guest, "officer", 4)
    assert f"{WRONG}，5 分钟后可以再试。" in knock(guest, "officer", "not the password").text


def test_an_unknown_name_is_throttled_like_a_known_one(guest: PageClient) -> None:
    fail(guest, "nobody of that name", 5)
    assert knock(guest, "nobody of that name", "x").status_code == 429


def test_nobody_locks_a_victim_out_of_their_own_phone(another: Callable[[], PageClient]) -> None:
    victim, attacker = another(), another()
    knock(victim, "officer", PASSWORD)
    victim.post("/logout")
    fail(attacker, "officer", 5)
    assert knock(attacker, "officer", PASSWORD).status_code == 429
    assert knock(victim, "officer", PASSWORD).status_code == 303


def test_a_victim_may_sign_in_from_another_address(another: Callable[[], PageClient]) -> None:
    fail(another(), "officer", 5, address="10.1.1.1")
    assert knock(another(), "officer", PASSWORD, address="10.1.1.2").status_code == 303


def test_a_known_device_is_throttled_for_its_own_failures(guest: PageClient) -> None:
    knock(guest, "officer", PASSWORD)
    fail(guest, "officer", 5)
    assert knock(guest, "officer", PASSWORD, address="10.9.9.9").status_code == 429


def test_a_device_of_one_person_is_no_device_of_another(guest: PageClient, another: Callable[[], PageClient]) -> None:
    knock(guest, "outsider", PASSWORD)
    fail(guest, "officer", 5)
    assert knock(another(), "officer", PASSWORD).status_code == 429


def test_a_made_up_device_cookie_counts_for_nothing(guest: PageClient, another: Callable[[], PageClient]) -> None:
    fail(another(), "officer", 5)
    guest.set_cookie("device", "WyJ4IixbXV0.made-up")
    assert knock(guest, "officer", PASSWORD).status_code == 429


def test_one_shared_phone_is_known_for_all_who_signed_in_on_it(
    guest: PageClient, another: Callable[[], PageClient]
) -> None:
    for name in ("officer", "officer2"):
        knock(guest, name, PASSWORD)
    fail(another(), "officer", 5)
    assert knock(guest, "officer", PASSWORD).status_code == 303


def test_a_household_of_ipv6_addresses_is_one(guest: PageClient) -> None:
    fail(guest, "officer", 3, address="2001:db8:1:2::1")
    fail(guest, "officer", 2, address="2001:db8:1:2::2")
    assert knock(guest, "officer", PASSWORD, address="2001:db8:1:2::3").status_code == 429
    assert knock(guest, "officer", PASSWORD, address="2001:db8:1:3::1").status_code == 303


def test_where_many_names_fail_those_that_fail_again_wait_and_others_do_not(guest: PageClient) -> None:
    for number in range(30):
        fail(guest, f"guessed-{number}", 2)
    assert knock(guest, "guessed-1", "x").status_code == 429
    assert knock(guest, "guessed-1", "x", address="10.1.1.2").status_code == 422
    assert knock(guest, "officer", PASSWORD).status_code == 303


def test_the_right_password_forgives_what_came_before(guest: PageClient, session: Session) -> None:
    fail(guest, "officer", 4)
    knock(guest, "officer", PASSWORD)
    assert not session.scalars(select(SignInFailure)).all()


def test_old_failures_are_taken_away_by_the_next(
    guest: PageClient, session: Session, at: Callable[[datetime], None]
) -> None:
    fail(guest, "somebody", 2)
    at(NOW + timedelta(days=2))
    fail(guest, "officer", 1)
    assert len(session.scalars(select(SignInFailure)).all()) == 1


def test_what_is_kept_of_a_failure_names_nobody(guest: PageClient, session: Session) -> None:
    fail(guest, "officer", 1)
    [failure] = session.scalars(select(SignInFailure))
    assert len(failure.name_hash) == 64
    assert failure.source == "address 10.1.1.1"


def test_costs_that_changed_renew_the_hash(app: Flask, guest: PageClient, world: World, session: Session) -> None:
    before = world.officer.password_hash.replace("t=1", "t=2")
    world.officer.password_hash = app.extensions["passwords"].__class__(2, 8, 1).hash(PASSWORD)
    session.commit()
    assert "t=2" in before
    knock(guest, "officer", PASSWORD)
    session.expire_all()
    assert "t=1" in session.get_one(Person, world.officer.id).password_hash
