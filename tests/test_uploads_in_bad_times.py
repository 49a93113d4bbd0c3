"""Photos when the network trickles, the server is killed, the disk is full: what was acknowledged is there, whole."""

import io
import random
import resource
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from threading import Thread
from urllib.parse import urlencode

import pytest
from flask import Flask
from flask_migrate import upgrade
from PIL import Image
from sqlalchemy import select

from hazard_app import create_app
from hazard_app.acts.import_library import import_library
from hazard_app.db import db, write
from hazard_app.library.reader import built_in
from hazard_app.models.photo import Photo
from hazard_app.storage import FolderStore
from tests.networks import SlowPhones, connect, put_request
from tests.pictures import encoded, jpeg
from tests.sending import sha256
from tests.servers import PATIENCE, RealServer, fresh_database
from tests.world import CHEAP, NOW, PASSWORD, make_world

pytestmark = pytest.mark.servers

RATE = 30_000  # bytes a second
PHONES = 200
KILLS = 10


class Installation:
    """A database with the cast in it, photos, one process that serves them, and an officer who is signed in."""

    def __init__(self, folder: Path) -> None:
        database = fresh_database(folder)
        settings = {"PHOTO_STORE": str(folder / "photos"), "SECRET_KEY": "only for tests", **CHEAP}
        self.app: Flask = create_app({"SQLALCHEMY_DATABASE_URI": database, **settings})
        self.store = FolderStore(folder / "photos")
        with self.app.app_context():
            upgrade()
            write(lambda session: import_library(session, built_in(), NOW))
            write(make_world)
            db.session.remove()
            db.engine.dispose()
        named = {f"HAZARD_{name}": str(value) for name, value in settings.items()}
        self.server = RealServer(folder, database, processes=1, settings=named)

    def sign_in(self) -> None:
        connection = HTTPConnection("127.0.0.1", self.server.port, timeout=PATIENCE)
        form = urlencode({"username": "officer", "password": PASSWORD})
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
        connection.request("POST", "/login", form, headers)
        answer = connection.getresponse()
        cookies = [value.split(";")[0] for name, value in answer.getheaders() if name == "Set-Cookie"]
        assert answer.status == 303, answer.read()
        connection.close()
        self.headers = {"Cookie": "; ".join(cookies), "Sec_Fetch_Site": "same-origin"}

    def put(self, content: bytes) -> int:
        return self.server.ask("PUT", f"/photos/{sha256(content)}", content, **self.headers)[0]

    def get(self, path: str) -> int:
        return self.server.ask("GET", path, b"", **self.headers)[0]

    def request(self, content: bytes) -> bytes:
        return put_request(f"/photos/{sha256(content)}", content, **self.headers)

    def rows(self) -> dict[str, str]:
        """The hash of what is stored by the hash of what was sent."""
        with self.app.app_context():
            photos = db.session.scalars(select(Photo))
            return {photo.sent_sha256: photo.stored_sha256 for photo in photos}

    def files(self) -> list[Path]:
        return list(self.store.root.glob("??/[0-9a-f]*.jpg"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Installation]:
    installation = Installation(tmp_path)
    with installation.server:
        installation.sign_in()
        yield installation
    with installation.app.app_context():
        db.engine.dispose()


def picture(number: int) -> bytes:
    """What follows the end of a JPEG is not part of it, but of what was sent: many photos for the price of one."""
    return PICTURE + number.to_bytes(4, "big")


PICTURE = jpeg(seed=1)


def is_whole(path: Path) -> bool:
    content = path.read_bytes()
    Image.open(io.BytesIO(content)).load()
    return path.stem == sha256(content)


def test_two_hundred_phones_trickle_photos_while_pages_are_read(place: Installation) -> None:
    pages = ["/hazards/new", "/me", "/healthz"]
    read: list[int] = []
    with SlowPhones(place.server.url, [place.request(picture(n)) for n in range(PHONES)], RATE) as phones:
        while phones.thread.is_alive():
            read.extend(place.get(page) for page in pages)
    assert phones.statuses() == [201] * PHONES
    assert len(read) >= 10 * len(pages)
    assert set(read) == {200}
    assert len(place.rows()) == PHONES


def send(place: Installation, content: bytes, acknowledged: set[str]) -> None:
    with suppress(OSError, HTTPException):
        if place.put(content) in (200, 201):
            acknowledged.add(sha256(content))


def kill_meanwhile(place: Installation, contents: list[bytes], known_files: int, acknowledged: set[str]) -> None:
    """One phone is in the middle of its photo, others have sent theirs; the kill falls at another moment each time."""
    half = place.request(contents[0])
    phones = [Thread(target=send, args=(place, content, acknowledged)) for content in contents[1:]]
    with connect(place.server.url) as line:
        line.sendall(half[: len(half) // 2])
        for phone in phones:
            phone.start()
        while len(place.files()) == known_files:
            pass
        place.server.kill()
    for phone in phones:
        phone.join()


def test_killed_in_the_middle_of_photos_nothing_acknowledged_is_missing_and_nothing_is_half_there(
    place: Installation,
) -> None:
    acknowledged: set[str] = set()
    contents: list[bytes] = []
    for kill in range(KILLS):
        new = [jpeg(seed=100 * kill + n) for n in range(2 + kill % 4)]
        kill_meanwhile(place, new, len(place.files()), acknowledged)
        contents += new
        place.server.start()
        rows = place.rows()
        assert acknowledged <= rows.keys()
        assert {path.stem for path in place.files() if is_whole(path)} >= set(rows.values())
    assert {place.put(content) for content in contents} <= {200, 201}
    assert all(is_whole(path) for path in place.files())
    assert {path.stem for path in place.files()} == set(place.rows().values())


def noise() -> bytes:
    """Some 300 kilobytes as they are sent, two megabytes as they are stored."""
    return encoded(Image.frombytes("1", (1600, 1600), random.Random(1).randbytes(1600 * 200)), "PNG")


def let_files_grow_to(place: Installation, size: int) -> None:
    [worker] = place.server.workers()
    _, hard = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_store_is_told_and_takes_the_same_photo_once_there_is_room(place: Installation) -> None:
    large, small = noise(), picture(1)
    let_files_grow_to(place, 1_900_000)
    assert place.put(large) == 503
    assert place.rows() == {}
    assert place.put(small) == 201
    let_files_grow_to(place, resource.RLIM_INFINITY)
    assert place.put(large) == 201
    assert len(place.rows()) == 2
    assert all(is_whole(path) for path in place.files())
