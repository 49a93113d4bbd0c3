"""What a process has read of the library holds until somebody changes the library, in whatever way."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from hazard_app.db import db
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.stamp import STAMP, Subject, kept
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules.terms import Severity

CHANGES = (
    "UPDATE time_limits SET days = 3",
    "DELETE FROM time_limits WHERE severity = 'minor'",
    "UPDATE categories SET police_only = (1 = 1)",
    "UPDATE departments SET zh = '学校' WHERE code = 'school'",
    "INSERT INTO calendar_days (day, working) VALUES ('2026-11-23', (1 = 0))",
)


class Reader:
    """Counts how often it was asked."""

    def __init__(self, found: Any = "the library") -> None:
        self.times, self.found = 0, found

    def __call__(self, _session: Session) -> Any:
        self.times += 1
        return self.found


@pytest.fixture
def reader() -> Reader:
    return Reader()


def test_what_was_read_is_not_read_again(session: Session, reader: Reader) -> None:
    assert [kept(session, Subject.LIBRARY, reader, reader) for _ in range(3)] == ["the library"] * 3
    assert reader.times == 1


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_that_nobody_announced_is_noticed(session: Session, reader: Reader, change: str) -> None:
    kept(session, Subject.LIBRARY, reader, reader)
    session.rollback()
    with db.engine.begin() as somebody_else:
        somebody_else.execute(text(change))
    kept(session, Subject.LIBRARY, reader, reader)
    assert reader.times == 2


def test_what_was_read_of_a_change_that_was_taken_back_is_forgotten(session: Session) -> None:
    before = session.scalar(STAMP, {"name": "library"})
    session.execute(text("UPDATE time_limits SET days = 3"))
    assert set(TimeLimits.of(session).days.values()) == {3}
    session.rollback()
    assert session.scalar(STAMP, {"name": "library"}) == before
    assert set(TimeLimits.of(session).days.values()) != {3}
    session.execute(text("UPDATE time_limits SET days = 4"))
    assert set(TimeLimits.of(session).days.values()) == {4}


def test_what_is_not_there_is_asked_for_again(session: Session) -> None:
    nothing = Reader(None)
    assert [kept(session, Subject.LIBRARY, nothing, nothing) for _ in range(2)] == [None, None]
    assert nothing.times == 2


def test_a_new_holiday_counts_at_once(session: Session) -> None:
    assert TimeLimits.of(session).calendar.is_working_day(date(2026, 11, 23))
    session.add(CalendarDay(day=date(2026, 11, 23), working=False))
    session.flush()
    assert not TimeLimits.of(session).calendar.is_working_day(date(2026, 11, 23))
    assert Severity.MINOR in TimeLimits.of(session).days
