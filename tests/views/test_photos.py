import io
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select
from sqlalchemy.orm import Session
from sqlalchemy.pool import QueuePool

from hazard_app.db import db
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.rules.terms import PlaceSource
from hazard_app.storage import FolderStore, StoreBroken, StoreFull
from tests.client import PageClient, browser
from tests.failing_store import FailingStore
from tests.installed import at_once
from tests.pictures import exif, heic, jpeg, lying_jpeg, png, png_bomb, webp
from tests.sending import put, sent, sha256
from tests.world import World

SignInAs = Callable[[Person], PageClient]
SCRIPT = b"#!/bin/sh\nrm -rf /\n"
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n"


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


def rows(session: Session) -> int:
    session.rollback()
    return session.scalar(select(func.count()).select_from(Photo)) or 0


def row(session: Session, content: bytes) -> Photo:
    return session.scalars(select(Photo).where(Photo.sent_sha256 == sha256(content))).one()


@pytest.mark.parametrize("content", [jpeg(seed=1), png(seed=1), webp(seed=1), heic(seed=1)])
def test_what_phones_make_is_kept_as_jpeg(content: bytes, officer: PageClient) -> None:
    answer = put(officer, content)
    assert answer.status_code == 201
    shown = officer.get(answer.json["url"])  # type: ignore[index]
    assert (shown.status_code, shown.mimetype) == (200, "image/jpeg")
    assert Image.open(io.BytesIO(shown.data)).size == (640, 480)


def test_the_same_bytes_again_are_yours_already(session: Session, officer: PageClient) -> None:
    assert [put(officer, jpeg()).status_code for _ in range(3)] == [201, 200, 200]
    assert rows(session) == 1


def test_sent_eight_times_at_once_it_is_new_once_and_eight_times_a_yes(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    clients = [sign_in_as(world.officer) for _ in range(8)]
    statuses = at_once(8, lambda number: put(clients[number], jpeg(seed=8)).status_code)
    assert sorted(statuses) == [200] * 7 + [201]
    assert rows(session) == 1


def test_another_person_has_a_row_of_their_own_for_the_same_bytes(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    answers = [put(sign_in_as(person), jpeg()) for person in (world.officer, world.liaison)]
    assert [answer.status_code for answer in answers] == [201, 201]
    photos = session.scalars(select(Photo)).all()
    assert len({photo.uid for photo in photos}) == 2
    assert len({photo.stored_sha256 for photo in photos}) == 1


def test_bytes_that_the_store_lost_are_taken_again(app: Flask, session: Session, officer: PageClient) -> None:
    content = jpeg(seed=5)
    sent(officer, content)
    app.extensions["photo_store"].delete(row(session, content).stored_sha256)
    assert put(officer, content).status_code == 200
    assert app.extensions["photo_store"].has(row(session, content).stored_sha256)


def test_what_the_phone_says_of_a_photo_is_kept(session: Session, officer: PageClient) -> None:
    original = "ab" * 32
    sent(
        officer,
        jpeg(),
        original_sha256=original,
        taken_at="2026-11-23T05:58:00Z",
        latitude="36.6512",
        longitude="117.0205",
        accuracy="18",
        position_at="2026-11-23T05:57:00Z",
        position_source="device",
    )
    photo = row(session, jpeg())
    assert photo.original_sha256 == original
    assert photo.taken_at == datetime(2026, 11, 23, 5, 58, tzinfo=UTC)
    assert photo.place
    assert (photo.place.latitude, photo.place.accuracy) == (36.6512, 18)


def test_what_the_camera_wrote_counts_before_what_the_phone_says(session: Session, officer: PageClient) -> None:
    content = jpeg(exif=exif(position=(36.5, 117.5)))
    sent(officer, content, latitude="10", longitude="10")
    place = row(session, content).place
    assert place
    assert (round(place.latitude, 4), place.source) == (36.5, PlaceSource.EXIF)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"latitude": "95"}, "latitude"),
        ({"accuracy": "-1"}, "accuracy"),
        ({"taken_at": "yesterday"}, "taken_at"),
        ({"original_sha256": "x"}, "original_sha256"),
    ],
)
def test_what_cannot_be_said_of_a_photo_is_told_by_name(
    said: dict[str, str], field: str, session: Session, officer: PageClient
) -> None:
    answer = put(officer, jpeg(), **said)
    assert answer.status_code == 422
    assert list(answer.json["errors"]) == [field]  # type: ignore[index]
    assert rows(session) == 0


