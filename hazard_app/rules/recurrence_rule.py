"""A rule of recurrence in days: RFC 5545 §3.3.10, as far as it can mean a round, read by dateutil.

What comes more than once a day is no round, and a rule that comes never is a mistake: neither is taken.
"""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr

LONGEST = 200  # characters
# A plan that does not come within so many days of its first is none.
SOON = timedelta(days=750)
# What may stand beside each frequency. Of other parts some never come, and dateutil would look until the year 9999.
PARTS = {
    "DAILY": {"BYDAY", "INTERVAL"},
    "WEEKLY": {"BYDAY", "INTERVAL", "WKST"},
    "MONTHLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "INTERVAL", "WKST"},
    "YEARLY": {"BYDAY", "BYMONTHDAY", "BYSETPOS", "BYMONTH", "INTERVAL", "WKST"},
}
ENDS = {"COUNT", "UNTIL"}


class RuleWrong(StrEnum):
    UNREADABLE = "unreadable"
    TOO_OFTEN = "too_often"
    NEVER = "never"
    ENDS = "ends"  # in the rule itself: a plan says from when until when


class RuleError(ValueError):
    def __init__(self, why: RuleWrong) -> None:
        super().__init__(why.value)
        self.why = why


def read_rule(text: str, begins_on: date) -> str:
    """As it is kept: capitals, without its name. Raises RuleError."""
    rule = text.strip().upper().removeprefix("RRULE:")
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if len(rule) > LONGEST or len(parts) != rule.count(";") + 1 or not parts.get("FREQ"):
        raise RuleError(RuleWrong.UNREADABLE)
    refuse_parts(parts)
    try:
        first = next(days_of(rule, begins_on, begins_on, begins_on + SOON), None)
    except (ValueError, IndexError, OverflowError):
        raise RuleError(RuleWrong.UNREADABLE) from None
    if first is None:
        raise RuleError(RuleWrong.NEVER)
    return rule


def refuse_parts(parts: dict[str, str]) -> None:
    frequency = parts["FREQ"]
    if frequency in {"SECONDLY", "MINUTELY", "HOURLY"} or parts.keys() & {"BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise RuleError(RuleWrong.TOO_OFTEN)
    if parts.keys() & ENDS:
        raise RuleError(RuleWrong.ENDS)
    interval = parts.get("INTERVAL", "1")
    small = interval.isascii() and interval.isdigit() and 1 <= int(interval[:4]) <= 366
    # Every second day and Mondays only may never meet.
    apart = frequency == "DAILY" and {"INTERVAL", "BYDAY"} <= parts.keys()
    if frequency not in PARTS or parts.keys() - {"FREQ"} - PARTS[frequency] or not small or apart:
        raise RuleError(RuleWrong.UNREADABLE)


def days_of(rule: str, begins_on: date, first: date, last: date) -> Iterator[date]:
    """Local days from `first` to `last`, both in it. A day has no time zone; its window has (`rules.windows`)."""
    read = parsed(rule, begins_on)
    for moment in read.xafter(datetime.combine(first, time()), inc=True):
        if moment.date() > last:
            return
        yield moment.date()


@lru_cache(maxsize=512)
def parsed(rule: str, begins_on: date) -> rrule:
    read = rrulestr(rule, dtstart=datetime.combine(begins_on, time()))
    if not isinstance(read, rrule):
        raise ValueError("more than one rule")  # noqa: TRY004 (of what was typed, not of a type)
    return read
