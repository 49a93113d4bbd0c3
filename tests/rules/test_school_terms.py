from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.school_terms import SchoolDays, SchoolTerm
from tests.rules.school_years import AUTUMN, OCTOBER, SPRING, UNKNOWN, YEAR, days, school_days, school_terms, spans

DAY = timedelta(days=1)
ASSUMED_AUTUMN = SchoolTerm(date(2026, 9, 1), date(2027, 1, 31))
ASSUMED_SPRING = SchoolTerm(date(2027, 2, 1), date(2027, 8, 31))
LATE = SchoolTerm(date(2026, 9, 1), date(2027, 2, 10))
ALL_YEAR = SchoolTerm(date(2026, 9, 1), date(2027, 7, 7))


@pytest.mark.parametrize(
    ("day", "starts_on", "is_autumn"),
    [
        (date(2026, 9, 1), date(2026, 9, 1), True),
        (date(2026, 12, 31), date(2026, 9, 1), True),
        (date(2027, 1, 31), date(2026, 9, 1), True),
        (date(2027, 2, 1), date(2027, 2, 1), False),
        (date(2027, 8, 31), date(2027, 2, 1), False),
    ],
)
def test_a_term_that_nobody_brought_in_begins_in_september_or_in_february(
    day: date, starts_on: date, is_autumn: bool
) -> None:
    term = SchoolTerm.assumed(day)
    assert (term.starts_on, term.is_autumn) == (starts_on, is_autumn)


@given(days)
def test_an_assumed_term_holds_its_day_and_ends_where_the_next_one_begins(day: date) -> None:
    term = SchoolTerm.assumed(day)
    following = SchoolTerm.assumed(term.ends_on + DAY)
    assert day in term
    assert SchoolTerm.assumed(term.starts_on) == SchoolTerm.assumed(term.ends_on) == term
    assert (following.starts_on, following.is_autumn) == (term.ends_on + DAY, not term.is_autumn)


def test_terms_that_schools_brought_in_begin_a_little_earlier_or_later() -> None:
    assert (AUTUMN.is_autumn, SPRING.is_autumn) == (True, False)


def test_a_term_that_begins_in_january_is_the_springs_and_one_from_late_august_the_autumns() -> None:
    assert not SchoolTerm(date(2027, 1, 25), date(2027, 7, 9)).is_autumn
    assert SchoolTerm(date(2026, 8, 24), date(2027, 1, 15)).is_autumn


def test_a_term_of_one_day_is_one_and_of_none_is_none() -> None:
    day = date(2026, 9, 1)
    assert day in SchoolTerm(day, day)
    with pytest.raises(ValueError, match="ends before"):
        SchoolTerm(day, day - DAY)


@pytest.mark.parametrize(
    "terms",
    [
        [SPRING, AUTUMN],
        [AUTUMN, AUTUMN],
        [AUTUMN, SchoolTerm(AUTUMN.ends_on, SPRING.ends_on)],
        [AUTUMN, SPRING, SchoolTerm(SPRING.starts_on, SPRING.starts_on)],
    ],
)
def test_terms_that_overlap_or_are_not_in_order_are_refused(terms: Sequence[SchoolTerm]) -> None:
    with pytest.raises(ValueError, match="overlap"):
        SchoolDays(terms, OCTOBER)


@pytest.mark.parametrize(
    ("day", "known", "taught"),
    [
        (date(2026, 8, 30), False, False),  # before what is known: a Sunday
        (date(2026, 8, 28), False, True),  # a Friday in the holidays, as far as anybody knows
        (date(2026, 8, 31), True, True),
        (date(2026, 9, 30), True, True),
        (date(2026, 10, 1), True, False),
        (date(2026, 10, 8), True, True),
        (date(2026, 10, 10), True, True),
        (date(2026, 10, 11), True, False),
        (date(2027, 1, 20), True, True),
        (date(2027, 1, 21), True, False),  # between two known terms
        (date(2027, 2, 22), True, True),
        (date(2027, 7, 7), True, True),
        (date(2027, 7, 8), False, True),
    ],
)
def test_days_are_taught_that_are_worked_inside_a_term(day: date, known: bool, taught: bool) -> None:
    assert (YEAR.covers(day), YEAR.is_school_day(day)) == (known, taught)


def test_what_is_said_of_a_single_day_counts_more_than_its_weekday_its_term_and_the_holidays() -> None:
    flood, sports, camp = date(2026, 11, 4), date(2026, 11, 7), date(2027, 2, 3)
    calendar = SchoolDays([AUTUMN, SPRING], OCTOBER, {flood: False, sports: True, camp: True})
    assert [calendar.is_school_day(day) for day in (flood, sports, camp)] == [False, True, True]
    assert [YEAR.is_school_day(day) for day in (flood, sports, camp)] == [True, False, False]


@given(school_days(), spans(most=60))
def test_the_last_school_day_of_a_span_is_found_by_looking_at_each(
    calendar: SchoolDays, span: tuple[date, date]
) -> None:
    first, last = span
    each = [first + at * DAY for at in range((last - first).days + 1)]
    assert calendar.last_between(first, last) == max(filter(calendar.is_school_day, each), default=None)


def test_a_span_that_ends_before_it_starts_has_no_school_day() -> None:
    assert YEAR.last_between(date(2026, 9, 2), date(2026, 9, 1)) is None


