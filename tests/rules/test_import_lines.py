"""The rows of a table as values: headings in both languages, every wrong cell by its number, places in WGS-84."""

import pytest

from hazard_app.rules import datum as datums
from hazard_app.rules.import_lines import read_lines, template
from hazard_app.rules.imports import Datum, FileUnreadable, ImportKind, Line, Table, Unreadable, Wrong
from hazard_app.rules.terms import SchoolKind

HEAD = ("学校标识码", "学校名称*", "类别", "警务区", "纬度（度）", "经度", "备注")
ROW = ("S1", "新安实验小学", "小学", "east", "36.65", "117.02", "不用的列")


def read(*rows: tuple[str, ...], datum: Datum = Datum.WGS84) -> Table:
    return read_lines(ImportKind.SCHOOLS, list(enumerate(rows, start=1)), datum)


def test_headings_are_known_in_chinese_and_in_english() -> None:
    values = {"code": "S1", "name": "新安实验小学", "kind": SchoolKind.PRIMARY, "zone": "east"}
    assert read(HEAD[:4], ROW[:4]).lines == (Line(2, values),)
    english = ("School code", "NAME", "kind", "Zone code")
    assert read(english, ("S1", "新安实验小学", "primary", "east")).lines == (Line(2, values),)


def test_an_empty_cell_says_nothing() -> None:
    assert read(HEAD, ("S1", "", " ", "", "", "")).lines == (Line(2, {"code": "S1"}),)


@pytest.mark.parametrize(("datum", "shift"), [(Datum.GCJ02, datums.to_gcj02), (Datum.BD09, datums.to_bd09)])
def test_places_become_wgs84(datum: Datum, shift: object) -> None:
    assert callable(shift)
    drawn = [f"{degrees:.9f}" for degrees in shift(36.65, 117.02)]
    [line] = read(HEAD, (*ROW[:4], *drawn), datum=datum).lines
    assert (line.values["latitude"], line.values["longitude"]) == (36.65, 117.02)


def test_every_wrong_cell_is_told_by_row_and_column() -> None:
    table = read(
        HEAD,
        ROW,
        ("S2", "二小", "大学", "east", "36", "217.02"),
        ("", "三小", "小学", "east"),
        ("S4", "四小", "小学", "east", "36"),
    )
    assert [(fault.row, fault.column, fault.value, fault.why) for fault in table.faults] == [
        (3, "kind", "大学", Wrong.UNKNOWN_WORD),
        (3, "longitude", "217.02", Wrong.OUT_OF_RANGE),
        (4, "code", "", Wrong.MISSING),
        (5, "longitude", "", Wrong.HALF_A_PLACE),
    ]
    assert [line.row for line in table.lines] == [2]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        ((), Unreadable.EMPTY),
        ((("学校名称", "类别"), ("一小", "小学")), Unreadable.NO_HEADINGS),
        ((("学校标识码", "代码"), ("1", "2")), Unreadable.TWICE),
    ],
)
def test_a_table_without_its_headings_is_refused(rows: tuple[tuple[str, ...], ...], why: Unreadable) -> None:
    with pytest.raises(FileUnreadable) as refused:
        read(*rows)
    assert refused.value.why is why


@pytest.mark.parametrize("kind", ImportKind)
def test_an_empty_table_with_our_headings_is_one_that_we_read(kind: ImportKind) -> None:
    assert read_lines(kind, [(1, template(kind))]) == Table((), ())
