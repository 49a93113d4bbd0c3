from collections.abc import Callable
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.sign_in import SignIn
from tests.client import PageClient
from tests.world import PASSWORD, World

ANDROID = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/120.0.0.0 Mobile Safari/537.36"
SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def desk(sign_in_as: SignInAs, world: World) -> PageClient:
    return sign_in_as(world.officer)


@pytest.fixture
def phone(sign_in_as: SignInAs, world: World, desk: PageClient) -> PageClient:
    client = sign_in_as(world.officer)
    again = {"username": "officer", "password": PASSWORD}
    client.post("/login", data=again, headers={"User-Agent": ANDROID})
    return client


def uid_of(session: Session, person: Person, device: str) -> str:
    found = SignIn.person_id == person.id, SignIn.device == device, SignIn.ended_at.is_(None)
    return str(session.scalars(select(SignIn.uid).where(*found)).one())


def test_whoever_lost_one_is_told_to_change_the_password_too(desk: PageClient) -> None:
    """Signed out there, it still seals work in its owner's name until then."""
    assert "请同时修改密码" in desk.get("/devices").text


def test_each_device_is_told_in_words_and_this_one_is_marked(phone: PageClient) -> None:
    page = phone.get("/devices").text
    assert "Android 手机 · Chrome" in page
    assert "其他设备 · 其他浏览器" in page
    assert page.count("这台设备") == 1
    assert page.count("/end") == 2


def test_alone_there_is_nothing_to_end(desk: PageClient) -> None:
    assert "/end" not in desk.get("/devices").text


def test_a_device_can_be_signed_out_from_another(
    phone: PageClient, desk: PageClient, world: World, session: Session
) -> None:
    uid = uid_of(session, world.officer, "android/chrome")
    assert desk.post(f"/devices/{uid}/end").location == "/devices"
    assert phone.get("/me").status_code == 303
    assert "Android" not in desk.get("/devices").text


def test_all_others_can_be_signed_out_at_once(phone: PageClient, desk: PageClient) -> None:
    assert phone.post("/devices/others/end").location == "/devices"
    assert phone.get("/me").status_code == 200
    assert desk.get("/me").status_code == 303


def test_nobody_ends_anothers_session(phone: PageClient, sign_in_as: SignInAs, world: World, session: Session) -> None:
    uid = uid_of(session, world.officer, "android/chrome")
    assert sign_in_as(world.supervisor).post(f"/devices/{uid}/end").status_code == 404
    assert phone.get("/me").status_code == 200


def test_a_session_that_has_ended_or_never_was_is_not_found(desk: PageClient) -> None:
    assert desk.post(f"/devices/{uuid4()}/end").status_code == 404
