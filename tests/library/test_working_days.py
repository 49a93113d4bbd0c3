"""The working days that come with the app are those of the State Council's notices."""

from datetime import date

import pytest

from hazard_app.library.working_days import holiday_of, known_years, rows_of
from hazard_app.rules.bilingual import Bilingual

# From the notice of November 2025, by hand: from, until, how many days; then made-up weekends.
OF_2026 = [
    ("01-01", "01-03", 3), ("02-15", "02-23", 9), ("04-04", "04-06", 3), ("05-01", "05-05", 5),
    ("06-19", "06-21", 3), ("09-25", "09-27", 3), ("10-01", "10-07", 7),
]  # fmt: skip
MADE_UP = ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


def test_2026_is_as_it_was_announced() -> None:
    rows = rows_of(2026)[1:]
    off = [day for day, worked, _what in rows if worked == "否"]
    assert len(off) == sum(days for _first, _last, days in OF_2026) == 33
    assert all(any(f"2026-{first}" <= day <= f"2026-{last}" for first, last, _days in OF_2026) for day in off)
    assert [day for day, worked, _what in rows if worked == "是"] == [f"2026-{day}" for day in MADE_UP]


def test_each_row_says_which_holiday_it_belongs_to() -> None:
    assert rows_of(2026)[0] == ("日期", "上班", "说明")
    assert ("2026-10-01", "否", "国庆节休") in rows_of(2026)
    assert ("2026-10-10", "是", "国庆节班") in rows_of(2026)
    assert holiday_of(date(2026, 2, 15)) == Bilingual("春节", "Spring Festival")
    assert holiday_of(date(2026, 2, 14)) is None


@pytest.mark.parametrize("year", [2024, 2025, 2026])
def test_these_years_come_with_the_app(year: int) -> None:
    assert year in known_years()


def test_days_of_the_turn_of_the_year_stand_with_their_own_year() -> None:
    """The notice for 2023 made 31 December 2022 a holiday."""
    assert ("2022-12-31", "否", "元旦休") in rows_of(2022)
    assert not [row for row in rows_of(2023)[1:] if not row[0].startswith("2023-")]
