"""Rules of one's own that come soon, each as it is typed and as dateutil takes it without reading any text."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from dateutil import rrule
from hypothesis import strategies as st

NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MONTH_DAYS = [*range(-28, 0), *range(1, 29)]  # Those that every month has.


@dataclass(frozen=True)
class OwnRule:
    text: str
    frequency: int
    parts: dict[str, Any]

    def days(self, begins_on: date, first: date, last: date, hour: int, clock: ZoneInfo) -> list[date]:
        """By a clock on the wall of that zone, which strikes `hour` at each moment of the rule."""
        begin = datetime.combine(begins_on, time(hour), clock)
        moments = rrule.rrule(self.frequency, begin, **self.parts)  # type: ignore[arg-type]
        within = datetime.combine(first, time(), clock), datetime.combine(last, time(23, 59), clock)
        return [moment.date() for moment in moments.between(*within, inc=True)]


def listed(numbers: list[int]) -> str:
    return ",".join(map(str, numbers))


def some(of: list[int]) -> st.SearchStrategy[list[int]]:
    return st.lists(st.sampled_from(of), min_size=1, max_size=4, unique=True)


weekdays = some(list(range(7)))


@st.composite
def daily(draw: st.DrawFn) -> OwnRule:
    if draw(st.booleans()):
        apart = draw(st.integers(1, 366))
        return OwnRule(f"FREQ=DAILY;INTERVAL={apart}", rrule.DAILY, {"interval": apart})
    days = draw(weekdays)
    return OwnRule(f"FREQ=DAILY;BYDAY={','.join(NAMES[at] for at in days)}", rrule.DAILY, {"byweekday": days})


@st.composite
def weekly(draw: st.DrawFn) -> OwnRule:
    apart, days, monday = draw(st.integers(1, 60)), draw(weekdays), draw(st.integers(0, 6))
    text = f"FREQ=WEEKLY;INTERVAL={apart};BYDAY={','.join(NAMES[at] for at in days)};WKST={NAMES[monday]}"
    return OwnRule(text, rrule.WEEKLY, {"interval": apart, "byweekday": days, "wkst": monday})


@st.composite
def by_number(draw: st.DrawFn) -> OwnRule:
    """The second Tuesday, the last Friday."""
    which, weekday = draw(st.sampled_from([-4, -3, -2, -1, 1, 2, 3, 4])), draw(st.integers(0, 6))
    apart, every = draw(st.integers(1, 12)), rrule.weekday(weekday, which)
    text = f"FREQ=MONTHLY;INTERVAL={apart};BYDAY={which}{NAMES[weekday]}"
    return OwnRule(text, rrule.MONTHLY, {"interval": apart, "byweekday": every})


@st.composite
def by_place(draw: st.DrawFn) -> OwnRule:
    """The first of the Mondays and Thursdays of a month."""
    days, at = draw(weekdays), draw(st.sampled_from([-2, -1, 1, 2]))
    text = f"FREQ=MONTHLY;BYDAY={','.join(NAMES[day] for day in days)};BYSETPOS={at}"
    return OwnRule(text, rrule.MONTHLY, {"byweekday": days, "bysetpos": at})


@st.composite
def by_date(draw: st.DrawFn) -> OwnRule:
    name, frequency = draw(st.sampled_from([("MONTHLY", rrule.MONTHLY), ("YEARLY", rrule.YEARLY)]))
    months, days = draw(some(list(range(1, 13)))), draw(some(MONTH_DAYS))
    text = f"FREQ={name};BYMONTH={listed(months)};BYMONTHDAY={listed(days)}"
    return OwnRule(text, frequency, {"bymonth": months, "bymonthday": days})


own_rules = st.one_of(daily(), weekly(), by_number(), by_place(), by_date())
