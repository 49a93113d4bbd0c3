"""A rule of recurrence in days: RFC 5545 §3.3.10, as far as it can mean a round, read by dateutil.

What comes more than once a day is no round, and a rule that comes never is a mistake: neither is taken.
"""

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache

from dateutil.rrule import rrule, rrulestr


def listed(*kinds: str) -> re.Pattern[str]:
    """A list of one kind."""
    return re.compile("|".join(f"(?:{one})(?:,(?:{one}))*" for one in kinds))


LONGEST = 200  # characters
# A plan that does not come within so many days of its first is none.
SOON = timedelta(days=750)
WEEKDAY = "MO|TU|WE|TH|FR|SA|SU"
OF_A_YEAR = "[1-9]|[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6]"
WEEKDAYS, INTERVAL, WKST = listed(WEEKDAY), re.compile(OF_A_YEAR), re.compile(WEEKDAY)
IN_A_MONTH = {
    "BYMONTHDAY": listed("[+-]?(?:0?[1-9]|[12][0-9]|3[01])"),
    "BYSETPOS": listed(f"[+-]?(?:{OF_A_YEAR})"),
    "BYMONTH": listed("0?[1-9]|1[0-2]"),
    "INTERVAL": INTERVAL,
    "WKST": WKST,
}
# What may stand beside each frequency, and how it is written. dateutil reads more, and not as it is meant: day 0 of a
# month is every day to it, the second Monday of a week every Monday, Mondays and the last Friday what is both, and what
# stands on a second line another beginning.
PARTS = {
    "DAILY": {"BYDAY": WEEKDAYS, "INTERVAL": INTERVAL},
    "WEEKLY": {"BYDAY": WEEKDAYS, "INTERVAL": INTERVAL, "WKST": WKST},
    "MONTHLY": IN_A_MONTH | {"BYDAY": listed(WEEKDAY, f"[+-]?[1-5](?:{WEEKDAY})")},
    "YEARLY": IN_A_MONTH | {"BYDAY": listed(WEEKDAY, f"[+-]?(?:[1-9]|[1-4][0-9]|5[0-3])(?:{WEEKDAY})")},
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
    # Among capitals some foreign letters become ours.
    rule = text.strip().upper().removeprefix("RRULE:") if text.isascii() else ""
    parts = dict(part.partition("=")[::2] for part in rule.split(";"))
    if len(rule) > LONGEST or len(parts) != rule.count(";") + 1 or not parts.get("FREQ"):
        raise RuleError(RuleWrong.UNREADABLE)
    refuse_parts(parts)
    if not comes_soon(rule, begins_on):
        raise RuleError(RuleWrong.NEVER)
    return rule


def refuse_parts(parts: dict[str, str]) -> None:
    frequency = parts.pop("FREQ")
    if frequency in {"SECONDLY", "MINUTELY", "HOURLY"} or parts.keys() & {"BYHOUR", "BYMINUTE", "BYSECOND"}:
        raise RuleError(RuleWrong.TOO_OFTEN)
    if parts.keys() & ENDS:
        raise RuleError(RuleWrong.ENDS)
    # Of months that are named, a year's weekdays are numbered as in a month. dateutil breaks at higher numbers.
    allowed = PARTS.get("MONTHLY" if frequency == "YEARLY" and "BYMONTH" in parts else frequency, {})
    written = parts.keys() <= allowed.keys() and all(allowed[name].fullmatch(parts[name]) for name in parts)
    if frequency not in PARTS or not written:
        raise RuleError(RuleWrong.UNREADABLE)


def comes_soon(rule: str, begins_on: date) -> bool:
    """Asked of the same days some millennia on: dateutil looks for what comes never until the year 9999, and the
    calendar, weekdays and all, repeats itself every 400 years.
    """
    late = begins_on.replace(year=9200 + begins_on.year % 400)
    return next(days_of(rule, late, late, late + SOON), None) is not None


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
    assert isinstance(read, rrule)  # `read_rule` took one line
    return read
