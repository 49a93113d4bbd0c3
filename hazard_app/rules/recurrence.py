"""When a plan comes: its periods, each with the day on which a check is due."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from hazard_app.rules.recurrence_rule import days_of
from hazard_app.rules.rounds import Rhythm
from hazard_app.rules.school_terms import SchoolDays

DAY = timedelta(days=1)
# Of each rhythm that a rule can say: the last day of its period.
RULES = {
    Rhythm.SCHOOL_DAYS: "FREQ=DAILY",
    Rhythm.WEEKLY: "FREQ=WEEKLY;BYDAY=SU",
    Rhythm.MONTHLY: "FREQ=MONTHLY;BYMONTHDAY=-1",
}
# The check of a new term is due by the end of its fourth week; the one before it begins a fortnight ahead.
FIRST_WEEKS = timedelta(days=28)
FORTNIGHT = timedelta(days=14)
LONGEST_PERIOD = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class Period:
    """Local days. `due_on` is the day that a task is known by, and no two periods of a plan share one."""

    starts_on: date
    due_on: date


@dataclass(frozen=True, slots=True)
class Recurrence:
    """`rule`, in the words of RFC 5545, and the day from which it counts belong to a rhythm of one's own."""

    rhythm: Rhythm
    rule: str = ""
    begins_on: date = date.min

    def periods(self, first: date, last: date, calendar: SchoolDays) -> Iterator[Period]:
        """Those due from `first` to `last`, both in it, in order. A period without a school day has no task."""
        return (period for period in self.all_near(first, last, calendar) if first <= period.due_on <= last)

    def all_near(self, first: date, last: date, calendar: SchoolDays) -> Iterator[Period]:
        if self.rhythm is Rhythm.OWN:
            return (Period(day, day) for day in days_of(self.rule, self.begins_on, first, last))
        if self.rhythm is Rhythm.EACH_TERM:
            return in_new_terms(first, last, calendar)
        if self.rhythm is Rhythm.BEFORE_TERM:
            return before_terms(first, last, calendar)
        # These rules count nothing from their first day: to begin late is to be done soon.
        ends = days_of(RULES[self.rhythm], first, first, last + LONGEST_PERIOD)
        return by_school_days(self.rhythm, ends, calendar)


def by_school_days(rhythm: Rhythm, ends: Iterator[date], calendar: SchoolDays) -> Iterator[Period]:
    """Due on the last school day of each period."""
    for end in ends:
        starts_on = begin(rhythm, end)
        due_on = calendar.last_between(starts_on, end)
        if due_on is not None:
            yield Period(starts_on, due_on)


def begin(rhythm: Rhythm, end: date) -> date:
    """The first day of the week or month that ends so."""
    if rhythm is Rhythm.WEEKLY:
        return end - 6 * DAY
    return end.replace(day=1) if rhythm is Rhythm.MONTHLY else end


def in_new_terms(first: date, last: date, calendar: SchoolDays) -> Iterator[Period]:
    """Due on the last school day of a term's first four weeks."""
    for term in calendar.terms_starting(first - FIRST_WEEKS, last):
        fourth_week = term.starts_on + FIRST_WEEKS - DAY
        due_on = calendar.last_between(term.starts_on, min(fourth_week, term.ends_on))
        if due_on is not None:
            yield Period(term.starts_on, due_on)


def before_terms(first: date, last: date, calendar: SchoolDays) -> Iterator[Period]:
    """Due on the day before, school day or not: it is before there are any."""
    for term in calendar.terms_starting(first, last + FORTNIGHT):
        yield Period(term.starts_on - FORTNIGHT, term.starts_on - DAY)
