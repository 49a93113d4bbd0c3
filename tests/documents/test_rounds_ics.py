"""A calendar reads back what is due, and nothing else."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask
from flask_babel import force_locale
from icalendar import Calendar

from hazard_app.documents.rounds_ics import rounds_ics
from hazard_app.reports.rounds_ahead import Entry, RoundsAhead
from hazard_app.rules.bilingual import Bilingual

CHANGED = datetime(2026, 11, 2, 1, 30, tzinfo=UTC)
FRIDAY = date(2026, 11, 27)
SCHOOL = "新安实验小学; 东校区, \n" * 4


def entry(number: int = 1, **said: Any) -> Entry:
    given: dict[str, Any] = {"schools": ("新安实验小学",), "day": FRIDAY, "due_at": None, "changed_at": CHANGED}
    return Entry(UUID(int=number), Bilingual("每日巡查", "Daily patrol"), **(given | said))


def written(app: Flask, *entries: Entry, rest_on: date | None = None, locale: str = "zh_Hans_CN") -> bytes:
    with app.test_request_context(), force_locale(locale):
        return rounds_ics(RoundsAhead(list(entries), rest_on))


def read(content: bytes) -> tuple[Any, list[Any]]:
    """The calendar and its events, as another program reads them."""
    calendar = Calendar.from_ical(content)
    assert isinstance(calendar, Calendar)
    return calendar, calendar.events


def test_what_is_due_by_the_end_of_a_day_lasts_that_day(app: Flask) -> None:
    [event] = read(written(app, entry()))[1]
    assert event["summary"] == "每日巡查 · 新安实验小学"
    assert (event.decoded("dtstart"), event.decoded("dtend")) == (FRIDAY, date(2026, 11, 28))
    assert (event.decoded("last-modified"), event.decoded("dtstamp")) == (CHANGED, CHANGED)
    assert str(event["uid"]) == "00000000-0000-0000-0000-000000000001"
    assert event["transp"] == "TRANSPARENT"


def test_what_is_due_at_a_time_is_that_moment_in_utc_on_both_sides_of_a_clock_change(app: Flask) -> None:
    """Eight in Berlin, in summer and a day later in winter."""
    berlin = (datetime(2026, 10, 24, 6, tzinfo=UTC), datetime(2026, 10, 25, 7, tzinfo=UTC))
    content = written(app, *(entry(number, due_at=at, day=at.date()) for number, at in enumerate(berlin, 1)))
    assert [event.decoded("dtstart") for event in read(content)[1]] == list(berlin)
    assert b"DTSTART:20261024T060000Z" in content
    assert b"DTEND" not in content


def test_many_schools_are_named_in_one_entry_up_to_fifty(app: Flask) -> None:
    schools = tuple(f"第{number}小学" for number in range(1, 54))
    [event] = read(written(app, entry(schools=schools)))[1]
    assert event["summary"] == "每日巡查 · 53 所学校"
    lines = event["description"].split("\n")
    assert (len(lines), lines[0], lines[-1]) == (51, "第1小学", "另有 3 所")


def test_the_calendar_says_what_it_is_and_how_often_to_ask(app: Flask) -> None:
    content = written(app, entry())
    calendar, _events = read(content)
    assert calendar["x-wr-calname"] == "校园检查任务"
    assert calendar.decoded("refresh-interval") == timedelta(hours=6)
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT6H" in content
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]


def test_the_rest_is_said_on_its_day(app: Flask) -> None:
    calendar, events = read(written(app, entry(), rest_on=date(2026, 12, 4)))
    assert events[-1].decoded("dtstart") == date(2026, 12, 4)
    assert events[-1]["summary"] == "任务过多，日历放不下，其余请到平台查看。"
    assert events[-1]["summary"] in calendar["x-wr-caldesc"]


def test_it_speaks_the_language_of_its_reader(app: Flask) -> None:
    calendar, [event] = read(written(app, entry(), locale="en"))
    assert (calendar["x-wr-calname"], event["summary"]) == ("School checks", "Daily patrol · 新安实验小学")


def test_a_name_with_signs_of_the_format_is_still_a_name(app: Flask) -> None:
    content = written(app, entry(schools=(SCHOOL,)))
    [event] = read(content)[1]
    assert event["summary"] == f"每日巡查 · {SCHOOL}"
    assert max(map(len, content.split(b"\r\n"))) <= 75


def test_the_same_rounds_are_the_same_bytes_and_none_is_a_calendar_too(app: Flask) -> None:
    assert written(app, entry(), entry(2)) == written(app, entry(), entry(2))
    assert read(written(app))[1] == []
