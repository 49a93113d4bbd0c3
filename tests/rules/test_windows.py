from datetime import UTC, date, datetime, time, timedelta
from itertools import groupby, pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hazard_app.rules.recurrence import Period, Recurrence
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.school_terms import SchoolDays
from hazard_app.rules.windows import Occurrence, Window, occurrences, of_period
from tests.rules.school_years import YEAR, clocks, school_days, spans

SHANGHAI, LONDON, HAVANA = ZoneInfo("Asia/Shanghai"), ZoneInfo("Europe/London"), ZoneInfo("America/Havana")
MINUTE = timedelta(minutes=1)
OCTOBER_WEEK = Period(date(2026, 10, 5), date(2026, 10, 10))
GATE = (time(7, 30), time(11, 40), time(17, 0))


def told(period: Period, window: Window, clock: ZoneInfo = SHANGHAI) -> list[tuple[int, str, str, str]]:
    """Which of the day, and by its clock when it opens, is due and is missed, to the minute."""

    def clock_says(moment: datetime) -> str:
        return f"{moment.astimezone(clock):%m-%d %H:%M}"

    return [
        (check.sequence, clock_says(check.opens_at), clock_says(check.due_at), clock_says(check.missed_at))
        for check in of_period(period, window, clock)
    ]


@pytest.mark.parametrize(
    ("window", "opens", "due", "missed"),
    [
        (Window(), "10-05 00:00", "10-10 23:59", "10-10 23:59"),
        (Window(opens_before=0), "10-10 00:00", "10-10 23:59", "10-10 23:59"),
        (Window(opens_before=2), "10-08 00:00", "10-10 23:59", "10-10 23:59"),
        (Window(opens_before=60), "08-11 00:00", "10-10 23:59", "10-10 23:59"),
        (Window(open_after=3), "10-05 00:00", "10-10 23:59", "10-13 23:59"),
        (Window(opens_before=1, times=(time(16),), open_after=31), "10-09 00:00", "10-10 16:00", "11-10 23:59"),
        (Window(times=(time(16),)), "10-05 00:00", "10-10 16:00", "10-10 23:59"),
    ],
)
def test_a_check_opens_is_due_and_is_missed(window: Window, opens: str, due: str, missed: str) -> None:
    assert told(OCTOBER_WEEK, window) == [(1, opens, due, missed)]


def test_the_end_of_a_day_is_its_last_microsecond_and_moments_are_in_utc() -> None:
    [check] = of_period(OCTOBER_WEEK, Window(), SHANGHAI)
    assert (check.due_on, check.opens_at) == (date(2026, 10, 10), datetime(2026, 10, 4, 16, tzinfo=UTC))
    assert check.due_at == check.missed_at == datetime(2026, 10, 10, 15, 59, 59, 999999, tzinfo=UTC)
    assert {at.tzinfo for at in (check.opens_at, check.due_at, check.missed_at)} == {UTC}


def test_the_second_check_of_a_day_opens_when_the_first_is_due() -> None:
    day = date(2026, 9, 1)
    assert told(Period(day, day), Window(times=GATE, open_after=1)) == [
        (1, "09-01 00:00", "09-01 07:30", "09-02 23:59"),
        (2, "09-01 07:30", "09-01 11:40", "09-02 23:59"),
        (3, "09-01 11:40", "09-01 17:00", "09-02 23:59"),
    ]


def test_a_check_that_is_due_when_its_day_begins_is_open_a_minute_before() -> None:
    day = date(2026, 9, 1)
    assert told(Period(day, day), Window(times=(time(),))) == [(1, "08-31 23:59", "09-01 00:00", "09-01 23:59")]


# On 2026-03-29 London's clocks go from 01:00 to 02:00, on 2026-10-25 from 02:00 to 01:00.
FORWARD, BACK = date(2026, 3, 29), date(2026, 10, 25)


def test_a_day_that_loses_an_hour_keeps_its_checks_in_order() -> None:
    # 01:30 is an hour after 00:30, as if the clocks went on: by them 02:30.
    assert told(Period(FORWARD, FORWARD), Window(times=(time(0, 30), time(1, 30), time(2, 15))), LONDON) == [
        (1, "03-29 00:00", "03-29 00:30", "03-29 23:59"),
        (2, "03-29 00:30", "03-29 02:15", "03-29 23:59"),
        (3, "03-29 02:15", "03-29 02:30", "03-29 23:59"),
    ]


def test_two_times_that_a_clock_change_makes_one_are_due_together() -> None:
    assert told(Period(FORWARD, FORWARD), Window(times=(time(1, 30), time(2, 30))), LONDON) == [
        (1, "03-29 00:00", "03-29 02:30", "03-29 23:59"),
        (2, "03-29 02:29", "03-29 02:30", "03-29 23:59"),
    ]


def test_of_an_hour_that_comes_twice_the_first_counts() -> None:
    [check] = of_period(Period(BACK, BACK), Window(times=(time(1, 30),)), LONDON)
    assert check.due_at == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert check.missed_at - check.opens_at == timedelta(hours=25) - timedelta(microseconds=1)


def test_a_day_without_midnight_opens_when_it_begins() -> None:
    day = date(2026, 3, 8)  # Havana's clocks go from 00:00 to 01:00
    assert told(Period(day, day), Window(times=(time(0, 30), time(7, 30))), HAVANA) == [
        (1, "03-08 01:00", "03-08 01:30", "03-08 23:59"),
        (2, "03-08 01:30", "03-08 07:30", "03-08 23:59"),
    ]


