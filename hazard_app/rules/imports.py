"""What can be brought in from a table, and what can be wrong with a row of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any


class ImportKind(StrEnum):
    SCHOOLS = "schools"
    PEOPLE = "people"
    ZONES = "zones"
    CALENDAR = "calendar"
    TERMS = "terms"
    SCHOOL_DAYS = "school_days"


class Datum(StrEnum):
    """What the coordinates of a table were measured or drawn in."""

    WGS84 = "wgs84"
    GCJ02 = "gcj02"
    BD09 = "bd09"


class Wrong(StrEnum):
    MISSING = "missing"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    NO_NUMBER = "no_number"
    OUT_OF_RANGE = "out_of_range"
    HALF_A_PLACE = "half_a_place"
    UNKNOWN_WORD = "unknown_word"
    NO_DAY = "no_day"
    ENDS_BEFORE = "ends_before"
    NO_MOBILE = "no_mobile"
    DIGITS_LOST = "digits_lost"
    TAKEN = "taken"
    TWICE = "twice"
    NO_SUCH_PLACE = "no_such_place"
    TWO_PLACES = "two_places"
    WRONG_PLACE = "wrong_place"
    NOT_YOURS = "not_yours"
    OWN_ANCESTOR = "own_ancestor"
    TERM_ENDS_BEFORE = "term_ends_before"
    TERM_STANDS = "term_stands"
    TERM_OF_ROW = "term_of_row"
    REPEATS = "repeats"
    PART_OF_DAY = "part_of_day"
    ENTRY_ENDS_BEFORE = "entry_ends_before"
    TOO_MANY_DAYS = "too_many_days"
    NEITHER_WORKED = "neither_worked"
    NEITHER_TAUGHT = "neither_taught"
    NO_TERM = "no_term"


class Unreadable(StrEnum):
    """Why a whole file cannot be taken."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    NO_TABLE = "no_table"
    OLD_EXCEL = "old_excel"
    BROKEN = "broken"
    NO_HEADINGS = "no_headings"
    TWICE = "twice"
    IS_CALENDAR = "is_calendar"
    CALENDAR_TOO_LARGE = "calendar_too_large"
    TOO_MANY_EVENTS = "too_many_events"
    NO_EVENTS = "no_events"
    BROKEN_CALENDAR = "broken_calendar"


class FileUnreadable(Exception):  # noqa: N818 (an answer to a person, not a fault)
    """`about` is what the sentence names: headings that are missing or stand twice."""

    def __init__(self, why: Unreadable, about: str = "") -> None:
        super().__init__(f"{why} {about}")
        self.why, self.about = why, about


@dataclass(frozen=True, slots=True)
class Fault:
    """One cell that is wrong. `row` is its number in the file; `value` what stands there; `facts` feed the sentence."""

    row: int
    column: str
    value: str
    why: Wrong
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Line:
    """One row as domain values, by column; what a cell leaves empty is not in it."""

    row: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds: rows that read well, and what is wrong with the others."""

    lines: tuple[Line, ...]
    faults: tuple[Fault, ...]


@dataclass(frozen=True, slots=True)
class Beside:
    """What was said beside a file (`zone`, for rows that name none), and of a calendar how it was read.

    `rows` is None for a table; `passed_over` counts entries that say nothing of what was asked.
    """

    zone: str = ""
    rows: int | None = None
    passed_over: int = 0
