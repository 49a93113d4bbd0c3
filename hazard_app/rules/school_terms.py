"""A school's year has two terms. Which days are taught is another calendar than which days are worked."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise

from hazard_app.rules.calendars import WorkingDays

AUTUMN, SPRING = 9, 2  # the months whose first day begins a term, where nobody said better
DAY = timedelta(days=1)
SAME = timedelta(days=90)  # Terms that begin no further apart are one, told twice.


@dataclass(frozen=True, slots=True, order=True)
class SchoolTerm:
    """Both days are in it. ValueError when it ends before it starts."""

    starts_on: date
    ends_on: date

    def __post_init__(self) -> None:
        if self.ends_on < self.starts_on:
            raise ValueError("a term ends before it starts")

    @classmethod
    def assumed(cls, day: date) -> "SchoolTerm":
        """From 1 September over the new year, else from 1 February: of a year that nobody has brought in."""
        if SPRING <= day.month < AUTUMN:
            return cls(date(day.year, SPRING, 1), date(day.year, AUTUMN, 1) - DAY)
        year = day.year if day.month >= AUTUMN else day.year - 1
        return cls(date(year, AUTUMN, 1), date(year + 1, SPRING, 1) - DAY)

    def overlaps(self, other: "SchoolTerm") -> bool:
        return self.starts_on <= other.ends_on and other.starts_on <= self.ends_on

    @property
    def is_autumn(self) -> bool:
        """From August on; what begins in January is the spring's."""
        return self.starts_on.month >= AUTUMN - 1

    def __contains__(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class SchoolDays:
    """The days that are taught: those worked inside a term, but for what is said of single days.

    ValueError for terms that overlap.
    """

    terms: Sequence[SchoolTerm]  # in order
    working: WorkingDays
    exceptions: Mapping[date, bool] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if any(later.starts_on <= earlier.ends_on for earlier, later in pairwise(self.terms)):
            raise ValueError("terms overlap, or are not in order")

    def covers(self, day: date) -> bool:
        """Is it known whether this day is taught? If not, every working day is, and the page says so."""
        return bool(self.terms) and self.terms[0].starts_on <= day <= self.terms[-1].ends_on

    def is_school_day(self, day: date) -> bool:
        if day in self.exceptions:
            return self.exceptions[day]
        taught = not self.covers(day) or any(day in term for term in self.terms)
        return taught and self.working.is_working_day(day)

    def last_between(self, first: date, last: date) -> date | None:
        """The last school day of a span, both ends in it."""
        while last >= first:
            if self.is_school_day(last):
                return last
            last -= DAY
        return None

    def term_of(self, day: date) -> SchoolTerm:
        """The one that runs, else the last that ran: a known one, or an assumed one outside of what is known."""
        begun = [term for term in self.terms if term.starts_on <= day]
        if begun and self.covers(day):
            return begun[-1]
        assumed = SchoolTerm.assumed(day)
        # Before the first known term, of which the assumed one is taken to be the same, the one before it was the last.
        beyond = [term for term in (assumed, SchoolTerm.assumed(assumed.starts_on - DAY)) if not self.is_known(term)]
        return max(begun + beyond)

    def terms_starting(self, first: date, last: date) -> Iterator[SchoolTerm]:
        """Known ones, and assumed ones outside of what is known, in order. One of those may start before the last known
        one has ended, as winter holidays come late.
        """
        assumed = (
            SchoolTerm.assumed(date(year, month, 1))
            for year in range(first.year, last.year + 1)
            for month in (SPRING, AUTUMN)
        )
        beyond = (term for term in assumed if not self.is_known(term))
        yield from sorted(term for term in (*self.terms, *beyond) if first <= term.starts_on <= last)

    def is_known(self, assumed: SchoolTerm) -> bool:
        """A known term begins near it, or it would lie in the midst of what is known: no half year is taught twice."""
        near = any(abs(term.starts_on - assumed.starts_on) <= SAME for term in self.terms)
        return near or self.covers(assumed.starts_on + SAME)