def test_on_a_day_that_a_zone_left_out_a_check_still_opens_is_due_and_is_missed_in_order() -> None:
    left_out = Period(date(2011, 12, 30), date(2011, 12, 30))  # after the 29th came the 31st in Samoa
    [check] = of_period(left_out, Window(), ZoneInfo("Pacific/Apia"))
    assert check.due_at == check.missed_at == datetime(2011, 12, 30, 9, 59, 59, 999999, tzinfo=UTC)
    assert check.due_at - check.opens_at == MINUTE
    [at_eight] = of_period(left_out, Window(times=(time(8),)), ZoneInfo("Pacific/Apia"))
    assert at_eight.due_at == at_eight.missed_at == datetime(2011, 12, 30, 18, tzinfo=UTC)


@pytest.mark.parametrize(
    ("edge", "is_open"),
    [
        ("2026-10-04T15:59:59.999999Z", False),
        ("2026-10-04T16:00:00Z", True),
        ("2026-10-11T15:59:59.999999Z", True),
        ("2026-10-11T16:00:00Z", False),
    ],
)
def test_a_check_is_open_from_its_first_moment_to_its_last(edge: str, is_open: bool) -> None:
    [check] = of_period(OCTOBER_WEEK, Window(open_after=1), SHANGHAI)
    assert check.is_open(datetime.fromisoformat(edge)) is is_open


@pytest.mark.parametrize(("opens_before", "open_after"), [(-1, 0), (61, 0), (None, -1), (None, 32)])
def test_a_window_of_too_many_days_or_of_less_than_none_is_refused(opens_before: int | None, open_after: int) -> None:
    with pytest.raises(ValueError, match="so many days"):
        Window(opens_before, (), open_after)


@pytest.mark.parametrize(
    "times", [(time(8), time(8)), (time(16), time(8)), (time(8), time(16), time(9)), tuple(map(time, range(7)))]
)
def test_times_of_a_day_that_are_not_in_order_or_too_many_are_refused(times: tuple[time, ...]) -> None:
    with pytest.raises(ValueError, match="one after the other"):
        Window(times=times)


def test_a_window_may_be_as_wide_as_a_season_and_a_day_have_six_checks() -> None:
    assert len(told(OCTOBER_WEEK, Window(60, tuple(map(time, range(6))), 31))) == 6


def test_occurrences_are_those_of_each_period_that_is_due_in_a_span() -> None:
    found = occurrences(
        Recurrence(Rhythm.WEEKLY), Window(times=GATE[:2]), date(2026, 9, 28), date(2026, 10, 10), YEAR, SHANGHAI
    )
    assert [(f"{check.due_on:%m-%d}", check.sequence) for check in found] == [
        ("09-30", 1), ("09-30", 2), ("10-10", 1), ("10-10", 2),
    ]  # fmt: skip


windows = st.builds(
    Window,
    st.none() | st.integers(0, 60),
    st.lists(st.times(), max_size=6, unique=True).map(lambda times: tuple(sorted(times))),
    st.integers(0, 31),
)
recurrences = st.sampled_from([rhythm for rhythm in Rhythm if rhythm is not Rhythm.OWN]).map(Recurrence)


def ordered(checks: list[Occurrence], window: Window) -> bool:
    return (
        [check.sequence for check in checks] == list(range(1, max(1, len(window.times)) + 1))
        and all(check.opens_at < check.due_at <= check.missed_at for check in checks)
        and all(one.due_at <= other.due_at and one.missed_at <= other.missed_at for one, other in pairwise(checks))
        and all(other.opens_at == min(one.due_at, other.due_at - MINUTE) for one, other in pairwise(checks))
    )


@settings(deadline=None)
@given(recurrences, windows, spans(most=60), school_days(), clocks)
def test_in_every_zone_a_check_opens_before_it_is_due_and_is_due_before_it_is_missed(
    recurrence: Recurrence, window: Window, span: tuple[date, date], calendar: SchoolDays, clock: ZoneInfo
) -> None:
    found = list(occurrences(recurrence, window, *span, calendar, clock))
    by_day = {day: list(checks) for day, checks in groupby(found, key=lambda check: check.due_on)}
    assert list(by_day) == [period.due_on for period in recurrence.periods(*span, calendar)]
    assert all(ordered(checks, window) for checks in by_day.values())


# Clocks go forward on these days, at night or at midnight, by half an hour, by an hour, by two or by a day.
CHANGES = [
    ("Europe/London", date(2026, 3, 29)),
    ("America/Havana", date(2026, 3, 8)),
    ("America/Santiago", date(2026, 9, 6)),
    ("America/Sao_Paulo", date(2018, 11, 4)),
    ("Africa/Cairo", date(2026, 4, 24)),
    ("Asia/Shanghai", date(1986, 5, 4)),
    ("Australia/Lord_Howe", date(2026, 10, 4)),
    ("Antarctica/Troll", date(2026, 3, 29)),
    ("Pacific/Apia", date(2011, 12, 30)),
]
at_night = st.lists(st.sampled_from(range(4 * 60)), max_size=6, unique=True).map(
    lambda minutes: tuple(time(minute // 60, minute % 60) for minute in sorted(minutes))
)


@settings(deadline=None)
@given(st.sampled_from(CHANGES), st.integers(-1, 1), st.builds(Window, st.none(), at_night, st.integers(0, 1)))
def test_in_a_night_in_which_clocks_change_checks_stay_in_order(
    change: tuple[str, date], off: int, window: Window
) -> None:
    name, day = change
    day += timedelta(days=off)
    assert ordered(list(of_period(Period(day, day), window, ZoneInfo(name))), window)


@settings(deadline=None)
@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), windows, clocks)
def test_on_any_day_of_any_zone_checks_are_in_order(day: date, window: Window, clock: ZoneInfo) -> None:
    assert ordered(list(of_period(Period(day, day), window, clock)), window)
