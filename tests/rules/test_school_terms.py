from datetime import date

import pytest

from hazard_app.rules.school_terms import SchoolTerm


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
