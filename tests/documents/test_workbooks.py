"""Tables that we hand out are read again as they were written."""

import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from hazard_app.documents.tables import read_rows
from hazard_app.documents.workbooks import with_reasons, workbook

WRITTEN = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=20)


@given(st.lists(WRITTEN, min_size=1, max_size=4))
def test_what_is_written_into_a_cell_is_read_from_it(cells: list[str]) -> None:
    assert list(read_rows(workbook(cells))) == [(1, tuple(cells))]


def test_nothing_in_a_cell_is_run_or_counted() -> None:
    content = workbook(["a", "b", "c"], [['=HYPERLINK("http://evil")', "13812345678", "2026-09-01"]])
    cells = list(load_workbook(io.BytesIO(content)).worksheets[0].rows)[1]
    assert [(cell.value, cell.data_type, cell.number_format) for cell in cells] == [
        ('=HYPERLINK("http://evil")', "s", "@"),
        ("13812345678", "s", "@"),
        ("2026-09-01", "s", "@"),
    ]


def test_what_no_spreadsheet_may_hold_is_left_out() -> None:
    assert list(read_rows(workbook(["a\x00b\x0b"]))) == [(1, ("ab",))]


def test_wrong_rows_are_taken_out_with_their_reasons() -> None:
    rows = [(2, ("", " ")), (3, ("code", "name")), (4, ("S1", "right")), (5, ("S2",)), (9, ("S3", "x", "beyond"))]
    headings, wrong = with_reasons(rows, {5: "no name", 9: "taken"}, "why")
    assert headings == ["code", "name", "why"]
    assert wrong == [["S2", "", "no name"], ["S3", "x", "taken"]]


def test_the_reason_of_an_earlier_time_is_replaced() -> None:
    headings, wrong = with_reasons([(1, ("code", "why", "name")), (2, ("S1", "old", "x"))], {2: "new"}, "why")
    assert headings == ["code", "name", "why"]
    assert wrong == [["S1", "x", "new"]]
