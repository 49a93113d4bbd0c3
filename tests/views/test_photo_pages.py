import io
import logging
from collections.abc import Callable

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.storage import StoreBroken, StoreFull
from tests.client import PageClient
from tests.failing_store import FailingStore
from tests.pictures import jpeg, sample
from tests.sending import put, sha256
from tests.world import World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def officer(world: World, sign_in_as: SignInAs) -> PageClient:
    return sign_in_as(world.officer)


def row(session: Session, content: bytes) -> Photo:
    return session.scalars(select(Photo).where(Photo.sent_sha256 == sha256(content))).one()


def test_a_store_that_cannot_be_read_shows_503(
    app: Flask, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = put(officer, jpeg()).json["url"]  # type: ignore[index]
    monkeypatch.setitem(app.extensions, "photo_store", FailingStore(StoreBroken("gone")))
    assert officer.get(url).status_code == 503


def test_a_photo_is_cached_by_its_reader_alone_and_reveals_nothing(officer: PageClient) -> None:
    answer = officer.get(put(officer, jpeg()).json["url"])  # type: ignore[index]
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["Content-Disposition"].startswith('inline; filename="photo-')
    again = officer.get(answer.request.path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_a_thumbnail_is_made_at_the_first_look_and_kept(
    app: Flask, session: Session, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = put(officer, jpeg(seed=3)).json["thumbnail"]  # type: ignore[index]
    first = officer.get(url)
    assert max(Image.open(io.BytesIO(first.data)).size) == 320
    monkeypatch.setattr("hazard_app.views.photos.made_small", lambda _: pytest.fail("made twice"))
    assert officer.get(url).data == first.data


def test_a_thumbnail_is_shown_also_where_none_can_be_kept(
    app: Flask, officer: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.extensions, "thumbnail_store", FailingStore(StoreFull("full")))
    assert officer.get(put(officer, jpeg()).json["thumbnail"]).status_code == 200  # type: ignore[index]


def test_a_photo_whose_file_is_gone_is_a_page_and_a_line_in_the_log(
    app: Flask, session: Session, officer: PageClient, caplog: pytest.LogCaptureFixture
) -> None:
    content = jpeg(seed=6)
    url = put(officer, content).json["url"]  # type: ignore[index]
    app.extensions["photo_store"].delete(row(session, content).stored_sha256)
    with caplog.at_level(logging.ERROR):
        answer = officer.get(url)
    assert answer.status_code == 404
    assert "not there any more" in officer.get(url, headers={"Accept-Language": "en"}).text
    assert row(session, content).stored_sha256 in caplog.text


def test_a_photo_that_is_not_attached_is_its_uploaders_alone(
    session: Session, world: World, sign_in_as: SignInAs, officer: PageClient
) -> None:
    url = put(officer, jpeg()).json["url"]  # type: ignore[index]
    others = [world.officer2, world.supervisor, world.auditor, world.liaison, world.administrator, world.outsider]
    assert {sign_in_as(person).get(url).status_code for person in others} == {404}
    assert {sign_in_as(person).get(f"{url}/thumbnail").status_code for person in others} == {404}


def test_a_photo_that_nobody_sent_leads_nowhere(officer: PageClient) -> None:
    assert officer.get("/photos/5c7c3f52-3d0b-5a4e-9f0e-6d1a4b0c2e77").status_code == 404


def test_a_real_photo_gives_its_place_and_then_keeps_it_secret(session: Session, officer: PageClient) -> None:
    content = sample("gps_1.jpg")
    answer = officer.get(put(officer, content).json["url"])  # type: ignore[index]
    place = row(session, content).place
    assert place
    assert (round(place.latitude, 6), round(place.longitude, 6)) == (43.467448, 11.885127)
    assert not Image.open(io.BytesIO(answer.data)).getexif()


def test_a_real_photo_of_an_iphone_is_read(session: Session, officer: PageClient) -> None:
    content = sample("iphone_gps.heic")
    assert put(officer, content).status_code == 201
    place = row(session, content).place
    assert place
    assert (round(place.latitude, 6), round(place.longitude, 6)) == (39.051344, -94.288772)


def test_a_real_photo_that_lies_on_its_side_comes_out_upright(officer: PageClient) -> None:
    answer = officer.get(put(officer, sample("orientation_6.jpg")).json["url"])  # type: ignore[index]
    assert Image.open(io.BytesIO(answer.data)).size == (600, 450)