@pytest.mark.parametrize(
    ("calendar", "day", "term"),
    [
        (UNKNOWN, date(2026, 9, 3), ASSUMED_AUTUMN),
        (YEAR, date(2026, 8, 31), AUTUMN),
        (YEAR, date(2027, 1, 25), AUTUMN),  # the holidays after it
        (YEAR, date(2027, 2, 22), SPRING),
        (YEAR, date(2027, 8, 20), SPRING),
        (YEAR, date(2027, 9, 1), SchoolTerm(date(2027, 9, 1), date(2028, 1, 31))),
        (SchoolDays([AUTUMN], OCTOBER), date(2027, 1, 25), AUTUMN),
        (SchoolDays([AUTUMN], OCTOBER), date(2027, 2, 1), ASSUMED_SPRING),
        (SchoolDays([LATE], OCTOBER), date(2027, 2, 10), LATE),
        (SchoolDays([LATE], OCTOBER), date(2027, 2, 11), ASSUMED_SPRING),
        # The first term that is known has not begun, whatever is assumed of other years.
        (SchoolDays([SPRING], OCTOBER), date(2027, 2, 10), ASSUMED_AUTUMN),
    ],
)
def test_the_term_of_a_day_runs_or_is_the_last_that_ran(calendar: SchoolDays, day: date, term: SchoolTerm) -> None:
    assert calendar.term_of(day) == term


@pytest.mark.parametrize(
    ("known", "starting"),
    [
        ([], [ASSUMED_AUTUMN, ASSUMED_SPRING]),
        ([AUTUMN, SPRING], [AUTUMN, SPRING]),
        ([AUTUMN], [AUTUMN, ASSUMED_SPRING]),
        ([SPRING], [ASSUMED_AUTUMN, SPRING]),
        # Where the winter holidays are late a known term ends after the assumed one begins.
        ([LATE], [LATE, ASSUMED_SPRING]),
        # A school that counts one term a year, and a spring that is known to be none.
        ([ALL_YEAR], [ALL_YEAR]),
        ([AUTUMN, SchoolTerm(date(2027, 8, 30), date(2028, 1, 20))], [AUTUMN]),
    ],
)
def test_terms_that_start_are_known_ones_and_assumed_ones_beyond(
    known: list[SchoolTerm], starting: list[SchoolTerm]
) -> None:
    calendar = SchoolDays(known, OCTOBER)
    assert list(calendar.terms_starting(date(2026, 8, 1), date(2027, 7, 31))) == starting


@pytest.mark.parametrize(("begins_on", "listed"), [(date(2026, 11, 30), 1), (date(2026, 12, 1), 2)])
def test_terms_that_begin_more_than_ninety_days_apart_are_two(begins_on: date, listed: int) -> None:
    calendar = SchoolDays([SchoolTerm(begins_on, date(2027, 1, 20))], OCTOBER)
    assert len(list(calendar.terms_starting(date(2026, 8, 1), date(2027, 1, 31)))) == listed


def test_a_term_starts_in_a_span_with_both_its_ends() -> None:
    assert list(YEAR.terms_starting(AUTUMN.starts_on, SPRING.starts_on)) == [AUTUMN, SPRING]
    assert not list(YEAR.terms_starting(AUTUMN.starts_on + DAY, SPRING.starts_on - DAY))


@given(school_terms(), spans(most=1500))
def test_every_known_term_that_starts_is_listed_and_none_of_the_assumed_is_the_same(
    known: list[SchoolTerm], span: tuple[date, date]
) -> None:
    first, last = span
    listed = list(SchoolDays(known, OCTOBER).terms_starting(first, last))
    assumed = [term for term in listed if term not in known]
    assert [term for term in listed if term in known] == [term for term in known if first <= term.starts_on <= last]
    assert listed == sorted(set(listed))
    assert all(abs(term.starts_on - other.starts_on) > 90 * DAY for term in assumed for other in known)
    assert all(term == SchoolTerm.assumed(term.starts_on) for term in assumed)


@given(school_terms(), days)
def test_the_term_of_a_day_is_the_last_that_started_unless_a_known_one_runs(known: list[SchoolTerm], day: date) -> None:
    calendar = SchoolDays(known, OCTOBER)
    started = list(calendar.terms_starting(date(2020, 1, 1), day))
    if calendar.covers(day):
        started = [term for term in known if term.starts_on <= day]
    assert calendar.term_of(day) == started[-1]


@given(school_terms(), days, days)
def test_terms_of_later_days_are_no_earlier_ones(known: list[SchoolTerm], one: date, other: date) -> None:
    calendar = SchoolDays(known, OCTOBER)
    assert calendar.term_of(min(one, other)).starts_on <= calendar.term_of(max(one, other)).starts_on


@given(school_terms(), spans(), st.integers(0, 500))
def test_terms_that_start_in_two_parts_of_a_span_are_those_of_the_whole(
    known: list[SchoolTerm], span: tuple[date, date], at: int
) -> None:
    (first, last), calendar = span, SchoolDays(known, OCTOBER)
    cut = min(first + at * DAY, last)
    parts = [*calendar.terms_starting(first, cut), *calendar.terms_starting(cut + DAY, last)]
    assert parts == list(calendar.terms_starting(first, last))
