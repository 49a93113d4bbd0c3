"""A memo over the wire: put under its hash, heard by whoever sees the hazard."""

import io
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.access import Access
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.rules.terms import AccessKind
from hazard_app.storage import StoreBroken, StoreFull
from tests.client import PageClient, browser
from tests.failing_store import FailingStore
from tests.installed import at_once
from tests.pictures import jpeg
from tests.recordings import PLACE, mp4, ogg, place_of_a_phone, webm
from tests.reporting import count
from tests.sending import put_memo, sent_memo, sha256
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


def row(session: Session, content: bytes) -> Memo:
    session.rollback()
    return session.scalars(select(Memo).where(Memo.sent_sha256 == sha256(content))).one()


@pytest.mark.parametrize(
    ("content", "media_type", "ending"),
    [(webm(), "audio/webm", "webm"), (mp4(), "audio/mp4", "m4a"), (ogg(), "audio/ogg", "ogg")],
)
def test_what_phones_record_is_kept_and_played_as_what_it_is(
    content: bytes, media_type: str, ending: str, officer: PageClient
) -> None:
    answer = put_memo(officer, content)
    assert (answer.status_code, answer.json["seconds"]) == (201, 5)  # type: ignore[index]
    heard = officer.get(answer.json["url"])  # type: ignore[index]
    assert (heard.status_code, heard.mimetype, heard.data) == (200, media_type, content)
    assert heard.headers["Content-Disposition"].startswith('inline; filename="memo-')
    assert heard.headers["Content-Disposition"].endswith(f'.{ending}"')


def test_a_memo_is_never_run_and_cached_by_its_listener_alone(officer: PageClient) -> None:
    answer = officer.get(put_memo(officer, webm()).json["url"])  # type: ignore[index]
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    again = officer.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_player_may_have_a_part_of_it(officer: PageClient) -> None:
    """Without it Safari plays nothing."""
    url = put_memo(officer, webm()).json["url"]  # type: ignore[index]
    part = officer.get(url, headers={"Range": "bytes=0-1"})
    assert (part.status_code, part.data) == (206, webm()[:2])
    assert part.headers["Content-Range"] == f"bytes 0-1/{len(webm())}"
    assert officer.get(url).headers["Accept-Ranges"] == "bytes"


def test_a_place_that_the_phone_wrote_is_neither_stored_nor_played(
    app: Flask, session: Session, officer: PageClient
) -> None:
    content = mp4(extra=place_of_a_phone())
    heard = officer.get(put_memo(officer, content).json["url"])  # type: ignore[index]
    assert PLACE in content
    assert PLACE not in heard.data
    assert app.extensions["memo_store"].get(row(session, content).stored_sha256) == heard.data


def test_the_same_bytes_again_are_yours_already(session: Session, officer: PageClient) -> None:
    assert [put_memo(officer, webm()).status_code for _ in range(3)] == [201, 200, 200]
    assert count(session, Memo) == 1


