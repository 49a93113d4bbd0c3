"""One person's rounds are another one's for a while, not for good."""

from datetime import date

import pytest

from hazard_app.rules.covers import SpanWrong, span_wrong

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "wrong"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), None),
        (date(2026, 11, 20), date(2026, 11, 23), None),
        (date(2026, 11, 20), date(2026, 11, 22), SpanWrong.PAST),
        (date(2026, 11, 25), date(2026, 11, 24), SpanWrong.BACKWARDS),
        # 8 days of November, all of December and January, 22 of February are 92; one more is too many.
        (date(2026, 11, 23), date(2027, 2, 22), None),
        (date(2026, 11, 23), date(2027, 2, 23), SpanWrong.LONG),
    ],
)
def test_how_long_and_when(starts_on: date, ends_on: date, wrong: SpanWrong | None) -> None:
    assert span_wrong(starts_on, ends_on, TODAY) is wrong
