"""A session that ended while somebody filled in a page: what was typed survives signing in."""

import io
import json
import re
from collections.abc import Callable
from datetime import datetime, timedelta
from html import unescape

import pytest
from flask import Flask
from sqlalchemy.orm import Session
from werkzeug.datastructures import MultiDict
from werkzeug.test import TestResponse

from hazard_app.forms.kept_answers import LARGEST
from tests.client import PageClient, browser
from tests.world import NOW, PASSWORD, World

TYPED = [
    ("id", "2f1f0c9e-0000-4000-8000-000000000001"),
    ("SEC-P-01", "fail"),
    ("rest", "2"),
    ("rest", "1"),
    ("rest", "2"),
    ("note", '西门 "外" <b>墙</b> & 树\r\n第二行'),
    ("empty", ""),
]


@pytest.fixture
def guest(app: Flask, world: World) -> PageClient:
    return browser(app)


def hidden(answer: TestResponse) -> list[tuple[str, str]]:
    """What the page sends next: an HTML parser makes one line end of two signs, a browser two again."""
    inputs = re.findall(r'<input[^>]* type="hidden" [^>]*>|<input type="hidden"[^>]*>', answer.text)
    pairs = [re.search(r'name="([^"]*)" .*?value="([^"]*)"', each, re.DOTALL) for each in inputs]
    return [(unescape(found[1]), unescape(found[2])) for found in pairs if found]


def kept(answer: TestResponse) -> str:
    inputs = re.findall(r"<input[^>]*>", answer.text)
    [found] = [each for each in inputs if 'name="kept"' in each]
    value = re.search(r'value="([^"]*)"', found)
    assert value
    return unescape(value[1])


def come_back(guest: PageClient, answer: TestResponse, name: str = "officer") -> TestResponse:
    return guest.post("/login", data={"username": name, "password": PASSWORD, "kept": kept(answer)})


def test_typed_answers_wait_on_the_sign_in_page(guest: PageClient) -> None:
    answer = guest.post("/inspections", data=MultiDict(TYPED))
    assert answer.status_code == 401
    assert "您填写的内容保留在这一页" in answer.text
    assert json.loads(kept(answer))[:2] == ["/inspections", [list(pair) for pair in TYPED]]


def test_after_signing_in_one_button_sends_them_again(guest: PageClient) -> None:
    answer = come_back(guest, guest.post("/inspections?from=phone", data=MultiDict(TYPED)))
    assert answer.status_code == 200
    assert 'action="/inspections?from=phone"' in answer.text
    assert hidden(answer) == TYPED
    assert "已登录：王敏" in answer.text
    assert "照片" not in answer.text


def test_photos_have_to_be_picked_again_and_the_page_says_so(guest: PageClient) -> None:
    photo = (io.BytesIO(b"not looked at"), "gate.jpg")
    answer = come_back(guest, guest.post("/inspections", data={"note": "x", "photo": photo}))
    assert "照片和录音没能保留" in answer.text
    assert hidden(answer) == [("note", "x")]


def test_a_file_field_left_empty_is_no_photo(guest: PageClient) -> None:
    answer = come_back(guest, guest.post("/inspections", data={"note": "x", "photo": (io.BytesIO(), "")}))
    assert "照片没能保留" not in answer.text


def test_a_wrong_password_in_between_loses_nothing(guest: PageClient) -> None:
    waiting = guest.post("/inspections", data=MultiDict(TYPED))
    again = guest.post("/login", data={"username": "officer", "password": "wrong", "kept": kept(waiting)})
    assert again.status_code == 422
    assert hidden(come_back(guest, again)) == TYPED


def test_a_session_that_ended_keeps_them_too(
    guest: PageClient, at: Callable[[datetime], None], session: Session
) -> None:
    guest.post("/login", data={"username": "officer", "password": PASSWORD})
    at(NOW + timedelta(days=1))
    assert hidden(come_back(guest, guest.post("/inspections", data=MultiDict(TYPED)))) == TYPED


def test_who_must_first_choose_a_password_loses_nothing(guest: PageClient, world: World, session: Session) -> None:
    world.officer.must_change_password = True
    session.commit()
    form = come_back(guest, guest.post("/inspections", data=MultiDict(TYPED)))
    assert "设置自己的密码" in form.text
    new = {
        "current_password": PASSWORD,
        "new_password": "three green snails",
        "new_password_again": "three green snails",
        "kept": kept(form),
    }
    assert hidden(guest.post("/password", data=new)) == TYPED


def test_whose_password_is_reset_under_their_hands_loses_nothing(
    guest: PageClient, world: World, session: Session
) -> None:
    guest.post("/login", data={"username": "officer", "password": PASSWORD})
    world.officer.must_change_password = True
    session.commit()
    answer = guest.post("/inspections", data=MultiDict(TYPED))
    assert answer.status_code == 403
    assert json.loads(kept(answer))[1] == [list(pair) for pair in TYPED]


def test_passwords_are_never_kept(guest: PageClient) -> None:
    answer = guest.post(
        "/password",
        data={"current_password": "very secret", "new_password": "very secret", "new_password_again": "very secret"},
    )
    assert answer.status_code == 401
    assert "very secret" not in answer.text


def test_more_than_a_form_can_hold_is_not_carried_and_the_page_says_what_to_do(guest: PageClient) -> None:
    answer = guest.post("/inspections", data={"note": "长" * (LARGEST // 3 + 1)})
    assert answer.status_code == 401
    assert len(answer.data) < 10_000
    assert "用浏览器的返回键可以回到填写的页面" in answer.text


@pytest.mark.parametrize(
    "path", ["//evil.example", "https://evil.example/", "/\\evil.example", "evil", "", None, 7, "/a\tb", "/a b"]
)
def test_answers_are_never_sent_to_another_site(guest: PageClient, path: object) -> None:
    made_up = json.dumps([path, [["note", "x"]], False])
    answer = guest.post("/login", data={"username": "officer", "password": PASSWORD, "kept": made_up})
    assert (answer.status_code, answer.location) == (303, "/today")


@pytest.mark.parametrize("text", ["{", "7", "null", '["/inspections"]', '["/inspections", [["a"]], true]', "[[[["])
def test_what_we_did_not_write_is_not_kept(guest: PageClient, text: str) -> None:
    answer = guest.post("/login", data={"username": "officer", "password": PASSWORD, "kept": text})
    assert answer.location == "/today"


def test_a_script_is_told_to_sign_in_and_keeps_its_own(guest: PageClient) -> None:
    answer = guest.post("/inspections", data=MultiDict(TYPED), headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json()["error"] == "sign_in"
