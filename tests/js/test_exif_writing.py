"""A covered photo that a plain form posts tells the server when and where it was taken, and nothing else."""

import io
import random
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PIL import Image
from playwright.sync_api import Page

from hazard_app.images import photos
from hazard_app.images.exif import read
from hazard_app.images.jpeg import strip
from tests.js.modules import written
from tests.pictures import jpeg

pytestmark = pytest.mark.scripts

NOTHING: dict[str, Any] = {"taken_at": "", "latitude": None, "longitude": None, "accuracy": None}


def test_the_server_reads_time_and_place_of_it(page: Page) -> None:
    facts = {"taken_at": "2026-11-23T00:01:30.000Z", "latitude": 36.65, "longitude": 117.12, "accuracy": 12.5}
    [content] = written(page, jpeg(64, 48), facts)
    clean = photos.clean(content)
    assert clean.taken_at == datetime(2026, 11, 23, 0, 1, 30, tzinfo=UTC)
    assert clean.place
    assert (clean.place.latitude, clean.place.longitude, clean.place.accuracy) == pytest.approx((36.65, 117.12, 12.5))


def test_what_is_not_known_is_not_told(page: Page) -> None:
    plain = jpeg(64, 48)
    when, where, none = written(
        page, plain, NOTHING | {"taken_at": "2026-11-23T00:01:30.000Z"}, NOTHING | {"latitude": -1, "longitude": -2},
        NOTHING,
    )  # fmt: skip
    assert photos.clean(when).taken_at
    assert photos.clean(when).place is None
    place = photos.clean(where).place
    assert place
    assert (place.latitude, place.longitude, place.accuracy) == (-1, -2, None)
    assert none == plain


def test_any_time_and_place_come_back_as_they_were(page: Page) -> None:
    chance = random.Random(3)
    moments = [datetime(1990, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randrange(10**9)) for _ in range(50)]
    told = [
        {
            "taken_at": moment.isoformat(),
            "latitude": chance.uniform(-90, 90),
            "longitude": chance.uniform(-180, 180),
            "accuracy": chance.uniform(0.01, 10_000),
        }
        for moment in moments
    ]
    for facts, moment, content in zip(told, moments, written(page, jpeg(8, 8), *told), strict=True):
        found = read(strip(content).exif)
        assert found.taken_at == moment
        assert found.place
        assert found.place.latitude == pytest.approx(facts["latitude"], abs=1e-7)
        assert found.place.longitude == pytest.approx(facts["longitude"], abs=1e-7)
        assert found.place.accuracy == pytest.approx(facts["accuracy"], abs=0.01)


def test_every_reader_takes_it(page: Page) -> None:
    [content] = written(page, jpeg(64, 48), NOTHING | {"latitude": 36.65, "longitude": 117.12})
    image = Image.open(io.BytesIO(content))
    image.load()
    assert {1: "N", 3: "E"}.items() <= image.getexif().get_ifd(0x8825).items()
