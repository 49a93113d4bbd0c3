"""Which days are worked. School days are another calendar and are never asked here."""

from dataclasses import dataclass
from datetime import date, timedelta

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Holidays and made-up weekends of the years whose official arrangement is known.

    ValueError when a day is both. Source: the State Council's yearly notice on holidays.
    """

    holidays: frozenset[date]
    make_up_days: frozenset[date]
    years: frozenset[int]

    def __post_init__(self) -> None:
        if self.holidays & self.make_up_days:
            raise ValueError("a day is both a holiday and worked")

    def covers(self, day: date) -> bool:
        """Is the year's arrangement known? If not, Monday to Friday was assumed, and the page says so."""
        return day.year in self.years

    def is_working_day(self, day: date) -> bool:
        weekday = day.weekday() < SATURDAY
        if not self.covers(day):
            return weekday
        return day in self.make_up_days or (weekday and day not in self.holidays)

    def next_working_day(self, day: date) -> date:
        """The day itself when it is worked."""
        while not self.is_working_day(day):
            day += timedelta(days=1)
        return day
