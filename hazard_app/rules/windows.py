"""From a day to moments: when a task opens, when it is due, and when it is missed."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hazard_app.rules.deadlines import end_of_day
from hazard_app.rules.recurrence import Period, Recurrence
from hazard_app.rules.school_terms import SchoolDays

MOST_BEFORE, MOST_AFTER = 60, 31  # days
MOST_TIMES = 6  # a day
DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Window:
    """`opens_before`: days before the due one, else with its period. `times`: local ones of a day, in order, by each of
    which one check is due; none is the end of the day. `open_after`: days that it can still be done when it is late.

    ValueError for what no window can be.
    """

    opens_before: int | None = None
    times: tuple[time, ...] = ()
    open_after: int = 0

    def __post_init__(self) -> None:
        if not 0 <= (self.opens_before or 0) <= MOST_BEFORE or not 0 <= self.open_after <= MOST_AFTER:
            raise ValueError("a window of so many days is none")
        if len(self.times) > MOST_TIMES or any(later <= earlier for earlier, later in pairwise(self.times)):
            raise ValueError("the times of a day come one after the other")

    def opens_on(self, period: Period) -> date:
        return period.starts_on if self.opens_before is None else period.due_on - self.opens_before * DAY


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A check that is due: `sequence` counts those of one day from 1. Moments in UTC; opens < due <= missed."""

    due_on: date
    sequence: int
    opens_at: datetime
    due_at: datetime
    missed_at: datetime

    def is_open(self, now: datetime) -> bool:
        return self.opens_at <= now <= self.missed_at


def occurrences(
    recurrence: Recurrence, window: Window, first: date, last: date, calendar: SchoolDays, clock: ZoneInfo
) -> Iterator[Occurrence]:
    """Those due from `first` to `last`, local days, both in it."""
    for period in recurrence.periods(first, last, calendar):
        yield from of_period(period, window, clock)


def of_period(period: Period, window: Window, clock: ZoneInfo) -> Iterator[Occurrence]:
    """The second check of a day opens when the first one is due, and each a minute before its own end at the latest."""
    opens_at = moment(window.opens_on(period), time(), clock)
    missed_at = end_of_day(period.due_on + window.open_after * DAY, clock)
    # Where a clock change leaves 01:30 out it is 02:30, which is after 02:00.
    due = sorted(moment(period.due_on, each, clock) for each in window.times) or [end_of_day(period.due_on, clock)]
    for sequence, due_at in enumerate(due, 1):
        yield Occurrence(period.due_on, sequence, min(opens_at, due_at - MINUTE), due_at, max(due_at, missed_at))
        opens_at = due_at


def moment(day: date, at: time, clock: ZoneInfo) -> datetime:
    """In UTC. A time that a clock change leaves out is the one it would have been without, and of one that comes twice
    the first counts.
    """
    return datetime.combine(day, at, clock).astimezone(UTC)
