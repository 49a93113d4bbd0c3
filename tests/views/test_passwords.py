from collections.abc import Callable

import pytest
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from hazard_app.models.person import Person
from tests.client import PageClient, sign_in
from tests.pictures import jpeg
from tests.sending import put
from tests.world import PASSWORD, World

NEW = "three green snails"
SignIn = Callable[[Person], PageClient]


@pytest.fixture
def wang(sign_in_as: SignIn, world: World) -> PageClient:
    return sign_in_as(world.officer)


def change(client: PageClient, current: str = PASSWORD, new: str = NEW, again: str | None = None) -> TestResponse:
    return client.post(
        "/password",
        data={"current_password": current, "new_password": new, "new_password_again": new if again is None else again},
    )


def test_the_new_password_opens_and_the_old_one_does_not(wang: PageClient, world: World) -> None:
    assert change(wang).location == "/me"
    assert sign_in(wang.application, world.officer, NEW)
    assert wang.post("/login", data={"username": "officer", "password": PASSWORD}).status_code == 422


def test_every_other_device_is_signed_out_and_this_one_is_not(
    wang: PageClient, sign_in_as: SignIn, world: World
) -> None:
    other = sign_in_as(world.officer)
    change(wang)
    assert wang.get("/me").status_code == 200
    assert other.get("/me").status_code == 303


def test_nobody_elses_devices_are_signed_out(wang: PageClient, sign_in_as: SignIn, world: World) -> None:
    zhou = sign_in_as(world.officer2)
    change(wang)
    assert zhou.get("/me").status_code == 200


@pytest.mark.parametrize(
    ("new", "again", "sentence"),
    [
        ("short", None, "太短，至少 10 个字符"),
        ("officer123", None, "换一个只有您想得到的"),
        ("1234567890", None, "别人最先会试的密码之一"),
        (PASSWORD, None, "这就是现在的密码"),
        (NEW, "three green snakes", "两次输入不一致"),
        ("", "", "输入新密码。"),
    ],
)
def test_a_bad_new_password_is_told_what_to_do(wang: PageClient, new: str, again: str | None, sentence: str) -> None:
    answer = change(wang, new=new, again=again)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_the_old_password_is_asked_for_and_counted(wang: PageClient) -> None:
    answer = change(wang, current="not the password")
    assert answer.status_code == 422
    assert "原密码不对，还可试 4 次。" in answer.text


def test_guessing_the_old_password_is_throttled(wang: PageClient) -> None:
    for _ in range(5):
        change(wang, current="not the password")
    answer = change(wang)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "301"


def test_no_password_comes_back_in_the_page(wang: PageClient) -> None:
    answer = change(wang, current="not the password")
    assert "not the password" not in answer.text
    assert NEW not in answer.text


@pytest.fixture
def first_day(wang: PageClient, world: World, session: Session) -> PageClient:
    world.officer.must_change_password = True
    session.commit()
    return wang


def test_on_the_first_day_every_page_leads_to_a_password_of_ones_own(first_day: PageClient) -> None:
    answer = first_day.get("/devices?page=2")
    assert answer.location == "/password?next=/devices?page%3D2"
    assert "现在的密码是别人为您设的" in first_day.get(answer.location).text


def test_on_the_first_day_a_script_is_told_so(first_day: PageClient) -> None:
    answer = first_day.get("/me", headers={"Accept": "application/json"})
    assert (answer.status_code, answer.get_json()["error"]) == (403, "own_password")
    assert "先设置自己的密码" in answer.get_json()["message"]


def test_on_the_first_day_a_phone_hears_for_each_photo_what_it_waits_for(first_day: PageClient) -> None:
    answer = put(first_day, jpeg())
    assert (answer.status_code, answer.get_json()["error"]) == (403, "own_password")


def test_with_a_password_of_ones_own_the_way_is_free(first_day: PageClient) -> None:
    answer = first_day.post(
        "/password",
        data={"current_password": PASSWORD, "new_password": NEW, "new_password_again": NEW, "next": "/devices?page=2"},
    )
    assert answer.location == "/devices?page=2"
    assert first_day.get("/devices").status_code == 200


def test_on_the_first_day_one_may_sign_out(first_day: PageClient) -> None:
    assert 'action="/logout"' in first_day.get("/password").text
    assert first_day.post("/logout").location == "/login"
