"""A campaign's days, and how it stands on one."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from hazard_app.rules.campaigns import DaysWrong, Phase, Sums, days_wrong, moments, phase_on

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "wrong"),
    [
        (date(2026, 11, 23), date(2026, 11, 23), None),
        (date(2026, 11, 23), date(2026, 11, 22), DaysWrong.BACKWARDS),
        (date(2026, 1, 1), date(2026, 12, 31), None),
        (date(2024, 1, 1), date(2024, 12, 31), None),  # 366 days
        (date(2026, 1, 1), date(2027, 1, 2), DaysWrong.LONG),
        (date(9999, 12, 31), date(9999, 12, 31), DaysWrong.FAR),
        (date(1, 1, 1), date(2026, 11, 23), DaysWrong.FAR),
    ],
)
def test_which_days_it_may_have(starts_on: date, ends_on: date, wrong: DaysWrong | None) -> None:
    assert days_wrong(starts_on, ends_on, TODAY) is wrong


@pytest.mark.parametrize(
    ("day", "phase"),
    [(22, Phase.COMING), (23, Phase.RUNNING), (25, Phase.RUNNING), (26, Phase.OVER)],
)
def test_how_it_stands_on_a_day(day: int, phase: Phase) -> None:
    days = date(2026, 11, 23), date(2026, 11, 25)
    assert phase_on(date(2026, 11, day), *days, withdrawn=False) is phase
    assert phase_on(date(2026, 11, day), *days, withdrawn=True) is Phase.WITHDRAWN


def test_its_days_are_local_ones() -> None:
    first, after = moments(TODAY, TODAY, timezone(timedelta(hours=8)))
    assert first.astimezone(UTC) == datetime(2026, 11, 22, 16, tzinfo=UTC)
    assert after.astimezone(UTC) == datetime(2026, 11, 23, 16, tzinfo=UTC)


def test_what_was_not_fixed_on_the_spot_is_to_be_fixed_by_a_day() -> None:
    assert Sums(people=4, schools=3, found=5, fixed=2, orders=1).limited == 3
