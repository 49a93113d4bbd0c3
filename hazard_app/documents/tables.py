"""The cells of a table that somebody sends: .xlsx, or CSV in UTF-8, UTF-16 or GB18030. Nothing of it is believed."""

import codecs
import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from typing import Any

from openpyxl import load_workbook

from hazard_app.rules.imports import FileUnreadable, Unreadable

Row = tuple[int, tuple[str, ...]]

MOST_BYTES = 20_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 40
# What an .xlsx may become when it is unpacked: 50,000 rows of our columns stay at half of it.
MOST_UNPACKED = 60_000_000
MOST_PARTS = 1_000
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
DELIMITERS = ",\t;"


def read_rows(content: bytes) -> Iterator[Row]:
    """Each with its number as spreadsheets count. Raises FileUnreadable, also in the middle."""
    if not content.strip():
        raise FileUnreadable(Unreadable.EMPTY)
    if len(content) > MOST_BYTES:
        raise FileUnreadable(Unreadable.TOO_LARGE)
    if content.startswith(OLE):
        raise FileUnreadable(Unreadable.OLD_EXCEL)
    rows = of_workbook(content) if content.startswith(ZIP) else of_text(content)
    return capped(rows)


def capped(rows: Iterable[Row]) -> Iterator[Row]:
    """Without empty rows; one more than we take ends it."""
    filled = 0
    for number, cells in rows:
        if not any(cells):
            continue
        filled += 1
        if filled > MOST_ROWS + 1:
            raise FileUnreadable(Unreadable.TOO_MANY_ROWS)
        yield number, cells


def of_text(content: bytes) -> Iterator[Row]:
    text = decoded(content)
    first_line = text[: text.find("\n") % (len(text) + 1)]
    delimiter = max(DELIMITERS, key=first_line.count)
    try:
        for number, cells in enumerate(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), start=1):
            yield number, tuple(cells[:MOST_COLUMNS])
    except csv.Error as error:
        raise FileUnreadable(Unreadable.BROKEN) from error


def decoded(content: bytes) -> str:
    """Excel writes UTF-8 with a mark, UTF-16 with one, or the system's GB18030 without any."""
    if b"\0" in content[:1000] and not content.startswith(UTF_16):
        raise FileUnreadable(Unreadable.NO_TABLE)
    for encoding in ("utf-16",) if content.startswith(UTF_16) else ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileUnreadable(Unreadable.NO_TABLE)


def of_workbook(content: bytes) -> Iterator[Row]:
    """The sheet that was open when it was saved, row by row, never as a whole."""
    refuse_bombs(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        sheet: Any = book.active or book.worksheets[0]
        # What a file says about its own size is often wrong.
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
            yield number, tuple(written(cell) for cell in cells[: filled_to(cells)])
    except FileUnreadable:
        raise
    except Exception as error:
        # A broken workbook breaks the reader in a hundred ways.
        raise FileUnreadable(Unreadable.BROKEN) from error


def refuse_bombs(content: bytes) -> None:
    """By what the parts say that they unpack to; the unpacker reads no further than that."""
    try:
        parts = zipfile.ZipFile(io.BytesIO(content)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        raise FileUnreadable(Unreadable.BROKEN) from error
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise FileUnreadable(Unreadable.TOO_LARGE)
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise FileUnreadable(Unreadable.NO_TABLE)


def filled_to(cells: Sequence[Any]) -> int:
    """Rows come as wide as we read at most, whatever stands in them."""
    return next((at for at in range(len(cells), 0, -1) if cells[at - 1] is not None), 0)


def written(cell: Any) -> str:
    """As text: a number with all its digits, a day as ISO writes it."""
    match cell:
        case None:
            return ""
        case bool():
            return "yes" if cell else "no"
        case float() if cell.is_integer():
            return str(int(cell))
        case datetime():
            return cell.date().isoformat()
        case date():
            return cell.isoformat()
    return str(cell)
