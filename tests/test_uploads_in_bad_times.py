"""Photos when the network trickles, the server is killed, the disk is full: what was acknowledged is there, whole."""

import io
import random
import resource
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPException
from pathlib import Path
from threading import Thread

import pytest
from PIL import Image
from sqlalchemy import select

from hazard_app.models.photo import Photo
from tests.installed import Instance, installed
from tests.networks import SlowPhones, connect, put_request
from tests.pictures import encoded, jpeg
from tests.sending import sha256
from tests.servers import RealServer

pytestmark = pytest.mark.servers

RATE = 30_000  # bytes a second
PHONES = 200
KILLS = 10


class Place:
    """One process that serves the standing cast, what it keeps, and an officer's phone."""

    def __init__(self, instance: Instance, server: RealServer) -> None:
        self.instance, self.server = instance, server
        self.phone = instance.phone(server, "officer")

    def put(self, content: bytes) -> int:
        return self.phone.ask("PUT", f"/photos/{sha256(content)}", content).status

    def get(self, path: str) -> int:
        return self.phone.ask("GET", path).status

    def request(self, content: bytes) -> bytes:
        return put_request(f"/photos/{sha256(content)}", content, **self.phone.headers)

    def rows(self) -> dict[str, str]:
        """The hash of what is stored by the hash of what was sent."""
        with self.instance.session() as session:
            return {photo.sent_sha256: photo.stored_sha256 for photo in session.scalars(select(Photo))}

    def files(self) -> list[Path]:
        return list(self.instance.photos.root.glob("??/[0-9a-f]*.jpg"))


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    with installed(tmp_path) as instance, instance.server(processes=1) as server:
        yield Place(instance, server)


def picture(number: int) -> bytes:
    """What follows the end of a JPEG is not part of it, but of what was sent: many photos for the price of one."""
    return PICTURE + number.to_bytes(4, "big")


PICTURE = jpeg(seed=1)


def is_whole(path: Path) -> bool:
    content = path.read_bytes()
    Image.open(io.BytesIO(content)).load()
    return path.stem == sha256(content)


def test_two_hundred_phones_trickle_photos_while_pages_are_read(place: Place) -> None:
    pages = ["/hazards/new", "/me", "/healthz"]
    read: list[int] = []
    with SlowPhones(place.server.url, [place.request(picture(n)) for n in range(PHONES)], RATE, held=True) as phones:
        for _ in range(10):
            read.extend(place.get(page) for page in pages)
        assert phones.statuses() == [0] * PHONES
        phones.let_go()
        while phones.thread.is_alive():
            read.extend(place.get(page) for page in pages)
    assert phones.statuses() == [201] * PHONES
    assert set(read) == {200}
    assert len(place.rows()) == PHONES


def send(place: Place, content: bytes, acknowledged: set[str]) -> None:
    with suppress(OSError, HTTPException):
        if place.put(content) in (200, 201):
            acknowledged.add(sha256(content))


def kill_meanwhile(place: Place, contents: list[bytes], known_files: int, acknowledged: set[str]) -> None:
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
    place: Place,
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


def let_files_grow_to(place: Place, size: int) -> None:
    [worker] = place.server.workers()
    _, hard = resource.prlimit(worker.pid, resource.RLIMIT_FSIZE)
    resource.prlimit(worker.pid, resource.RLIMIT_FSIZE, (size, hard))


def test_a_full_store_is_told_and_takes_the_same_photo_once_there_is_room(place: Place) -> None:
    large, small = noise(), picture(1)
    let_files_grow_to(place, 1_900_000)
    assert place.put(large) == 503
    assert place.rows() == {}
    assert place.put(small) == 201
    let_files_grow_to(place, resource.RLIM_INFINITY)
    assert place.put(large) == 201
    assert len(place.rows()) == 2
    assert all(is_whole(path) for path in place.files())
