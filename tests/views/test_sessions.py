from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.sign_in import SignIn
from tests.client import PageClient, browser
from tests.world import NOW, PASSWORD, World

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"}
DESK = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/120.0.0.0 Safari/537.36"}
OFFICER = {"username": "officer", "password": PASSWORD}


@pytest.fixture
def guest(app: Flask, world: World) -> PageClient:
    return browser(app)


def test_a_session_gets_a_new_key_at_every_sign_in(guest: PageClient, session: Session) -> None:
    guest.post("/login", data=OFFICER)
    planted = guest.get_cookie("hazard")
    guest.post("/login", data=OFFICER)
    fresh = guest.get_cookie("hazard")
    assert planted is not None
    assert fresh is not None
    assert planted.value != fresh.value
    guest.set_cookie("hazard", planted.value)
    assert guest.get("/me").status_code == 303


def test_signing_out_ends_the_session_for_good(guest: PageClient) -> None:
    guest.post("/login", data=OFFICER)
    stolen = guest.get_cookie("hazard")
    assert guest.post("/logout").location == "/login"
    assert stolen is not None
    guest.set_cookie("hazard", stolen.value)
    assert guest.get("/me").status_code == 303


def test_signing_out_twice_is_fine(guest: PageClient) -> None:
    assert guest.post("/logout").location == "/login"


def test_who_is_signed_in_is_led_on_from_the_sign_in_page(guest: PageClient) -> None:
    guest.post("/login", data=OFFICER)
    assert guest.get("/login?next=/me").location == "/me"
    assert guest.get("/login").location == "/today"


@pytest.mark.parametrize(("agent", "days"), [(PHONE, timedelta(days=30)), (DESK, timedelta(hours=12))])
def test_phones_stay_for_thirty_days_and_desks_for_twelve_hours(
    guest: PageClient, session: Session, agent: dict[str, str], days: timedelta
) -> None:
    guest.post("/login", data=OFFICER, headers=agent)
    assert session.scalars(select(SignIn.expires_at)).one() == NOW + days


def test_a_session_slides_but_is_not_written_for_every_page(
    guest: PageClient, session: Session, at: Callable[[datetime], None]
) -> None:
    guest.post("/login", data=OFFICER)
    for minutes, seen in ((9, 0), (10, 10), (19, 10), (30, 30)):
        at(NOW + timedelta(minutes=minutes))
        guest.get("/me")
        session.rollback()
        assert session.scalars(select(SignIn.seen_at)).one() == NOW + timedelta(minutes=seen)
    assert session.scalars(select(SignIn.expires_at)).one() == NOW + timedelta(hours=12, minutes=30)


def test_a_session_that_nobody_used_ends(guest: PageClient, at: Callable[[datetime], None]) -> None:
    guest.post("/login", data=OFFICER)
    at(NOW + timedelta(hours=12))
    assert guest.get("/me").status_code == 303
