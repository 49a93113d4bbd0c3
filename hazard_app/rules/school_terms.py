"""A school's year has two terms; sums of a school begin with the one that runs."""

from dataclasses import dataclass
from datetime import date

AUTUMN, SPRING = 9, 2  # the months whose first day begins a term


@dataclass(frozen=True, slots=True)
class SchoolTerm:
    """`is_autumn`: from 1 September, over the new year; else from 1 February."""

    starts_on: date
    is_autumn: bool

    @classmethod
    def of(cls, day: date) -> "SchoolTerm":
        if SPRING <= day.month < AUTUMN:
            return cls(date(day.year, SPRING, 1), is_autumn=False)
        return cls(date(day.year if day.month >= AUTUMN else day.year - 1, AUTUMN, 1), is_autumn=True)
