"""What proves who somebody is, on a host that answers over http and over https."""

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from tests.client import PageClient, browser
from tests.world import PASSWORD

SIGN_IN = {"username": "officer", "password": PASSWORD}
SECURE = "https://192.168.1.5:8443"
PLAIN = "http://192.168.1.5:8000"


@pytest.fixture
def phone(app: Flask, session: Session) -> PageClient:
    return browser(app)


def names(phone: PageClient, base_url: str) -> set[str]:
    answer = phone.post("/login", data=SIGN_IN, base_url=base_url)
    assert answer.status_code == 303
    cookies = answer.headers.getlist("Set-Cookie")
    assert all(("Secure" in cookie) == base_url.startswith("https:") for cookie in cookies)
    return {cookie.partition("=")[0] for cookie in cookies}


def test_over_https_cookies_never_go_back_over_http(phone: PageClient) -> None:
    assert names(phone, SECURE) == {"__Host-hazard", "device"}
    assert phone.get("/me", base_url=SECURE).status_code == 200
    assert phone.get("/me", base_url=PLAIN).status_code == 303


def test_signed_in_over_http_one_still_signs_in_over_https(phone: PageClient) -> None:
    assert names(phone, PLAIN) == {"hazard", "device"}
    assert names(phone, SECURE) == {"__Host-hazard", "device"}
    assert [phone.get("/me", base_url=base).status_code for base in (PLAIN, SECURE)] == [200, 200]


def test_signing_out_of_one_leaves_the_other(phone: PageClient) -> None:
    names(phone, PLAIN)
    names(phone, SECURE)
    phone.post("/logout", base_url=SECURE)
    assert [phone.get("/me", base_url=base).status_code for base in (PLAIN, SECURE)] == [200, 303]
