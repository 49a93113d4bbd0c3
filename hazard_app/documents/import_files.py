"""A file that shall be brought in, whatever it is: a table, or a calendar that is read as one."""

from collections.abc import Iterable, Sequence
from zoneinfo import ZoneInfo

from hazard_app.documents.calendar_files import is_calendar, read_events
from hazard_app.documents.tables import read_rows
from hazard_app.rules.import_events import Understood, understood
from hazard_app.rules.import_lines import read_lines
from hazard_app.rules.imports import Beside, Datum, FileUnreadable, ImportKind, Line, Table, Unreadable

OF_CALENDARS = frozenset({ImportKind.CALENDAR, ImportKind.TERMS, ImportKind.SCHOOL_DAYS})


def read_file(
    kind: ImportKind, content: bytes, clock: ZoneInfo, datum: Datum = Datum.WGS84, zone: str = ""
) -> tuple[Table, Beside]:
    """`zone` counts for rows that name none; `clock` for a calendar's moments in UTC. Raises FileUnreadable."""
    if is_calendar(content):
        found = calendar_of(kind, content, clock, zone)
        return found.table(), Beside(zone, len(found.rows), found.passed_over)
    table = read_lines(kind, read_rows(content), datum)
    return in_zone(table, zone), Beside(zone)


def numbered_rows(kind: ImportKind, content: bytes, clock: ZoneInfo, zone: str) -> Iterable[tuple[int, Sequence[str]]]:
    """Its rows as they were told, headings first."""
    return calendar_of(kind, content, clock, zone).numbered() if is_calendar(content) else read_rows(content)


def calendar_of(kind: ImportKind, content: bytes, clock: ZoneInfo, zone: str) -> Understood:
    if kind not in OF_CALENDARS:
        raise FileUnreadable(Unreadable.IS_CALENDAR)
    return understood(kind, read_events(content, clock), zone)


def in_zone(table: Table, zone: str) -> Table:
    if not zone:
        return table
    return Table(tuple(Line(line.row, {"zone": zone, **line.values}) for line in table.lines), table.faults)
