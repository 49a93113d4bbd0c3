"""The ledger of hazards as a table of text that spreadsheets open: rows in, lines out."""

import csv
from collections.abc import Callable, Iterable, Iterator
from io import StringIO
from typing import TypeAlias, TypeVar

from flask_babel import LazyString, format_datetime
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hazard_app.reports.hazard_rows import HazardRow
from hazard_app.words import in_words, word

# Excel takes UTF-8 for what it is only behind this mark.
BYTE_ORDER_MARK = "\ufeff"
# A cell that begins so would be run as a formula (OWASP, CSV injection).
WIDE = 0xFEE0  # so far above its plain sign stands the full-width one, which some spreadsheets take for the same
FORMULA_SIGNS = (*"=+-@", *(chr(ord(sign) + WIDE) for sign in "=+-@"), "\t", "\r", "\n")
MOMENT = "yyyy-MM-dd HH:mm"
DAY = "yyyy-MM-dd"

Row = TypeVar("Row")
Columns: TypeAlias = tuple[tuple[LazyString, Callable[[Row], str]], ...]

COLUMNS: Columns[HazardRow] = (
    (_l("Number"), lambda row: row.number),
    (_l("Zone"), lambda row: row.zone_name),
    (_l("School"), lambda row: row.school_name),
    (_l("Building"), lambda row: row.building or ""),
    (_l("Room"), lambda row: row.room or ""),
    (_l("Place"), lambda row: row.place_words),
    (_l("Hazard"), lambda row: in_words(row.title)),
    (_l("Category"), lambda row: in_words(row.category)),
    (_l("Checklist item"), lambda row: row.item_code or ""),
    (_l("Severity"), lambda row: word(row.severity)),
    (_l("State"), lambda row: word(row.state)),
    (_l("Attention"), lambda row: word(row.attention)),
    (_l("Responsible"), lambda row: in_words(row.responsible)),
    (_l("Found at"), lambda row: format_datetime(row.happened_at, MOMENT)),
    (_l("Found by"), lambda row: row.found_by),
    (_l("First deadline"), lambda row: format_datetime(row.first_deadline, DAY)),
    (_l("Deadline"), lambda row: format_datetime(row.deadline, DAY)),
    (_l("Days overdue"), lambda row: str(-row.days_left) if row.overdue and row.days_left is not None else ""),
    (_l("Days open"), lambda row: str(row.days_open)),
    (_l("Closed at"), lambda row: format_datetime(row.closed_at, MOMENT) if row.closed_at else ""),
    (_l("Repeat"), lambda row: str(_("yes")) if row.is_repeat else ""),
    (_l("Found by the school itself"), lambda row: str(_("yes")) if row.self_found else ""),
)


def written(parts: Iterable[list[HazardRow]], taken_by: str = "") -> Iterator[str]:
    return table(COLUMNS, parts, taken_by)


def table(columns: Columns[Row], parts: Iterable[list[Row]], taken_by: str) -> Iterator[str]:
    """Part by part, in the reader's language and local time; the last line says who took it and what for."""
    yield BYTE_ORDER_MARK + line(str(name) for name, _value in columns)
    for rows in parts:
        yield "".join(line(value(row) for _name, value in columns) for row in rows)
    if taken_by:
        yield line([taken_by])


def line(cells: Iterable[str]) -> str:
    text = StringIO()
    csv.writer(text).writerow(harmless(cell) for cell in cells)
    return text.getvalue()


def harmless(cell: str) -> str:
    """The same text, never a formula."""
    return f"'{cell}" if cell.lstrip(" ").startswith(FORMULA_SIGNS) else cell
