from collections.abc import Iterator

import pytest
from flask import Flask, abort
from sqlalchemy import text
from sqlalchemy.exc import DataError, OperationalError
from sqlalchemy.orm import Session
from werkzeug.exceptions import TooManyRequests

from hazard_app import create_app
from hazard_app.db import db
from tests.client import PageClient, sign_in
from tests.world import World

WORDS = {
    400: ("not_readable", "内容无法读取", "This cannot be read"),
    401: ("sign_in", "需要登录", "Please sign in"),
    403: ("not_yours", "这一步不归您办", "Not yours to do"),
    404: ("not_found", "没有这一页", "No such page"),
    405: ("not_here", "这里不能这样操作", "This cannot be done here"),
    409: ("conflict", "内容已被更新", "Somebody was faster"),
    413: ("too_large", "内容太大", "Too large"),
    415: ("no_picture", "照片无法读取", "Not a picture we can read"),
    418: ("not_readable", "内容无法读取", "This cannot be read"),
    422: ("to_mend", "有内容缺失或有误", "Something is missing or wrong"),
    429: ("too_many", "操作太频繁", "A little too fast"),
    500: ("our_fault", "平台出了问题", "Our fault"),
    502: ("our_fault", "平台出了问题", "Our fault"),
    503: ("back_soon", "平台暂时不可用", "Back in a moment"),
}
AS_JSON = {"Accept": "application/json"}


def refuse(code: int) -> str:
    abort(code)


def refuse_with_a_sentence() -> str:
    abort(409, "这张检查表已经停用。")


def refuse_for_an_hour() -> str:
    raise TooManyRequests(retry_after=3600)


def fail() -> str:
    raise ZeroDivisionError("a secret of the house")


def fail_in_the_database() -> str:
    db.session.execute(text("SELECT 1"))
    raise OperationalError("SELECT 1", {}, Exception("database is locked"))


def fail_at_a_value() -> str:
    raise DataError("INSERT", {}, Exception("out of range"))


def fail_half_way() -> str:
    rows = db.session.execute(text("SELECT id FROM people"))
    rows.fetchone()
    raise ZeroDivisionError("between two rows")


@pytest.fixture(scope="module")
def failing_app(app: Flask) -> Iterator[Flask]:
    """The same house with some rooms that always fail."""
    failing = create_app({**app.config, "TESTING": False})
    failing.add_url_rule("/refuse/<int:code>", view_func=refuse)
    failing.add_url_rule("/sentence", view_func=refuse_with_a_sentence)
    failing.add_url_rule("/hour", view_func=refuse_for_an_hour)
    failing.add_url_rule("/fault", view_func=fail)
    failing.add_url_rule("/outage", view_func=fail_in_the_database)
    failing.add_url_rule("/value", view_func=fail_at_a_value)
    failing.add_url_rule("/half-way", view_func=fail_half_way)
    yield failing
    with failing.app_context():
        db.engine.dispose()


@pytest.fixture
def wang(failing_app: Flask, world: World) -> PageClient:
    return sign_in(failing_app, world.officer)


@pytest.mark.parametrize("code", WORDS)
def test_a_refusal_is_a_page_in_chinese_and_in_english(wang: PageClient, code: int) -> None:
    _, chinese, english = WORDS[code]
    for language, title in (("zh-CN", chinese), ("en", english)):
        answer = wang.get(f"/refuse/{code}", headers={"Accept-Language": language})
        assert answer.status_code == code
        assert f"<h1>{title}</h1>" in answer.text


@pytest.mark.parametrize("code", WORDS)
def test_a_refusal_is_a_name_and_a_sentence_for_a_script(wang: PageClient, code: int) -> None:
    answer = wang.get(f"/refuse/{code}", headers=AS_JSON)
    assert answer.status_code == code
    assert answer.get_json()["error"] == WORDS[code][0]
    assert answer.get_json()["message"].endswith("。")


def test_a_page_says_what_is_safe_and_what_to_do(wang: PageClient) -> None:
    page = wang.get("/refuse/404").text
    assert "地址可能有误，也可能不在您的警务区。" in page
    assert "手机里未上传的内容没有受影响。" in page
    assert ">回到今日</a>" in page


def test_a_sentence_of_its_own_is_told(wang: PageClient) -> None:
    assert "这张检查表已经停用。" in wang.get("/sentence").text
    assert wang.get("/sentence", headers=AS_JSON).get_json()["message"] == "这张检查表已经停用。"


def test_how_long_to_wait_is_told_to_scripts_too(wang: PageClient) -> None:
    assert wang.get("/hour").headers["Retry-After"] == "3600"


def test_a_wrong_method_says_which_are_right(wang: PageClient) -> None:
    answer = wang.delete("/login")
    assert answer.status_code == 405
    assert set(answer.headers["Allow"].split(", ")) >= {"GET", "POST"}


def test_an_unknown_address_is_a_page_for_guests_too(failing_app: Flask, world: World) -> None:
    answer = failing_app.test_client().get("/no-such-page")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text


@pytest.mark.parametrize(("path", "code"), [("/fault", 500), ("/outage", 503), ("/value", 422)])
def test_a_fault_tells_nothing_of_the_house_but_a_reference(
    wang: PageClient, caplog: pytest.LogCaptureFixture, path: str, code: int
) -> None:
    answer = wang.get(path, headers=AS_JSON)
    assert answer.status_code == code
    assert set(answer.get_json()) == {"error", "message", "reference"}
    assert f"fault {answer.get_json()['reference']}" in caplog.text
    assert "secret" not in answer.text + wang.get(path).text


def test_after_an_outage_the_next_page_comes(wang: PageClient) -> None:
    assert wang.get("/outage").headers["Retry-After"] == "60"
    assert wang.get("/me").status_code == 200


def test_a_fault_between_two_rows_leaves_the_next_page_nothing_old(
    wang: PageClient, world: World, session: Session, caplog: pytest.LogCaptureFixture
) -> None:
    """The log holds on to the fault, and with it to the rows that were not read."""
    assert wang.get("/half-way").status_code == 500
    assert caplog.records
    world.officer.name = "王敏敏"
    session.commit()
    assert "<h1>王敏敏</h1>" in wang.get("/me").text
    assert wang.post("/me", data={"locale": "en", "theme": ""}).status_code == 303
