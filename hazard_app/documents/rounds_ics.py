"""A person's rounds as an iCalendar (RFC 5545), in the reader's language: data in, bytes out.

The same data are the same bytes: nothing in it says when it was made.
"""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from flask_babel import ngettext
from icalendar import Calendar, Event

from hazard_app.reports.rounds_ahead import Entry, RoundsAhead
from hazard_app.words import in_words

DAY = timedelta(days=1)
# A plan changes seldom; a phone that asks more often only warms its owner's pocket.
ASKED_EVERY = timedelta(hours=6)
NAMED = 50  # schools in one entry


def rounds_ics(ahead: RoundsAhead) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//School Safety//Rounds//ZH")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    for name in ("name", "x-wr-calname"):
        calendar.add(name, str(_("School checks")))
    calendar.add("x-wr-caldesc", about(ahead))
    calendar.add("refresh-interval", ASKED_EVERY, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    for entry in ahead.entries:
        calendar.add_component(event_of(entry))
    if ahead.rest_on:
        calendar.add_component(rest(ahead.rest_on, ahead.entries[-1].changed_at))
    written: bytes = calendar.to_ical()
    return written


def about(ahead: RoundsAhead) -> str:
    whole = str(_("What is due in the next eight weeks, and what is open now."))
    return f"{whole} {more()}" if ahead.rest_on else whole


def more() -> str:
    return str(_("It is more than a calendar holds: the rest stands in the app."))


def event_of(entry: Entry) -> Event:
    event = blank(str(entry.uid), entry.changed_at)
    one = len(entry.schools) == 1
    where = entry.schools[0] if one else ngettext("%(num)s school", "%(num)s schools", len(entry.schools))
    event.add("summary", f"{in_words(entry.title)} · {where}")
    if not one:
        event.add("description", names_of(entry))
    if entry.due_at:
        event.add("dtstart", entry.due_at)
    else:
        all_day(event, entry.day)
    return event


def names_of(entry: Entry) -> str:
    left = len(entry.schools) - NAMED
    lines = [*entry.schools[:NAMED], *([str(_("and %(num)s more", num=left))] if left > 0 else [])]
    return "\n".join(lines)


def rest(day: date, changed_at: datetime) -> Event:
    event = blank(f"rest-{day.isoformat()}", changed_at)
    event.add("summary", more())
    all_day(event, day)
    return event


def blank(uid: str, changed_at: datetime) -> Event:
    """It takes nobody's time: others may be planned beside it."""
    event = Event()
    event.add("uid", uid)
    event.add("dtstamp", changed_at)
    event.add("last-modified", changed_at)
    event.add("transp", "TRANSPARENT")
    return event


def all_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + DAY)
