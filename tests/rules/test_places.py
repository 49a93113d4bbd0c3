from datetime import UTC, datetime
from math import inf, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.places import Place
from hazard_app.rules.terms import PlaceSource


@given(st.floats(-90, 90), st.floats(-180, 180), st.none() | st.floats(0, 1e6))
def test_every_point_on_earth_is_a_place(latitude: float, longitude: float, accuracy: float | None) -> None:
    place = Place(latitude, longitude, accuracy)
    assert (place.latitude, place.longitude, place.accuracy) == (latitude, longitude, accuracy)


def test_a_place_comes_from_the_device_unless_said_otherwise() -> None:
    assert Place(36.65, 117.0).source is PlaceSource.DEVICE


@pytest.mark.parametrize("latitude", [95.0, -90.001, nan, inf])
def test_a_latitude_beyond_the_poles_is_refused(latitude: float) -> None:
    with pytest.raises(ValueError, match="latitude"):
        Place(latitude, 117.0)


@pytest.mark.parametrize("longitude", [180.001, -181.0, nan, -inf])
def test_a_longitude_beyond_the_date_line_is_refused(longitude: float) -> None:
    with pytest.raises(ValueError, match="longitude"):
        Place(36.65, longitude)


@pytest.mark.parametrize("accuracy", [-1.0, nan, inf])
def test_an_accuracy_that_is_no_number_of_metres_is_refused(accuracy: float) -> None:
    with pytest.raises(ValueError, match="accuracy"):
        Place(36.65, 117.0, accuracy)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        Place(36.65, 117.0, taken_at=datetime(2026, 11, 23, tzinfo=UTC).replace(tzinfo=None))
