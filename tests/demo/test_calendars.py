"""The demo's calendars: brought in as anybody would, for the school year that runs."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import chain_of
from hazard_app.demo.calendars import make_calendars, terms_of
from hazard_app.demo.world import BEFORE
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.school_calendar import school_days
from hazard_app.rules.administration import Thing
from hazard_app.rules.chain import first_broken
from hazard_app.rules.school_terms import SchoolTerm
from tests.world import NOW, World


def test_working_days_terms_and_a_sports_day_are_known_and_written_down(session: Session, world: World) -> None:
    make_calendars(session, world.bureau, NOW - BEFORE, NOW)
    days = school_days(session, world.east)
    assert days.working.years == {2026}
    assert days.term_of(NOW.date()) == SchoolTerm(date(2026, 9, 1), date(2027, 1, 29))
    told = [(date(2026, 10, 10), True), (date(2026, 10, 1), False), (date(2026, 10, 30), False), (NOW.date(), True)]
    assert [(day, days.is_school_day(day)) for day, _taught in told] == told
    assert set(session.scalars(select(AdminAct.thing))) == {Thing.CALENDAR, Thing.TERM, Thing.SCHOOL_DAY}
    assert first_broken(chain_of(session)) is None


def test_a_year_that_does_not_come_with_the_app_stays_unknown(session: Session, world: World) -> None:
    later = datetime(2050, 3, 1, tzinfo=UTC)
    make_calendars(session, world.bureau, later - BEFORE, later)
    days = school_days(session, world.east)
    assert days.working.years == frozenset()
    assert days.terms[0].starts_on == date(2049, 9, 1)


@pytest.mark.parametrize(
    ("year", "spans"),
    [
        (2026, [("2026-09-01", "2027-01-29"), ("2027-02-22", "2027-07-09")]),
        (2027, [("2027-09-01", "2028-01-28"), ("2028-02-21", "2028-07-07")]),
    ],
)
def test_terms_end_on_a_friday_and_spring_begins_on_a_monday(year: int, spans: list[tuple[str, str]]) -> None:
    days = [given.days for given in terms_of(year)]
    assert [(each.starts_on.isoformat(), each.ends_on.isoformat()) for each in days] == spans
