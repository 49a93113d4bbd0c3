"""What a phone reads of a picture's EXIF is what the server would read of it."""

import io
import random
import struct
from datetime import UTC, datetime
from typing import Any

import pytest
from PIL import ExifTags, Image
from playwright.sync_api import Page

from hazard_app.images import heif, jpeg, photos
from hazard_app.images.exif import Facts, read
from tests.js.modules import buffer, called
from tests.pictures import exif, heic, png, sample, webp
from tests.pictures import jpeg as jpeg_picture

pytestmark = pytest.mark.scripts

LOCAL = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 (a camera's clock knows no zone)
TOLD: dict[str, Any] = {"orientation": 6, "position": (36.65, 117.12), "taken": LOCAL, "offset": "+08:00"}
JPEGS = [
    "gps_1.jpg",
    "gps_2.jpg",
    "invalid_exif.jpg",
    "iphone_gps_large.jpg",
    "orientation_6.jpg",
    "orientation_8.jpg",
    "phone_no_gps.jpg",
]


def seen(page: Page, *contents: bytes) -> list[dict[str, Any]]:
    return called(page, "lib/exif.js", "read", *map(buffer, contents))


def plain(told: dict[str, Any]) -> tuple[Any, ...]:
    taken = datetime.fromisoformat(told["taken_at"]) if told["taken_at"] else None
    return told["orientation"], taken, told["latitude"], told["longitude"], told["accuracy"]


def of_server(facts: Facts) -> tuple[Any, ...]:
    taken = facts.taken_at and facts.taken_at.replace(microsecond=facts.taken_at.microsecond // 1000 * 1000)
    place = facts.place
    where = (place.latitude, place.longitude, place.accuracy) if place else (None, None, None)
    return facts.orientation, taken, *map(rounded, where)


def rounded(value: float | None) -> Any:
    return value if value is None else pytest.approx(value)


@pytest.mark.parametrize("name", JPEGS)
def test_real_photos_say_the_same_to_the_phone_and_to_the_server(page: Page, name: str) -> None:
    content = sample(name)
    [told] = seen(page, content)
    assert plain(told) == of_server(read(jpeg.strip(content).exif))


def test_a_real_heic_says_the_same_to_the_phone_and_to_the_server(page: Page) -> None:
    content = sample("iphone_gps.heic")
    [told] = seen(page, content)
    image = Image.open(io.BytesIO(heif.to_png(content, 320, photos.MOST_PIXELS["HEIF"])))
    image.load()
    assert plain(told)[1:] == of_server(read(image.info["exif"]))[1:]
    assert told["latitude"]


@pytest.mark.parametrize("make", [jpeg_picture, png, webp, heic])
def test_every_kind_of_picture_tells_its_time_and_place(page: Page, make: Any) -> None:
    [told] = seen(page, make(64, 48, exif=exif(**TOLD).tobytes()))
    assert told["taken_at"] == "2026-11-23T00:00:00.000Z"
    assert (told["latitude"], told["longitude"]) == pytest.approx((36.65, 117.12))
    assert told["accuracy"] is None


def test_south_and_west_are_negative_and_the_error_is_metres(page: Page) -> None:
    made = exif(position=(-36.65, -117.12))
    made.get_ifd(ExifTags.IFD.GPSInfo)[ExifTags.GPS.GPSHPositioningError] = 12.5
    [told] = seen(page, jpeg_picture(64, 48, exif=made))
    assert (told["latitude"], told["longitude"], told["accuracy"]) == pytest.approx((-36.65, -117.12, 12.5))


def test_the_satellites_clock_is_preferred(page: Page) -> None:
    made = exif(**TOLD)
    clock: dict[int, Any] = {ExifTags.GPS.GPSDateStamp: "2026:11:23", ExifTags.GPS.GPSTimeStamp: (0.0, 1.0, 30.5)}
    made.get_ifd(ExifTags.IFD.GPSInfo).update(clock)
    [told] = seen(page, jpeg_picture(64, 48, exif=made))
    assert datetime.fromisoformat(told["taken_at"]) == datetime(2026, 11, 23, 0, 1, 30, 500_000, tzinfo=UTC)


UNKNOWN: dict[str, dict[str, Any]] = {
    "a clock without its zone": {"taken": LOCAL},
    "a zone nobody knows": {"taken": LOCAL, "offset": "+99:00"},
    "a year that no clock says": {"taken": LOCAL.replace(year=1), "offset": "+08:00"},
    "latitude 95": {"position": (95.0, 117.0)},
    "0, 0": {"position": (0.0, 0.0)},
}


@pytest.mark.parametrize("facts", UNKNOWN.values(), ids=UNKNOWN)
def test_what_cannot_be_believed_is_not_said(page: Page, facts: dict[str, Any]) -> None:
    [told] = seen(page, jpeg_picture(64, 48, exif=exif(**facts)))
    assert (told["taken_at"], told["latitude"], told["longitude"]) == ("", None, None)


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(page: Page, order: str) -> None:
    start = {"<": b"II*\0", ">": b"MM\0*"}[order]
    entry = struct.pack(order + "HHLHH", ExifTags.Base.Orientation, 3, 1, 6, 0)
    block = start + struct.pack(order + "LH", 8, 1) + entry
    [told] = seen(page, jpeg_picture(64, 48, exif=b"Exif\0\0" + block))
    assert told["orientation"] == 6


def damaged(block: bytes, chance: random.Random) -> bytes:
    content = bytearray(block)
    for _ in range(chance.randrange(6)):
        content[chance.randrange(len(content))] = chance.randrange(256)
    return bytes(content[: chance.randrange(1, len(content) + 1)])


def test_damaged_exif_is_read_as_far_as_the_server_reads_it(page: Page) -> None:
    chance = random.Random(7)
    blocks = [damaged(exif(**TOLD).tobytes()[6:], chance) for _ in range(600)]
    wrapped = [b"\xff\xd8\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block for block in blocks]
    told = seen(page, *wrapped)
    assert [plain(one) for one in told] == [of_server(read(block)) for block in blocks]
    assert len({str(plain(one)) for one in told}) > 5


def test_cut_and_random_bytes_say_nothing_wrong_and_never_throw(page: Page) -> None:
    chance = random.Random(11)
    whole = [make(64, 48, exif=exif(**TOLD).tobytes()) for make in (jpeg_picture, png, webp, heic)]
    rubbish = [chance.randbytes(chance.randrange(200)) for _ in range(100)]
    rubbish += [content[: chance.randrange(16)] + chance.randbytes(200) for content in whole for _ in range(25)]
    cut = [content[: chance.randrange(len(content))] for content in whole for _ in range(25)]
    for told in seen(page, b"", *rubbish, *cut):
        assert told["orientation"] in (1, 6)
        assert told["taken_at"] in ("", "2026-11-23T00:00:00.000Z")
