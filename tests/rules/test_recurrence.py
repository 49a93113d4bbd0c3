from datetime import date, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hazard_app.rules.recurrence import Period, Recurrence
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.school_terms import SchoolDays, SchoolTerm
from tests.rules.own_rules import OwnRule, own_rules
from tests.rules.school_years import AUTUMN, OCTOBER, SPRING, UNKNOWN, YEAR, clocks, days, school_days, spans

DAY = timedelta(days=1)
BY_RULE = [Rhythm.SCHOOL_DAYS, Rhythm.WEEKLY, Rhythm.MONTHLY]
ON_SCHOOL_DAYS = [*BY_RULE, Rhythm.EACH_TERM]


def periods(rhythm: Rhythm, first: str, last: str, calendar: SchoolDays = YEAR) -> list[tuple[str, str]]:
    """From when and until when, as month and day."""
    found = Recurrence(rhythm).periods(date.fromisoformat(first), date.fromisoformat(last), calendar)
    return [(f"{period.starts_on:%m-%d}", f"{period.due_on:%m-%d}") for period in found]


def test_school_days_are_due_each_on_its_own() -> None:
    found = periods(Rhythm.SCHOOL_DAYS, "2026-09-29", "2026-10-12")
    assert [due for _, due in found] == ["09-29", "09-30", "10-08", "10-09", "10-10", "10-12"]
    assert all(starts == due for starts, due in found)


def test_a_week_is_due_on_its_last_school_day() -> None:
    assert periods(Rhythm.WEEKLY, "2026-09-21", "2026-10-18") == [
        ("09-21", "09-25"),
        ("09-28", "09-30"),  # the holidays begin on Thursday
        ("10-05", "10-10"),  # the Saturday is worked
        ("10-12", "10-16"),
    ]


SHORT_MARCH = SchoolDays(
    [SchoolTerm(date(2026, 8, 31), date(2027, 3, 1)), SchoolTerm(date(2027, 4, 1), date(2027, 7, 7))], OCTOBER
)


@pytest.mark.parametrize("calendar", [YEAR, UNKNOWN, SHORT_MARCH], ids=["known", "unknown", "short"])
@pytest.mark.parametrize("rhythm", [*ON_SCHOOL_DAYS, Rhythm.BEFORE_TERM])
def test_a_period_is_found_from_its_due_day_alone(rhythm: Rhythm, calendar: SchoolDays) -> None:
    recurrence = Recurrence(rhythm)
    whole = list(recurrence.periods(date(2026, 8, 1), date(2027, 8, 1), calendar))
    each = (date(2026, 8, 1) + at * DAY for at in range(366))
    assert whole
    assert [period for day in each for period in recurrence.periods(day, day, calendar)] == whole


def test_a_week_or_month_without_a_school_day_has_no_task() -> None:
    assert periods(Rhythm.WEEKLY, "2027-01-11", "2027-03-07") == [
        ("01-11", "01-15"),
        ("01-18", "01-20"),  # the last day of term
        ("02-22", "02-26"),
        ("03-01", "03-05"),
    ]
    holidays = SchoolDays([AUTUMN, SchoolTerm(date(2027, 3, 1), date(2027, 7, 7))], OCTOBER)
    assert [due for _, due in periods(Rhythm.MONTHLY, "2027-01-01", "2027-03-31", holidays)] == ["01-20", "03-31"]


def test_a_month_is_due_on_its_last_school_day() -> None:
    assert periods(Rhythm.MONTHLY, "2026-08-01", "2027-02-28") == [
        ("08-01", "08-31"),
        ("09-01", "09-30"),
        ("10-01", "10-30"),
        ("11-01", "11-30"),
        ("12-01", "12-31"),
        ("01-01", "01-20"),
        ("02-01", "02-26"),
    ]


def test_a_single_day_that_is_not_taught_moves_what_was_due_on_it() -> None:
    flood = SchoolDays([AUTUMN, SPRING], OCTOBER, {date(2026, 10, 30): False})
    assert periods(Rhythm.MONTHLY, "2026-10-01", "2026-10-31", flood) == [("10-01", "10-29")]
    assert periods(Rhythm.WEEKLY, "2026-10-26", "2026-11-01", flood) == [("10-26", "10-29")]
    sports = SchoolDays([AUTUMN, SPRING], OCTOBER, {date(2026, 11, 1): True})
    assert periods(Rhythm.WEEKLY, "2026-10-26", "2026-11-01", sports) == [("10-26", "11-01")]


def test_each_term_is_due_on_the_last_school_day_of_its_first_four_weeks() -> None:
    assert periods(Rhythm.EACH_TERM, "2026-08-01", "2027-07-31") == [("08-31", "09-25"), ("02-22", "03-19")]
    assert periods(Rhythm.EACH_TERM, "2026-08-01", "2027-07-31", UNKNOWN) == [("09-01", "09-28"), ("02-01", "02-26")]