def test_sent_eight_times_at_once_it_is_new_once_and_eight_times_a_yes(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    clients = [sign_in_as(world.officer) for _ in range(8)]
    statuses = at_once(8, lambda number: put_memo(clients[number], webm(seed=8)).status_code)
    assert sorted(statuses) == [200] * 7 + [201]
    assert count(session, Memo) == 1


def test_bytes_that_the_store_lost_are_taken_again(app: Flask, session: Session, officer: PageClient) -> None:
    sent_memo(officer, webm())
    app.extensions["memo_store"].delete(row(session, webm()).stored_sha256)
    assert put_memo(officer, webm()).status_code == 200
    assert app.extensions["memo_store"].has(row(session, webm()).stored_sha256)


REFUSED = {
    "a WebM cut short": (webm()[:-3], 415, "broken_recording", "cut short", "不完整"),
    "a photo": (jpeg(), 415, "not_a_recording", "no recording", "不是页面能播放的录音"),
    "a recording that no page plays": (mp4(codec=b"samr"), 415, "not_a_recording", "no recording", "只接收"),
    "a video": (webm(kind=1), 415, "has_picture", "video", "视频"),
    "nothing": (b"", 415, "empty_file", "0 bytes", "0 字节"),
    "two minutes": (webm(120), 413, "too_long", "longer than a minute", "超过一分钟"),
    "4 MB": (webm() + bytes(4_000_000), 413, "too_large", "too large", "太大"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_memo_is_refused_in_words(what: str, session: Session, officer: PageClient) -> None:
    content, status, name, english, chinese = REFUSED[what]
    for language, words in (("en", english), ("zh-CN", chinese)):
        answer = officer.put(f"/memos/{sha256(content)}", data=content, headers={"Accept-Language": language})
        assert (answer.status_code, answer.json["error"]) == (status, name)  # type: ignore[index]
        assert words in answer.json["message"]  # type: ignore[index]
    assert count(session, Memo) == 0


def test_what_is_announced_too_large_is_refused_unread(session: Session, officer: PageClient) -> None:
    class NeverRead(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise AssertionError("the body was read")

    announced = {"CONTENT_LENGTH": "3000001"}
    answer = officer.put("/memos/" + "0" * 64, input_stream=NeverRead(), environ_overrides=announced)
    assert (answer.status_code, answer.json["error"]) == (413, "too_large")  # type: ignore[index]


def test_bytes_that_are_not_what_their_name_says_are_refused(session: Session, officer: PageClient) -> None:
    answer = put_memo(officer, webm(), name="0" * 64)
    assert (answer.status_code, answer.json["error"]) == (422, "hash_differs")  # type: ignore[index]
    assert count(session, Memo) == 0


@pytest.mark.parametrize("name", ["A" * 64, "g" * 64, "a" * 63])
def test_a_name_that_is_no_hash_leads_nowhere(name: str, officer: PageClient) -> None:
    assert put_memo(officer, webm(), name=name).status_code in (404, 405)


def test_who_is_not_signed_in_is_told_so_as_json(app: Flask, session: Session) -> None:
    answer = put_memo(browser(app), webm())
    assert (answer.status_code, answer.json["error"]) == (401, "sign_in")  # type: ignore[index]


@pytest.mark.parametrize("error", [StoreBroken("gone"), StoreFull("full")])
def test_a_store_that_fails_is_an_error_the_phone_understands(
    error: Exception, app: Flask, session: Session, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "memo_store", FailingStore(error))
    answer = put_memo(officer, webm())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json["error"] == "back_soon"  # type: ignore[index]
    assert count(session, Memo) == 0


def test_a_memo_whose_file_is_gone_is_told_in_words(app: Flask, session: Session, officer: PageClient) -> None:
    url = put_memo(officer, webm()).json["url"]  # type: ignore[index]
    app.extensions["memo_store"].delete(row(session, webm()).stored_sha256)
    answer = officer.get(url, headers={"Accept-Language": "en"})
    assert (answer.status_code, "not there any more" in answer.text) == (404, True)


def test_a_memo_that_is_not_used_is_its_makers_alone(world: World, sign_in_as: SignInAs, officer: PageClient) -> None:
    url = put_memo(officer, webm()).json["url"]  # type: ignore[index]
    others = [world.officer2, world.supervisor, world.auditor, world.liaison, world.administrator, world.outsider]
    assert {sign_in_as(person).get(url).status_code for person in others} == {404}


def test_who_listens_is_noted_also_to_a_part(session: Session, world: World, officer: PageClient) -> None:
    url = put_memo(officer, webm()).json["url"]  # type: ignore[index]
    officer.get(url, headers={"Range": "bytes=5-"})
    session.rollback()
    [noted] = session.scalars(select(Access)).all()
    assert (noted.kind, noted.person_id, noted.about) == (AccessKind.MEMO, world.officer.id, row(session, webm()).uid)
