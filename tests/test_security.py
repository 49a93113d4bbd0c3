from collections.abc import Callable
from urllib.parse import quote

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.forms.kept_answers import own_path
from hazard_app.models.person import Person
from tests.client import PageClient, browser
from tests.world import PASSWORD, World

SIGN_IN = {"username": "officer", "password": PASSWORD}
OURS = {"Origin": "http://localhost"}


@pytest.fixture
def guest(app: Flask, world: World) -> FlaskClient:
    """A client that says of itself only what a test tells it to say."""
    return FlaskClient(app)


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
        {"Origin": "http://localhost"},
        {"Origin": "https://localhost"},
        {},
    ],
)
def test_our_own_pages_may_send(guest: FlaskClient, headers: dict[str, str]) -> None:
    assert guest.post("/login", data=SIGN_IN, headers=headers).status_code == 303


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": ""},
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
        {"Origin": "http://evil.example"},
        {"Origin": "http://localhost.evil.example"},
        {"Origin": "http://localhost:8080"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://[::1"},
    ],
)
def test_other_sites_may_not_even_sign_us_in(guest: FlaskClient, headers: dict[str, str]) -> None:
    answer = guest.post("/login", data=SIGN_IN, headers=headers)
    assert answer.status_code == 403
    assert "这是从别的网站发来的" in answer.text


def test_a_cookie_needs_a_word_on_where_it_comes_from(guest: FlaskClient) -> None:
    guest.post("/login", data=SIGN_IN)
    assert guest.post("/me", data={"locale": "en", "theme": ""}).status_code == 403
    assert guest.post("/me", data={"locale": "en", "theme": ""}, headers=OURS).status_code == 303


@pytest.mark.parametrize("site", ["none", "cross-site", "same-site"])
def test_a_link_from_anywhere_may_be_followed(guest: FlaskClient, site: str) -> None:
    guest.post("/login", data=SIGN_IN)
    assert guest.get("/me", headers={"Sec-Fetch-Site": site}).status_code == 200


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_every_unsafe_method_is_looked_at(guest: FlaskClient, method: str) -> None:
    assert guest.open("/me", method=method, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403


ANSWERS = [
    ("GET", "/login", 200),
    ("GET", "/me", 303),
    ("POST", "/me", 401),
    ("POST", "/login", 422),
    ("PUT", "/login", 405),
    ("GET", "/no-such-page", 404),
    ("GET", "/healthz", 200),
]


@pytest.mark.parametrize(("method", "path", "status"), ANSWERS)
def test_every_answer_tells_the_browser_to_be_strict(guest: FlaskClient, method: str, path: str, status: int) -> None:
    answer = guest.open(path, method=method)
    assert answer.status_code == status
    policy = dict(rule.split(" ", 1) for rule in answer.headers["Content-Security-Policy"].split("; "))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["form-action"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == "'none'"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "private, no-cache"


def test_an_asset_is_strict_too_and_may_be_kept(app: Flask, guest: FlaskClient) -> None:
    answer = guest.get(f"/assets/{app.extensions['assets'].version}/app.css")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "immutable" in answer.headers["Cache-Control"]
    assert "Cookie" not in answer.headers.get("Vary", "")
    # The script of a worker brings its own policy.
    assert answer.headers["Content-Security-Policy"] == "default-src 'self'"
    # There are many of them on a slow line.
    assert len(str(answer.headers)) < 350


def test_no_script_reads_our_cookies_and_no_other_site_sends_them(guest: FlaskClient) -> None:
    answer = guest.post("/login", data=SIGN_IN)
    cookies = answer.headers.getlist("Set-Cookie")
    assert {cookie.partition("=")[0] for cookie in cookies} == {"hazard", "device"}
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie and "Path=/" in cookie for cookie in cookies)


def test_behind_https_cookies_stay_there(app: Flask, guest: FlaskClient) -> None:
    app.config["SESSION_COOKIE_SECURE"] = True
    try:
        cookies = guest.post("/login", data=SIGN_IN).headers.getlist("Set-Cookie")
    finally:
        app.config["SESSION_COOKIE_SECURE"] = False
    assert len(cookies) == 2
    assert all("Secure" in cookie for cookie in cookies)


def test_reading_pages_sets_no_cookie(sign_in_as: Callable[[Person], PageClient], world: World) -> None:
    assert "Set-Cookie" not in sign_in_as(world.officer).get("/me").headers


def test_a_page_asked_for_before_signing_in_comes_after_it(app: Flask, world: World) -> None:
    guest = browser(app)
    asked = "/hazards?zone=1&q=消防 器材&overdue=1"
    answer = guest.get(asked)
    assert answer.status_code == 303
    form = guest.get(answer.location)
    assert 'name="next"' in form.text
    signed_in = guest.post("/login", data={**SIGN_IN, "next": "/hazards?zone=1&q=%E6%B6%88%E9%98%B2"})
    assert signed_in.location == "/hazards?zone=1&q=%E6%B6%88%E9%98%B2"


FOREIGN = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "javascript:alert(1)",
    "/\t/evil.example",
    "/\n/evil.example",
    " //evil.example",
    "/%0d%0a".replace("%0d%0a", "\r\nSet-Cookie: a=b"),
    "evil",
    "",
]


@pytest.mark.parametrize("path", FOREIGN)
def test_signing_in_never_leads_to_another_site(guest: FlaskClient, path: str) -> None:
    assert guest.post("/login", data={**SIGN_IN, "next": path}).location == "/today"
    assert guest.get(f"/login?next={quote(path)}", headers=OURS).location == "/today"


@given(st.text())
def test_an_own_path_is_one_slash_and_no_trick(text: str) -> None:
    path = own_path(text)
    if path is not None:
        assert path == text
        assert path[0] == "/"
        assert path[1:2] not in ("/", "\\")
        assert path.isprintable()


@given(st.from_regex(r"/([a-z0-9-]+(/[a-z0-9-]+)*(\?[a-z]+=[a-z0-9%]*)?)?", fullmatch=True))
def test_every_path_of_ours_is_an_own_path(path: str) -> None:
    assert own_path(path) == path


def test_a_script_that_is_not_signed_in_hears_401(guest: FlaskClient) -> None:
    answer = guest.get("/me", headers={"Accept": "application/json"})
    assert answer.status_code == 401
    assert answer.get_json() == {"error": "sign_in", "message": "登录已失效。您填写的内容还在，登录后继续。"}
