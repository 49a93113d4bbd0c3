"""From the cells of a table to what they mean: which column is which, and every row that reads well."""

from collections.abc import Iterable, Mapping, Sequence

from hazard_app.rules import datum as datums
from hazard_app.rules.cells import BadCell, heading, tidy
from hazard_app.rules.import_columns import COLUMNS, KEYS, Column
from hazard_app.rules.imports import Datum, Fault, FileUnreadable, ImportKind, Line, Table, Unreadable, Wrong

Cells = Sequence[str]
LONGEST_SHOWN = 60  # characters of a wrong cell
TO_WGS84 = {Datum.GCJ02: datums.from_gcj02, Datum.BD09: datums.from_bd09}


def read_lines(kind: ImportKind, rows: Iterable[tuple[int, Cells]], datum: Datum = Datum.WGS84) -> Table:
    """`rows` are numbered as the spreadsheet numbers them; the first that is not empty has the headings.

    Raises FileUnreadable. Rows with nothing in them are passed over.
    """
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _number, headings = next(filled, (0, ()))
    if not headings:
        raise FileUnreadable(Unreadable.EMPTY)
    columns, lines, faults = found_columns(kind, headings), list[Line](), list[Fault]()
    for number, cells in filled:
        line, wrong = read_line(columns, number, cells)
        if not wrong:
            line, wrong = in_wgs84(line, datum)
        faults += (found := wrong + lacking_key(kind, line, wrong))
        if not found:
            lines.append(line)
    return Table(tuple(lines), tuple(faults))


def found_columns(kind: ImportKind, headings: Cells) -> Mapping[int, Column]:
    """By position. A heading that is none of ours is left out; without the key there is nothing to bring in."""
    by_heading = {heading(name): column for column in COLUMNS[kind] for name in column.headings}
    found = {at: by_heading[heading(name)] for at, name in enumerate(headings) if heading(name) in by_heading}
    names = [column.name for column in found.values()]
    if twice := [name for name in names if names.count(name) > 1]:
        raise FileUnreadable(Unreadable.TWICE, twice[0])
    if KEYS[kind] not in names:
        raise FileUnreadable(Unreadable.NO_HEADINGS, KEYS[kind])
    return found


def read_line(columns: Mapping[int, Column], number: int, cells: Cells) -> tuple[Line, list[Fault]]:
    values, faults = {}, []
    for at, column in columns.items():
        written = cells[at] if at < len(cells) else ""
        if not written.strip():
            continue
        try:
            values[column.name] = column.read(written)
        except BadCell as bad:
            faults.append(Fault(number, column.name, written.strip()[:LONGEST_SHOWN], bad.why, bad.facts))
    return Line(number, values), faults


def lacking_key(kind: ImportKind, line: Line, wrong: Sequence[Fault]) -> list[Fault]:
    key = KEYS[kind]
    told = key in line.values or key in {fault.column for fault in wrong}
    return [] if told else [Fault(line.row, key, "", Wrong.MISSING)]


def in_wgs84(line: Line, datum: Datum) -> tuple[Line, list[Fault]]:
    """Half a place is no place. Rounded to a centimetre, so that the same table twice changes nothing."""
    latitude, longitude = line.values.get("latitude"), line.values.get("longitude")
    if latitude is None and longitude is None:
        return line, []
    if latitude is None or longitude is None:
        return line, [Fault(line.row, "longitude" if longitude is None else "latitude", "", Wrong.HALF_A_PLACE)]
    north, east = TO_WGS84[datum](latitude, longitude) if datum in TO_WGS84 else (latitude, longitude)
    return Line(line.row, {**line.values, "latitude": round(north, 7), "longitude": round(east, 7)}), []


def template(kind: ImportKind) -> tuple[str, ...]:
    """The headings of an empty table."""
    return tuple(tidy(column.headings[0]) for column in COLUMNS[kind])
