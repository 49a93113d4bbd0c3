"""Working days from a table are those by which the next deadlines are reckoned."""

from datetime import date

from sqlalchemy.orm import Session

from hazard_app.models.calendar_day import working_days
from hazard_app.rules.imports import ImportKind
from tests.importing import brought, tried, wrongs
from tests.world import World

HEAD = ("日期", "是否上班")
NEW_YEAR = (("2027-01-01", "否"), ("2027/1/2", "否"), ("2027年1月9日", "是"))


def test_holidays_and_made_up_weekends_count_from_then_on(session: Session, world: World) -> None:
    before = working_days(session)
    assert before.is_working_day(date(2027, 1, 1))
    assert brought(session, world, ImportKind.CALENDAR, HEAD, *NEW_YEAR).counts == {"new": 3}
    days = working_days(session)
    assert [days.is_working_day(date(2027, 1, day)) for day in (1, 2, 3, 4, 9)] == [False, False, False, True, True]
    assert brought(session, world, ImportKind.CALENDAR, HEAD, *NEW_YEAR).counts == {"same": 3}


def test_a_day_that_stands_twice_or_says_nothing_is_wrong(session: Session, world: World) -> None:
    rows = (("2027-01-01", "否"), ("2027-01-01", "是"), ("2027-01-02", ""), ("1月3日", "否"))
    assert wrongs(tried(session, world, ImportKind.CALENDAR, HEAD, *rows)) == [
        (3, "day", "twice"),
        (4, "working", "missing"),
        (5, "day", "no_day"),
    ]
