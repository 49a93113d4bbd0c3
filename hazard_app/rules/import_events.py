"""From the entries of a calendar file to rows of a table: what each says of working days, terms and school days."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from hazard_app.rules.event_words import EXAMPLES, YES_NO, is_festival, is_free, is_taught, is_worked
from hazard_app.rules.import_lines import LONGEST_SHOWN, read_lines, template
from hazard_app.rules.imports import Fault, ImportKind, Table, Wrong

DAY = timedelta(days=1)
MOST_DAYS = 62  # of one entry that is no term
LEAST_OF_TERM = 28  # days
LONGEST_NAME = 80

Cells = Sequence[str]


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a calendar. Both days are in it; `why` says what makes it unreadable, and then `last` is None."""

    summary: str
    first: date | None
    last: date | None = None
    place: str = ""
    mark: str = ""
    why: Wrong | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """As a row of the kind's table. Where `why` is said, it is wrong at `column`."""

    cells: Cells
    column: str = ""
    why: Wrong | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Understood:
    """`passed_over`: entries that say nothing of what was asked, beside others that do."""

    kind: ImportKind
    rows: Sequence[Row]
    passed_over: int = 0

    def numbered(self) -> list[tuple[int, Cells]]:
        """As a spreadsheet would number them, below their headings."""
        return [(1, template(self.kind)), *((number, row.cells) for number, row in enumerate(self.rows, start=2))]

    def table(self) -> Table:
        wrong = [(number, row) for number, row in enumerate(self.rows, start=2) if row.why]
        left_out = {number for number, _row in wrong}
        right = read_lines(self.kind, [each for each in self.numbered() if each[0] not in left_out])
        faults = (
            Fault(number, row.column, said(row)[:LONGEST_SHOWN], row.why, row.facts) for number, row in wrong if row.why
        )
        return Table(right.lines, (*right.faults, *faults))


def said(row: Row) -> str:
    return " ".join(cell for cell in row.cells if cell)


def understood(kind: ImportKind, events: Sequence[Event], zone: str) -> Understood:
    """`zone` counts for all of them; without it, the place of each."""
    if kind is ImportKind.TERMS:
        return Understood(kind, [term_row(event, zone) for event in events])
    return of_days(kind, events, zone)


def term_row(event: Event, zone: str) -> Row:
    cells = (zone or event.place, event.summary[:LONGEST_NAME], written(event.first), written(event.last))
    if event.first is None or event.last is None:
        return Row(cells, "first_day", event.why or Wrong.NO_DAY)
    short = (event.last - event.first).days + 1 < LEAST_OF_TERM
    return Row(cells, "name", Wrong.NO_TERM) if short or is_free(event.summary) else Row(cells)


def of_days(kind: ImportKind, events: Sequence[Event], zone: str) -> Understood:
    """Each day is a row of its own."""
    answers = [answer_of(kind, event) for event in events]
    marked = any(answer is not None for answer in answers)
    rows, told, passed_over = list[Row](), dict[date, bool](), 0
    for event, answer in zip(events, answers, strict=True):
        if not marked and kind is ImportKind.CALENDAR and is_festival(event.summary):
            answer = False
        if marked and answer is None and event.why is None:
            passed_over += 1
        else:
            rows += day_rows(kind, event, answer, zone, told)
    return Understood(kind, rows, passed_over)


def answer_of(kind: ImportKind, event: Event) -> bool | None:
    return is_worked(event.summary, event.mark) if kind is ImportKind.CALENDAR else is_taught(event.summary)


def day_rows(kind: ImportKind, event: Event, answer: bool | None, zone: str, told: dict[date, bool]) -> Iterator[Row]:
    """What two entries say alike of a day (`told`) stands once; where they differ, the later one will be wrong."""
    of_work = kind is ImportKind.CALENDAR
    cells = day_cells(kind, event, event.first, answer, zone)
    if event.first is None or event.last is None:
        yield Row(cells, "day", event.why or Wrong.NO_DAY)
    elif answer is None:
        neither = Wrong.NEITHER_WORKED if of_work else Wrong.NEITHER_TAUGHT
        yield Row(cells, "working" if of_work else "taught", neither, EXAMPLES[kind])
    elif (days := (event.last - event.first).days + 1) > MOST_DAYS:
        yield Row(cells, "day", Wrong.TOO_MANY_DAYS, {"days": days, "most": MOST_DAYS})
    else:
        for day in (event.first + number * DAY for number in range(days)):
            if told.get(day) is not answer:
                told.setdefault(day, answer)
                yield Row(day_cells(kind, event, day, answer, zone))


def day_cells(kind: ImportKind, event: Event, day: date | None, answer: bool | None, zone: str) -> Cells:
    cells = (written(day), YES_NO[answer], event.summary[:LONGEST_NAME])
    return cells if kind is ImportKind.CALENDAR else (zone or event.place, *cells)


def written(day: date | None) -> str:
    return day.isoformat() if day else ""
