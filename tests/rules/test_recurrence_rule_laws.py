from collections.abc import Iterator
from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from hazard_app.rules.recurrence_rule import PARTS, SOON, RuleError, days_of, read_rule
from tests.rules.own_rules import NAMES, OwnRule, own_rules
from tests.rules.school_years import clocks, days, spans

DAY = timedelta(days=1)
# Of what a rule may be made up, and never is in some company.
PIECES = [
    "INTERVAL=2",
    "INTERVAL=100",
    "BYDAY=MO",
    "BYDAY=MO,SU",
    "BYDAY=5FR",
    "BYDAY=53SA",
    "BYMONTHDAY=29,-31",
    "BYMONTHDAY=30",
    "BYMONTH=2",
    "BYMONTH=1,12",
    "BYSETPOS=-3",
    "BYSETPOS=366",
    "WKST=SU",
]


@settings(deadline=None)
@given(own_rules, days, spans(), st.integers(0, 23), clocks)
def test_a_clock_on_the_wall_of_any_zone_names_the_same_days(
    rule: OwnRule, begins_on: date, span: tuple[date, date], hour: int, clock: ZoneInfo
) -> None:
    found = list(days_of(rule.text, begins_on, *span))
    assert found == rule.days(begins_on, *span, hour, clock)
    assert all(earlier < later for earlier, later in pairwise(found))


@settings(deadline=None)
@given(days, spans(), st.integers(1, 60), st.integers(0, 6))
def test_every_so_many_weeks_are_counted_from_the_week_of_the_first_day(
    begins_on: date, span: tuple[date, date], apart: int, weekday: int
) -> None:
    week = begins_on - begins_on.weekday() * DAY
    falls = [day for day in all_days(*span) if day.weekday() == weekday and (day - week).days // 7 % apart == 0]
    rule = f"FREQ=WEEKLY;INTERVAL={apart};BYDAY={NAMES[weekday]}"
    assert list(days_of(rule, begins_on, *span)) == [day for day in falls if day >= begins_on]


@settings(deadline=None)
@given(spans(), st.integers(1, 5), st.integers(0, 6))
def test_the_nth_weekday_of_a_month_has_as_many_before_it(span: tuple[date, date], nth: int, weekday: int) -> None:
    falls = [day for day in all_days(*span) if day.weekday() == weekday and (day.day - 1) // 7 == nth - 1]
    assert list(days_of(f"FREQ=MONTHLY;BYDAY={nth}{NAMES[weekday]}", date(2023, 1, 1), *span)) == falls


def all_days(first: date, last: date) -> Iterator[date]:
    return (first + at * DAY for at in range((last - first).days + 1))


@settings(deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.lists(st.sampled_from(PIECES), max_size=4), days)
def test_whatever_is_typed_comes_within_two_years_or_is_refused(frequency: str, pieces: list[str], day: date) -> None:
    try:
        rule = read_rule(";".join([f"FREQ={frequency}", *pieces]), day)
    except RuleError:
        return
    assert next(days_of(rule, day, day, day + SOON))
