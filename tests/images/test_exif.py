import struct
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import ExifTags, TiffImagePlugin

from hazard_app.images.exif import Facts, read
from tests.pictures import exif

GPS = ExifTags.GPS
HERE: dict[int, Any] = {
    GPS.GPSLatitudeRef: "N",
    GPS.GPSLatitude: (36.0, 39.0, 0.0),
    GPS.GPSLongitudeRef: "E",
    GPS.GPSLongitude: (117.0, 7.0, 12.0),
}
LOCAL = datetime(2026, 11, 23, 8, 0)  # noqa: DTZ001 (a camera's clock knows no zone)


def written(gps: dict[int, Any] | None = None, **facts: Any) -> bytes:
    made = exif(**facts)
    if gps is not None:
        made.get_ifd(ExifTags.IFD.GPSInfo).update(gps)
    return made.tobytes()


def ratio(above: int, below: int) -> TiffImagePlugin.IFDRational:
    return TiffImagePlugin.IFDRational(above, below)


def test_a_position_is_read_in_degrees_with_its_accuracy() -> None:
    place = read(written(HERE | {GPS.GPSHPositioningError: 12.5})).place
    assert place is not None
    assert (place.latitude, place.longitude, place.accuracy) == pytest.approx((36.65, 117.12, 12.5))


def test_south_and_west_are_negative() -> None:
    place = read(written(HERE | {GPS.GPSLatitudeRef: "S", GPS.GPSLongitudeRef: "W"})).place
    assert place is not None
    assert (place.latitude, place.longitude) == pytest.approx((-36.65, -117.12))


UNBELIEVABLE = {
    "latitude 95": HERE | {GPS.GPSLatitude: (95.0, 0.0, 0.0)},
    "longitude 181": HERE | {GPS.GPSLongitude: (181.0, 0.0, 0.0)},
    "0, 0": HERE | {GPS.GPSLatitude: (0.0, 0.0, 0.0), GPS.GPSLongitude: (0.0, 0.0, 0.0)},
    "0/0 degrees": HERE | {GPS.GPSLatitude: (ratio(0, 0), 39.0, 0.0)},
    "5/0 minutes": HERE | {GPS.GPSLatitude: (36.0, ratio(5, 0), 0.0)},
    "no side": {tag: value for tag, value in HERE.items() if tag != GPS.GPSLatitudeRef},
    "a side nobody knows": HERE | {GPS.GPSLongitudeRef: "Q"},
    "no longitude": {tag: value for tag, value in HERE.items() if tag != GPS.GPSLongitude},
}


@pytest.mark.parametrize("gps", UNBELIEVABLE.values(), ids=UNBELIEVABLE)
def test_an_unbelievable_position_is_none(gps: dict[int, Any]) -> None:
    assert read(written(gps)).place is None


@pytest.mark.parametrize("error", [ratio(0, 0), 0.0])
def test_an_accuracy_of_nothing_is_unknown(error: Any) -> None:
    place = read(written(HERE | {GPS.GPSHPositioningError: error})).place
    assert place is not None
    assert place.accuracy is None


def test_the_camera_clock_with_its_offset_is_a_moment() -> None:
    assert read(written(taken=LOCAL, offset="+08:00")).taken_at == datetime(2026, 11, 23, tzinfo=UTC)


def test_the_camera_clock_alone_is_not() -> None:
    assert read(written(taken=LOCAL)).taken_at is None


def test_the_satellites_clock_is_preferred() -> None:
    gps = HERE | {GPS.GPSDateStamp: "2026:11:23", GPS.GPSTimeStamp: (0.0, 1.0, 30.5)}
    facts = read(written(gps, taken=LOCAL, offset="+08:00"))
    assert facts.taken_at == datetime(2026, 11, 23, 0, 1, 30, 500_000, tzinfo=UTC)
    assert facts.place is not None
    assert facts.place.taken_at == facts.taken_at


@pytest.mark.parametrize(
    "gps",
    [
        {GPS.GPSDateStamp: "2026:11:23"},
        {GPS.GPSDateStamp: "2026:13:23", GPS.GPSTimeStamp: (1.0, 1.0, 1.0)},
        {GPS.GPSDateStamp: "rubbish", GPS.GPSTimeStamp: (1.0, 1.0, 1.0)},
        {GPS.GPSDateStamp: "2026:11:23", GPS.GPSTimeStamp: (25.0, 1.0, 1.0)},
        {GPS.GPSDateStamp: "2026:11:23", GPS.GPSTimeStamp: (ratio(0, 0), 1.0, 1.0)},
    ],
)
def test_a_broken_satellites_clock_leaves_the_camera_clock(gps: dict[int, Any]) -> None:
    facts = read(written(gps, taken=LOCAL, offset="+08:00"))
    assert facts.taken_at == datetime(2026, 11, 23, tzinfo=UTC)


@pytest.mark.parametrize("offset", ["+99:00", "eight", ""])
def test_an_offset_nobody_knows_is_no_moment(offset: str) -> None:
    assert read(written(taken=LOCAL, offset=offset)).taken_at is None


@pytest.mark.parametrize(("said", "meant"), [(1, 1), (6, 6), (8, 8), (9, 1), (255, 1)])
def test_an_orientation_beyond_eight_is_upright(said: int, meant: int) -> None:
    assert read(written(orientation=said)).orientation == meant


@pytest.mark.parametrize("order", ["<", ">"])
def test_both_byte_orders_are_read(order: str) -> None:
    start = {"<": b"II*\0", ">": b"MM\0*"}[order]
    entry = struct.pack(order + "HHLHH", ExifTags.Base.Orientation, 3, 1, 6, 0)
    assert read(start + struct.pack(order + "LH", 8, 1) + entry).orientation == 6


@given(st.binary(max_size=300), st.sampled_from([b"", b"II*\0", b"MM\0*", b"Exif\0\0MM\0*\0\0\0\x08"]))
def test_rubbish_says_nothing_and_raises_nothing(rubbish: bytes, start: bytes) -> None:
    assert isinstance(read(start + rubbish), Facts)


@given(st.data())
def test_damaged_exif_raises_nothing(data: st.DataObject) -> None:
    content = bytearray(written(HERE, orientation=6, taken=LOCAL, offset="+08:00"))
    for at in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=8)):
        content[at] = data.draw(st.integers(0, 255))
    facts = read(bytes(content[: data.draw(st.integers(0, len(content)))]))
    assert facts.orientation in range(1, 9)


@pytest.mark.parametrize("year", [1, 9999])
def test_a_year_that_no_clock_says_is_no_time(year: int) -> None:
    assert read(written(taken=LOCAL.replace(year=year), offset="+08:00")).taken_at is None


def test_the_end_of_all_years_by_satellite_is_no_time() -> None:
    end = HERE | {GPS.GPSDateStamp: "9999:12:31", GPS.GPSTimeStamp: (23.0, 59.0, ratio(599_999_999, 10_000_000))}
    assert read(written(end)).taken_at is None
