from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.times import clocks_differ, happened_at, read_moment, require_aware

NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)
moments = st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
errors = st.timedeltas(timedelta(days=-400), timedelta(days=400))


@given(moments, st.timedeltas(timedelta(0), timedelta(days=60)), errors)
def test_a_wrong_phone_clock_cancels_out(made: datetime, waited: timedelta, error: timedelta) -> None:
    sent = made + waited
    assert happened_at(made + error, sent + error, received_at=sent) == made


@given(moments, moments, moments)
def test_nothing_happens_after_we_received_it(made: datetime, sent: datetime, received: datetime) -> None:
    assert happened_at(made, sent, received) <= received


def test_a_clock_set_back_between_making_and_sending_ends_at_the_receipt() -> None:
    assert happened_at(NOON + timedelta(hours=2), NOON, NOON) == NOON


def test_the_answer_is_in_utc() -> None:
    in_china = datetime.fromisoformat("2026-11-23T12:00:00+08:00")
    found = happened_at(in_china, in_china, in_china)
    assert (found, found.tzinfo) == (NOON, UTC)


@pytest.mark.parametrize(("seconds", "differ"), [(0, False), (300, False), (-300, False), (301, True), (-301, True)])
def test_clocks_differ_by_more_than_five_minutes(seconds: int, differ: bool) -> None:
    assert clocks_differ(NOON + timedelta(seconds=seconds), NOON) is differ


def test_a_time_without_a_zone_is_refused_wherever_it_stands() -> None:
    naive = NOON.replace(tzinfo=None)
    for at in range(3):
        moments = [NOON, NOON, NOON]
        moments[at] = naive
        with pytest.raises(ValueError, match="time zone"):
            happened_at(*moments)
    with pytest.raises(ValueError, match="time zone"):
        clocks_differ(naive, NOON)
    with pytest.raises(ValueError, match="time zone"):
        require_aware(NOON, naive)


@pytest.mark.parametrize("year", ["1900", "2199"])
def test_a_clock_may_be_wrong_by_any_number_of_years_that_clocks_know(year: str) -> None:
    wrong = read_moment(f"{year}-06-01T00:00:00Z")
    assert happened_at(wrong, wrong, NOON) == NOON


@pytest.mark.parametrize(
    "text", ["0001-01-01T00:00:00+14:00", "1899-12-31T23:59:59Z", "2200-01-01T00:00:00Z", "9999-12-31T23:59:59-14:00"]
)
def test_a_year_that_no_clock_says_is_no_moment(text: str) -> None:
    with pytest.raises(ValueError, match=text[:4]):
        read_moment(text)


def test_of_two_wild_clocks_a_moment_is_told_that_can_be_kept() -> None:
    first, last = read_moment("1900-01-01T00:00:00Z"), read_moment("2199-12-31T23:59:59Z")
    assert happened_at(first, last, NOON).year == 1726
    assert happened_at(last, first, NOON) == NOON
