"""Calendar files as people have them, and as nobody should send them."""

from datetime import date
from time import process_time
from zoneinfo import ZoneInfo

import pytest

from hazard_app.documents.calendar_files import MOST_BYTES, is_calendar, read_events
from hazard_app.rules.import_events import Event
from hazard_app.rules.imports import FileUnreadable, Unreadable, Wrong
from tests.calendars import entry, ics

CLOCK = ZoneInfo("Asia/Shanghai")
FIRST, LAST = date(2026, 10, 1), date(2026, 10, 7)


def read_one(*lines: str) -> Event:
    [event] = read_events(ics(entry(*lines)), CLOCK)
    return event


def refused(content: bytes) -> Unreadable:
    with pytest.raises(FileUnreadable) as error:
        read_events(content, CLOCK)
    return error.value.why


def test_the_end_of_an_all_day_entry_is_the_first_day_after_it() -> None:
    event = read_one("DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261008", "SUMMARY:国庆节（休）")
    assert event == Event("国庆节(休)", FIRST, LAST)


@pytest.mark.parametrize(
    ("lines", "last"),
    [
        (("DTSTART;VALUE=DATE:20261001",), FIRST),
        (("DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261001"), FIRST),
        (("DTSTART;VALUE=DATE:20261001", "DURATION:P7D"), LAST),
        (("DTSTART:20261001", "DTEND:20261008"), LAST),
        (("DTSTART:20261001T000000", "DTEND:20261008T000000"), LAST),
        (("DTSTART;TZID=China Standard Time:20261001T000000", "DTEND;TZID=China Standard Time:20261008T000000"), LAST),
        (("DTSTART;TZID=Nowhere/Else:20261001T000000", "DTEND;TZID=Nowhere/Else:20261008T000000"), LAST),
        (("DTSTART:20260930T160000Z", "DTEND:20261007T160000Z"), LAST),
    ],
)
def test_a_whole_day_may_be_written_in_many_ways(lines: tuple[str, ...], last: date) -> None:
    event = read_one(*lines, "SUMMARY:国庆节")
    assert (event.first, event.last, event.why) == (FIRST, last, None)


@pytest.mark.parametrize(
    ("lines", "why"),
    [
        (("DTSTART:20261001T083000", "DTEND:20261001T113000"), Wrong.PART_OF_DAY),
        (("DTSTART:20261001T000000Z", "DTEND:20261002T000000Z"), Wrong.PART_OF_DAY),
        (("DTSTART;VALUE=DATE:20261001", "RRULE:FREQ=YEARLY"), Wrong.REPEATS),
        (("DTSTART;VALUE=DATE:20261001", "RDATE;VALUE=DATE:20271001"), Wrong.REPEATS),
        (("DTSTART;VALUE=DATE:20261008", "DTEND;VALUE=DATE:20261001"), Wrong.ENTRY_ENDS_BEFORE),
        (("DTSTART;VALUE=DATE:2026101",), Wrong.NO_DAY),
        (("DTSTART;VALUE=DATE:20261001", "DTSTART;VALUE=DATE:20261002"), Wrong.NO_DAY),
        ((), Wrong.NO_DAY),
    ],
)
def test_what_is_no_single_whole_day_says_why(lines: tuple[str, ...], why: Wrong) -> None:
    event = read_one(*lines, "SUMMARY:国庆节")
    assert (event.why, event.last) == (why, None)


def test_marks_and_places_are_read_and_what_was_called_off_is_not() -> None:
    marked = entry("DTSTART;VALUE=DATE:20261010", "SUMMARY:国庆节（班）", "X-APPLE-SPECIAL-DAY:ALTERNATE-WORKDAY")
    placed = entry("DTSTART;VALUE=DATE:20261001", "SUMMARY:第一学期", "LOCATION:east")
    off = entry("DTSTART;VALUE=DATE:20261001", "SUMMARY:取消的", "STATUS:CANCELLED")
    events = read_events(ics(marked, placed, off), CLOCK)
    assert [(event.mark, event.place) for event in events] == [("ALTERNATE-WORKDAY", ""), ("", "east")]


@pytest.mark.parametrize("content", [b"\xef\xbb\xbf\r\nbegin:vcalendar\r\n", ics(entry())])
def test_a_calendar_is_known_by_how_it_begins(content: bytes) -> None:
    assert is_calendar(content)
    assert not is_calendar("日期,上班\r\n".encode())


def test_files_in_gb18030_are_read() -> None:
    content = ics(entry("DTSTART;VALUE=DATE:20261001", "SUMMARY:国庆节 休")).decode().encode("gb18030")
    assert [event.summary for event in read_events(content, CLOCK)] == ["国庆节 休"]


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (ics(), Unreadable.NO_EVENTS),
        (b"BEGIN:VCALENDAR\r\nrubbish", Unreadable.BROKEN_CALENDAR),
        (b"BEGIN:VCALENDAR\r\n" + b"\x00\xff" * 50, Unreadable.NO_TABLE),
        (b"BEGIN:VCALENDAR\r\n" + b"x" * MOST_BYTES, Unreadable.CALENDAR_TOO_LARGE),
        (b"BEGIN:VCALENDAR\r\n" + b"begin:vevent\r\n" * 5_001, Unreadable.TOO_MANY_EVENTS),
    ],
)
def test_what_is_no_calendar_of_ours_is_refused(content: bytes, why: Unreadable) -> None:
    assert refused(content) is why


def test_calendars_made_to_do_harm_cost_little() -> None:
    """Nested a hundred thousand deep, a clock that changes each second since 1601, an entry of eight thousand years."""
    before = process_time()
    nested = b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 90_000 + b"END:X\r\n" * 90_000 + b"END:VCALENDAR\r\n"
    assert refused(nested) is Unreadable.NO_EVENTS
    clock = (
        "BEGIN:VTIMEZONE\r\nTZID:Evil\r\nBEGIN:STANDARD\r\nDTSTART:16010101T000000\r\nRRULE:FREQ=SECONDLY\r\n"
        "TZOFFSETFROM:+0800\r\nTZOFFSETTO:+0800\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
    )
    [event] = read_events(ics(clock, entry("DTSTART;TZID=Evil:20261001T000000", "SUMMARY:休")), CLOCK)
    assert event.first == FIRST
    long = read_one("DTSTART;VALUE=DATE:20010101", "DTEND;VALUE=DATE:99991231", "SUMMARY:休")
    assert long.last == date(9999, 12, 30)
    endless = read_one("DTSTART;VALUE=DATE:20010101", "DURATION:P9999999D", "SUMMARY:休")
    assert endless.why is Wrong.NO_DAY
    assert process_time() - before < 30
