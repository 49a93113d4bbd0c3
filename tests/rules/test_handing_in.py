from datetime import UTC, datetime, timedelta

import pytest

from hazard_app.rules.handing_in import is_open, was_made_in_time

LEFT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
WEEK, MOMENT = timedelta(days=7), timedelta(microseconds=1)


def test_it_is_open_for_the_whole_span_and_no_longer() -> None:
    assert is_open(LEFT, LEFT, WEEK)
    assert is_open(LEFT, LEFT + WEEK, WEEK)
    assert not is_open(LEFT, LEFT + WEEK + MOMENT, WEEK)


def test_in_time_is_before_the_deactivation() -> None:
    assert was_made_in_time(LEFT - MOMENT, LEFT)
    assert not was_made_in_time(LEFT, LEFT)


def test_a_time_without_a_zone_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="zone"):
        is_open(LEFT.replace(tzinfo=None), LEFT, WEEK)
    with pytest.raises(ValueError, match="zone"):
        was_made_in_time(LEFT, LEFT.replace(tzinfo=None))
