from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.calendars import WorkingDays

# The first week of October 2026 is off, the Saturday after it is worked.
OCTOBER = WorkingDays(
    holidays=frozenset(date(2026, 10, day) for day in range(1, 8)),
    make_up_days=frozenset({date(2026, 10, 10)}),
    years=frozenset({2026}),
)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 30), True),
        (date(2026, 10, 1), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2026, 10, 11), False),
    ],
)
def test_holidays_are_off_and_made_up_saturdays_are_worked(day: date, worked: bool) -> None:
    assert OCTOBER.is_working_day(day) is worked


def test_the_next_working_day_skips_the_holiday_week() -> None:
    assert OCTOBER.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_a_worked_day_is_its_own_next_working_day() -> None:
    assert OCTOBER.next_working_day(date(2026, 10, 10)) == date(2026, 10, 10)


def test_a_year_without_data_is_monday_to_friday_and_says_so() -> None:
    friday, saturday = date(2027, 10, 1), date(2027, 10, 2)
    assert not OCTOBER.covers(friday)
    assert (OCTOBER.is_working_day(friday), OCTOBER.is_working_day(saturday)) == (True, False)


def test_data_of_a_year_that_is_not_known_whole_does_not_count() -> None:
    calendar = WorkingDays(frozenset({date(2027, 1, 1)}), frozenset(), frozenset({2026}))
    assert calendar.is_working_day(date(2027, 1, 1))


def test_a_day_cannot_be_both_off_and_worked() -> None:
    day = frozenset({date(2026, 10, 10)})
    with pytest.raises(ValueError, match="both"):
        WorkingDays(day, day, frozenset({2026}))


@given(st.dates(date(2026, 1, 1), date(2027, 12, 1)))
def test_the_next_working_day_is_the_first_one_worked(day: date) -> None:
    found = OCTOBER.next_working_day(day)
    assert OCTOBER.is_working_day(found)
    assert not any(OCTOBER.is_working_day(day + timedelta(days=n)) for n in range((found - day).days))
