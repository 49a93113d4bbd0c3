"""Tables are read whatever wrote them; what is none, or too much, is refused with its reason."""

import re
import zipfile
from datetime import date, datetime
from io import BytesIO

import pytest

from hazard_app.documents import tables
from hazard_app.documents.tables import read_rows
from hazard_app.rules.imports import FileUnreadable, Unreadable
from tests.workbooks import csv, with_part, workbook

HEAD = ("学校标识码", "学校名称")
ROW = ("S1", "新安实验小学")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_reads_the_same_in_each_encoding(encoding: str) -> None:
    assert list(read_rows(csv([HEAD, ROW], encoding))) == [(1, HEAD), (2, ROW)]


@pytest.mark.parametrize("sign", ["\t", ";"])
def test_a_csv_may_part_its_cells_by_tabs_or_semicolons(sign: str) -> None:
    assert list(read_rows(sign.join(HEAD).encode() + b"\n" + sign.join(ROW).encode())) == [(1, HEAD), (2, ROW)]


def test_a_cell_with_a_line_break_is_one_row() -> None:
    assert list(read_rows('code,address\nS1,"历山路\n61 号"\nS2,\n'.encode())) == [
        (1, ("code", "address")),
        (2, ("S1", "历山路\n61 号")),
        (3, ("S2", "")),
    ]


def test_a_workbook_gives_numbers_with_all_their_digits_and_days_as_days() -> None:
    row = ("S1", 13812345678, 1.38e10, 36.65, True, date(2026, 9, 1), datetime(2026, 9, 1), None)  # noqa: DTZ001
    assert list(read_rows(workbook([row]))) == [
        (1, ("S1", "13812345678", "13800000000", "36.65", "yes", "2026-09-01", "2026-09-01"))
    ]


def test_a_number_written_in_the_workbook_as_1_38e10_keeps_its_digits() -> None:
    content = workbook([(13812345678,)])
    sheet = zipfile.ZipFile(BytesIO(content)).read("xl/worksheets/sheet1.xml")
    as_excel = re.sub(rb"<v>13812345678(\.0)?</v>", b"<v>1.3812345678E+10</v>", sheet)
    assert b"E+10" in as_excel
    assert list(read_rows(with_part(content, "xl/worksheets/sheet1.xml", as_excel))) == [(1, ("13812345678",))]


def test_empty_rows_are_passed_over_and_the_others_keep_their_numbers() -> None:
    assert list(read_rows(workbook([HEAD, (None, None), ROW]))) == [(1, HEAD), (3, ROW)]


def refusal(content: bytes) -> Unreadable:
    with pytest.raises(FileUnreadable) as refused:
        list(read_rows(content))
    return refused.value.why


def test_what_is_no_table_is_refused_with_its_reason() -> None:
    good = workbook([HEAD, ROW])
    assert refusal(b"") is Unreadable.EMPTY
    assert refusal(b"\xd0\xcf\x11\xe0 an old workbook") is Unreadable.OLD_EXCEL
    assert refusal(good[: len(good) // 2]) is Unreadable.BROKEN
    assert refusal(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xd8") is Unreadable.NO_TABLE
    assert refusal(with_part(good, "xl/worksheets/sheet1.xml", b"<worksheet><sheetData><row>")) is Unreadable.BROKEN


def test_a_word_document_is_no_table() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert refusal(file.getvalue()) is Unreadable.NO_TABLE


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = with_part(workbook([HEAD]), "xl/worksheets/sheet1.xml", bytes(tables.MOST_UNPACKED))
    assert len(bomb) < 1_000_000
    assert refusal(bomb) is Unreadable.TOO_LARGE


def test_entities_that_unfold_are_refused() -> None:
    laughs = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><worksheet>&b;</worksheet>'
    assert refusal(with_part(workbook([HEAD]), "xl/worksheets/sheet1.xml", laughs)) is Unreadable.BROKEN


def test_too_many_rows_and_too_many_bytes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tables, "MOST_ROWS", 3)
    assert len(list(read_rows(csv([HEAD, *[ROW] * 3])))) == 4
    assert refusal(csv([HEAD, *[ROW] * 4])) is Unreadable.TOO_MANY_ROWS
    monkeypatch.setattr(tables, "MOST_BYTES", 20)
    assert refusal(csv([HEAD, ROW])) is Unreadable.TOO_LARGE
