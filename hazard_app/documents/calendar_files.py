"""The entries of a calendar file (iCalendar, .ics) that somebody sends. Nothing of it is believed."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar.error import BrokenCalendarProperty

from hazard_app.documents.tables import decoded
from hazard_app.rules.cells import tidy
from hazard_app.rules.import_events import Event
from hazard_app.rules.imports import FileUnreadable, Unreadable, Wrong

BEGIN = b"BEGIN:VCALENDAR"
# The holidays of ten years with all solar terms are a tenth of it; reading it takes some seconds.
MOST_BYTES = 2_000_000
MOST_EVENTS = 5_000
DAY = timedelta(days=1)
REPEATING = ("RRULE", "RDATE", "RECURRENCE-ID")


def is_calendar(content: bytes) -> bool:
    return content[:200].lstrip(b"\xef\xbb\xbf \t\r\n")[: len(BEGIN)].upper() == BEGIN


def read_events(content: bytes, clock: ZoneInfo) -> list[Event]:
    """Each entry once: what repeats is not spun out. `clock` is for moments in UTC. Raises FileUnreadable."""
    if len(content) > MOST_BYTES:
        raise FileUnreadable(Unreadable.CALENDAR_TOO_LARGE)
    if content.upper().count(b"BEGIN:VEVENT") > MOST_EVENTS:
        raise FileUnreadable(Unreadable.TOO_MANY_EVENTS)
    try:
        events = [read_event(part, clock) for part in parts_of(decoded(content))]
    except FileUnreadable:
        raise
    except Exception as error:
        # As with workbooks: a broken file breaks its reader in many ways.
        raise FileUnreadable(Unreadable.BROKEN_CALENDAR) from error
    if not events:
        raise FileUnreadable(Unreadable.NO_EVENTS)
    return events


def parts_of(text: str) -> Iterator[Any]:
    """Only what stands in a calendar itself, however deep others are nested. What was called off is not there."""
    for calendar in Calendar.from_ical(text, multiple=True):
        for part in calendar.subcomponents:
            if part.name == "VEVENT" and text_of(part, "STATUS").upper() != "CANCELLED":
                yield part


def read_event(part: Any, clock: ZoneInfo) -> Event:
    summary, place = text_of(part, "SUMMARY"), text_of(part, "LOCATION")
    try:
        starts, first = start_of(part, clock)
        why, last = end_of(part, starts, first, clock)
    except (ValueError, OverflowError, BrokenCalendarProperty):
        return Event(summary, None, place=place, why=Wrong.NO_DAY)
    if any(name in part for name in REPEATING):
        why = Wrong.REPEATS
    mark = text_of(part, "X-APPLE-SPECIAL-DAY").upper()
    return Event(summary, first, None if why else last, place, mark, why)


def start_of(part: Any, clock: ZoneInfo) -> tuple[date, date]:
    """As it is written on the wall there, and its day. ValueError when it is no day."""
    starts = on_the_wall(getattr(part.get("DTSTART"), "dt", None), clock)
    if starts is None:
        raise ValueError("an entry without a day")
    return starts, starts.date() if isinstance(starts, datetime) else starts


def end_of(part: Any, starts: date, first: date, clock: ZoneInfo) -> tuple[Wrong | None, date]:
    """The last day. Ends are the first moment that is out of it; a day without an end is one day."""
    ends = on_the_wall(getattr(part.get("DTEND"), "dt", None), clock)
    lasts = getattr(part.get("DURATION"), "dt", None)
    if ends is None:
        ends = starts + (lasts if isinstance(lasts, timedelta) else DAY)
    if is_part_of_day(starts) or is_part_of_day(ends):
        return Wrong.PART_OF_DAY, first
    end = ends.date() if isinstance(ends, datetime) else ends
    # Some write the same day as both.
    last = first if end == first else end - DAY
    return (Wrong.ENTRY_ENDS_BEFORE if last < first else None), last


def on_the_wall(value: object, clock: ZoneInfo) -> date | None:
    """A day, or a moment without its time zone: midnight is midnight where it was written. UTC is no such place."""
    if isinstance(value, datetime):
        in_utc = getattr(value.tzinfo, "key", str(value.tzinfo)) in ("UTC", "Etc/UTC")
        # Zones that a file defines itself are never reckoned with.
        return (value.astimezone(clock) if in_utc else value).replace(tzinfo=None)
    return value if isinstance(value, date) else None


def is_part_of_day(value: date) -> bool:
    return isinstance(value, datetime) and value.time() != time()


def text_of(part: Any, name: str) -> str:
    """The first of that name."""
    value = part.get(name, "")
    return tidy(str(value[0] if isinstance(value, list) and value else value))