REFUSED = {
    "a JPEG cut in half": (jpeg()[: len(jpeg()) // 2], 415, "broken_image", "cut short", "不完整"),
    "a PDF": (PDF, 415, "not_an_image", "no picture", "不是照片"),
    "a script": (SCRIPT, 415, "not_an_image", "no picture", "不是照片"),
    "nothing": (b"", 415, "empty_file", "0 bytes", "0 字节"),
    "200 megapixels": (png_bomb(), 413, "too_many_pixels", "too many pixels", "像素"),
    "a JPEG that lies about its size": (lying_jpeg(7000, 7000), 415, "broken_image", "damaged", "损坏"),
    "31 MB": (b"\xff\xd8\xff" + bytes(31_000_000), 413, "too_large", "too large", "太大"),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_photo_is_refused_in_words(what: str, session: Session, officer: PageClient) -> None:
    content, status, name, english, chinese = REFUSED[what]
    for language, words in (("en", english), ("zh-CN", chinese)):
        answer = officer.put(f"/photos/{sha256(content)}", data=content, headers={"Accept-Language": language})
        assert (answer.status_code, answer.json["error"]) == (status, name)  # type: ignore[index]
        assert words in answer.json["message"]  # type: ignore[index]
    assert rows(session) == 0


def test_sixty_megabytes_are_refused_by_what_is_announced(session: Session, officer: PageClient) -> None:
    announced = {"CONTENT_LENGTH": "60000000"}

    class NeverRead(io.BytesIO):
        def read(self, _size: int | None = -1) -> bytes:
            raise AssertionError("the body was read")

    answer = officer.put("/photos/" + "0" * 64, input_stream=NeverRead(), environ_overrides=announced)
    assert (answer.status_code, answer.json["error"]) == (413, "too_large")  # type: ignore[index]


def test_bytes_that_are_not_what_their_name_says_are_refused(session: Session, officer: PageClient) -> None:
    answer = put(officer, jpeg(), name="0" * 64)
    assert (answer.status_code, answer.json["error"]) == (422, "hash_differs")  # type: ignore[index]
    assert rows(session) == 0


@pytest.mark.parametrize("name", ["A" * 64, "g" * 64, "a" * 63])
def test_a_name_that_is_no_hash_leads_nowhere(name: str, officer: PageClient) -> None:
    assert put(officer, jpeg(), name=name).status_code in (404, 405)


def test_who_is_not_signed_in_is_told_so_as_json(app: Flask, session: Session) -> None:
    answer = put(browser(app), jpeg())
    assert (answer.status_code, answer.json["error"]) == (401, "sign_in")  # type: ignore[index]


@pytest.mark.parametrize("who", ["auditor", "administrator", "nobody"])
def test_who_takes_no_photos_sends_none(who: str, session: Session, world: World, sign_in_as: SignInAs) -> None:
    answer = put(sign_in_as(getattr(world, who)), jpeg())
    assert (answer.status_code, answer.json["error"]) == (403, "not_yours")  # type: ignore[index]
    assert rows(session) == 0


def test_an_officer_whose_posting_ended_still_hands_in_what_was_taken_before(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    world.officer.postings[0].ends_on = datetime(2026, 11, 20, tzinfo=UTC).date()
    session.commit()
    assert put(sign_in_as(world.officer), jpeg()).status_code == 201


@pytest.mark.parametrize("error", [StoreBroken("gone"), StoreFull("full")])
def test_a_store_that_fails_is_an_error_the_phone_understands(
    error: Exception, app: Flask, session: Session, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "photo_store", FailingStore(error))
    answer = put(officer, jpeg())
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert answer.json["error"] == "back_soon"  # type: ignore[index]
    assert rows(session) == 0


def test_no_transaction_is_open_while_a_photo_is_stored(
    app: Flask, session: Session, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, pool = app.extensions["photo_store"], db.engine.pool
    assert isinstance(pool, QueuePool)
    session.rollback()
    busy: list[int] = []
    monkeypatch.setattr(store, "put", lambda *_: busy.append(pool.checkedout()))
    put(officer, jpeg(seed=9))
    assert busy == [0]


def test_every_final_file_in_the_store_is_whole(app: Flask, officer: PageClient) -> None:
    store = app.extensions["photo_store"]
    assert isinstance(store, FolderStore)
    for seed in range(3):
        sent(officer, jpeg(seed=seed))
    files = [path for path in store.root.rglob("*") if path.is_file()]
    assert all(path.stem == sha256(path.read_bytes()) for path in files)
