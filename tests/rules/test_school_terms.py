from datetime import date

import pytest

from hazard_app.rules.calendars import WorkingDays
from hazard_app.rules.school_terms import SchoolDays, SchoolTerm


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


KNOWN = SchoolDays(
    [SchoolTerm(date(2026, 9, 7), date(2027, 1, 29)), SchoolTerm(date(2027, 2, 22), date(2027, 7, 9))],
    WorkingDays(frozenset(), frozenset(), frozenset()),
)


@pytest.mark.parametrize(
    ("day", "starts_on"),
    [
        (date(2026, 9, 6), date(2026, 9, 1)),
        (date(2026, 9, 7), date(2026, 9, 7)),
        (date(2027, 2, 10), date(2026, 9, 7)),
        (date(2027, 7, 9), date(2027, 2, 22)),
        (date(2027, 8, 31), date(2027, 2, 22)),
        (date(2027, 9, 1), date(2027, 9, 1)),
    ],
)
def test_in_the_holidays_the_last_term_that_ran_still_counts(day: date, starts_on: date) -> None:
    assert KNOWN.term_of(day).starts_on == starts_on


def test_a_term_that_begins_in_january_is_the_springs_and_one_from_late_august_the_autumns() -> None:
    assert not SchoolTerm(date(2027, 1, 25), date(2027, 7, 9)).is_autumn
    assert SchoolTerm(date(2026, 8, 24), date(2027, 1, 15)).is_autumn