def test_a_term_that_is_shorter_than_four_weeks_is_due_on_its_own_last_school_day() -> None:
    camp, autumn = SchoolTerm(date(2026, 9, 4), date(2026, 9, 6)), SchoolTerm(date(2026, 9, 8), date(2027, 1, 20))
    weekend = SchoolTerm(date(2027, 1, 23), date(2027, 1, 24))
    calendar = SchoolDays([camp, autumn, weekend], OCTOBER)
    # Four weeks after the eighth the October holidays are not over.
    assert periods(Rhythm.EACH_TERM, "2026-08-01", "2027-01-31", calendar) == [("09-04", "09-04"), ("09-08", "09-30")]


def test_before_each_term_it_is_due_on_the_day_before_whatever_day_that_is() -> None:
    sunday, other_sunday = ("08-17", "08-30"), ("02-08", "02-21")
    assert periods(Rhythm.BEFORE_TERM, "2026-08-01", "2027-07-31") == [sunday, other_sunday]
    assert periods(Rhythm.BEFORE_TERM, "2026-08-01", "2027-07-31", UNKNOWN) == [("08-18", "08-31"), ("01-18", "01-31")]


def test_a_rule_of_ones_own_knows_of_no_holidays() -> None:
    own = Recurrence(Rhythm.OWN, "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", date(2026, 9, 17))
    found = list(own.periods(date(2026, 9, 1), date(2026, 10, 14), YEAR))
    assert found == [
        Period(date(2026, month, day), date(2026, month, day)) for month, day in [(9, 17), (9, 28), (10, 1), (10, 12)]
    ]


@pytest.mark.parametrize("rhythm", BY_RULE)
def test_rhythms_are_as_old_as_schools(rhythm: Rhythm) -> None:
    assert ("01-30", "01-30") in [(due, due) for _, due in periods(rhythm, "1925-01-01", "1925-01-31", UNKNOWN)]


def test_a_span_that_ends_before_it_starts_has_nothing_due() -> None:
    for rhythm in ON_SCHOOL_DAYS:
        assert not periods(rhythm, "2026-10-31", "2026-09-01")


recurrences = st.one_of(
    st.sampled_from([*ON_SCHOOL_DAYS, Rhythm.BEFORE_TERM]).map(Recurrence),
    st.builds(lambda rule, day: Recurrence(Rhythm.OWN, rule.text, day), own_rules, days),
)


@settings(deadline=None)
@given(recurrences, spans(), school_days(), st.integers(0, 500))
def test_two_parts_of_a_span_have_due_what_the_whole_has(
    recurrence: Recurrence, span: tuple[date, date], calendar: SchoolDays, at: int
) -> None:
    first, last = span
    cut = min(first + at * DAY, last)
    parts = [*recurrence.periods(first, cut, calendar), *recurrence.periods(cut + DAY, last, calendar)]
    assert parts == list(recurrence.periods(first, last, calendar))


@settings(deadline=None)
@given(recurrences, spans(), school_days())
def test_periods_come_in_order_inside_their_span_and_no_two_are_due_on_one_day(
    recurrence: Recurrence, span: tuple[date, date], calendar: SchoolDays
) -> None:
    first, last = span
    found = list(recurrence.periods(first, last, calendar))
    assert all(first <= period.due_on <= last and period.starts_on <= period.due_on for period in found)
    assert all(one.starts_on < other.starts_on and one.due_on < other.due_on for one, other in pairwise(found))


@settings(deadline=None)
@given(st.sampled_from(BY_RULE), days, st.integers(0, 120), school_days())
def test_every_school_day_belongs_to_one_period_and_the_last_of_each_is_due(
    rhythm: Rhythm, first: date, length: int, calendar: SchoolDays
) -> None:
    named = {Rhythm.SCHOOL_DAYS: "%Y-%m-%d", Rhythm.WEEKLY: "%G week %V", Rhythm.MONTHLY: "%Y-%m"}[rhythm]
    last = first + length * DAY
    around = [first + at * DAY for at in range(-31, length + 32)]
    # The later one of a name stays.
    due = {f"{day:{named}}": day for day in around if calendar.is_school_day(day)}
    found = [period.due_on for period in Recurrence(rhythm).periods(first, last, calendar)]
    assert found == [day for day in due.values() if first <= day <= last]


@settings(deadline=None)
@given(spans(most=1500), school_days())
def test_each_term_is_due_on_a_school_day_in_it(span: tuple[date, date], calendar: SchoolDays) -> None:
    for period in Recurrence(Rhythm.EACH_TERM).periods(*span, calendar):
        assert calendar.is_school_day(period.due_on)
        assert period.starts_on <= period.due_on < period.starts_on + 28 * DAY
        assert any(period.due_on in term for term in calendar.terms_starting(period.starts_on, period.starts_on))


@settings(deadline=None)
@given(own_rules, days, spans(), st.integers(0, 23), clocks, school_days())
def test_a_rule_of_ones_own_is_due_on_the_days_of_a_wall_clock_in_any_zone(
    rule: OwnRule, begins_on: date, span: tuple[date, date], hour: int, clock: ZoneInfo, calendar: SchoolDays
) -> None:
    found = Recurrence(Rhythm.OWN, rule.text, begins_on).periods(*span, calendar)
    assert [period.due_on for period in found] == rule.days(begins_on, *span, hour, clock)
