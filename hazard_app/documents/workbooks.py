"""Tables that a spreadsheet opens: every cell is the text that was written, never a number, a day or a formula."""

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.utils import get_column_letter

Cells = Sequence[str]

AS_TEXT = "@"
MIMETYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTH = 20  # characters


def workbook(headings: Cells, rows: Iterable[Cells] = ()) -> bytes:
    """An .xlsx; what is typed into its columns later stays text, so that no telephone number loses its digits."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet()
    for number in range(1, len(headings) + 1):
        column = sheet.column_dimensions[get_column_letter(number)]
        column.number_format, column.width = AS_TEXT, WIDTH
    for cells in (headings, *rows):
        sheet.append([text_cell(sheet, cell) for cell in cells])
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def text_cell(sheet: Any, written: str) -> Any:
    cell = WriteOnlyCell(sheet, value=ILLEGAL_CHARACTERS_RE.sub("", written))
    # The writer took what begins with = for a formula.
    cell.data_type, cell.number_format = "s", AS_TEXT
    return cell


def with_reasons(
    rows: Iterable[tuple[int, Cells]], reasons: Mapping[int, str], column: str
) -> tuple[Cells, list[Cells]]:
    """Headings and those rows that `reasons` names by their number, each with its reason in a last column.

    A column of that name from an earlier time is replaced.
    """
    filled = ((number, cells) for number, cells in rows if any(cell.strip() for cell in cells))
    _number, headings = next(filled, (0, ()))
    kept = [at for at, name in enumerate(headings) if name != column]

    def row(cells: Cells, last: str) -> Cells:
        return [*(cells[at] if at < len(cells) else "" for at in kept), last]

    return row(headings, column), [row(cells, reasons[number]) for number, cells in filled if number in reasons]
