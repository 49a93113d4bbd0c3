from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.calendars import WorkingDays
from hazard_app.rules.deadlines import days_left, deadline, end_of_day, is_overdue

SHANGHAI = ZoneInfo("Asia/Shanghai")
NO_DATA = WorkingDays(frozenset(), frozenset(), frozenset())
OCTOBER = WorkingDays(
    frozenset(date(2026, 10, day) for day in range(1, 8)), frozenset({date(2026, 10, 10)}), frozenset({2026})
)
# Some change their clocks at midnight, one lost a whole day, one is half an hour off, one three quarters.
ZONES = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Asia/Beirut",
        "America/Havana",
        "America/Sao_Paulo",
        "Pacific/Apia",
        "Asia/Kathmandu",
        "Australia/Lord_Howe",
        "Europe/London",
    )
]
moments = st.datetimes(datetime(2005, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def china(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("happened", "days", "last_day"),
    [
        ("2026-09-14 00:00", 0, "2026-09-14"),
        ("2026-09-14 23:59", 1, "2026-09-15"),
        ("2026-09-14 09:00", 5, "2026-09-21"),  # a Saturday moves to Monday
        ("2026-09-24 09:00", 7, "2026-10-08"),  # the first of October moves past the holiday week
        ("2026-09-25 09:00", 15, "2026-10-10"),  # a made-up Saturday is a day to end on
        ("2026-12-20 09:00", 12, "2027-01-01"),  # a year not known yet: a Friday is a Friday
    ],
)
def test_a_deadline_is_the_end_of_a_worked_local_day(happened: str, days: int, last_day: str) -> None:
    assert deadline(china(happened), days, SHANGHAI, OCTOBER) == china(f"{last_day} 23:59:59.999999")


def test_the_day_counted_from_is_the_zones_not_utc() -> None:
    late_in_utc = datetime(2026, 9, 14, 16, 30, tzinfo=UTC)  # already the 15th in China
    assert deadline(late_in_utc, 1, SHANGHAI, OCTOBER) == datetime(2026, 9, 16, 15, 59, 59, 999999, tzinfo=UTC)


@given(moments, st.integers(0, 90), st.sampled_from(ZONES))
def test_a_deadline_is_the_last_microsecond_of_its_day(moment: datetime, days: int, zone: ZoneInfo) -> None:
    due = deadline(moment, days, zone, NO_DATA)
    last_day = due.astimezone(zone).date()
    assert due.tzinfo is UTC
    assert last_day >= moment.astimezone(zone).date() + timedelta(days=days - 1)
    assert (due + timedelta(microseconds=1)).astimezone(zone).date() > last_day


def test_a_day_whose_midnight_is_skipped_begins_an_hour_later() -> None:
    beirut = ZoneInfo("Asia/Beirut")  # 2026-03-29 begins at 01:00
    assert end_of_day(date(2026, 3, 28), beirut) == datetime(2026, 3, 28, 21, 59, 59, 999999, tzinfo=UTC)


def test_a_day_that_hears_midnight_twice_ends_before_the_first() -> None:
    havana = ZoneInfo("America/Havana")  # 2026-11-01 hears 00:00 twice
    assert end_of_day(date(2026, 10, 31), havana) == datetime(2026, 11, 1, 3, 59, 59, 999999, tzinfo=UTC)


@pytest.mark.parametrize(
    ("now", "left", "overdue"),
    [
        ("2026-09-13 23:59", 2, False),
        ("2026-09-14 00:00", 1, False),
        ("2026-09-15 23:59:59.999999", 0, False),
        ("2026-09-16 00:00", -1, True),
        ("2026-09-25 12:00", -10, True),
    ],
)
def test_days_left_are_local_days(now: str, left: int, overdue: bool) -> None:
    due = deadline(china("2026-09-14 09:00"), 1, SHANGHAI, OCTOBER)
    assert days_left(due, china(now), SHANGHAI) == left
    assert is_overdue(due, china(now)) is overdue


@given(moments, moments, st.sampled_from(ZONES))
def test_overdue_and_fewer_than_no_days_are_the_same(made: datetime, now: datetime, zone: ZoneInfo) -> None:
    due = deadline(made, 3, zone, NO_DATA)
    assert is_overdue(due, now) == (days_left(due, now, zone) < 0)


def test_a_deadline_before_its_hazard_or_from_a_naive_time_is_refused() -> None:
    with pytest.raises(ValueError, match="before"):
        deadline(china("2026-09-14 09:00"), -1, SHANGHAI, OCTOBER)
    with pytest.raises(ValueError, match="time zone"):
        deadline(china("2026-09-14 09:00").replace(tzinfo=None), 1, SHANGHAI, OCTOBER)
