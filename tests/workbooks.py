"""Real files of tables, as a spreadsheet saves them."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from typing import Any

from openpyxl import Workbook

Cells = Sequence[Any]


def workbook(rows: Iterable[Cells]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("学校")
    for row in rows:
        sheet.append(list(row))
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv(rows: Iterable[Cells], encoding: str = "utf-8") -> bytes:
    return "".join(",".join(str(cell) for cell in row) + "\r\n" for row in rows).encode(encoding)


def with_part(content: bytes, name: str, part: bytes) -> bytes:
    """The same workbook with one part replaced."""
    file = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            new.writestr(info.filename, part if info.filename == name else old.read(info))
    return file.getvalue()
