"""What people and spreadsheets write into a cell is read as it was meant, or refused with its reason."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules import cells
from hazard_app.rules.cells import BadCell
from hazard_app.rules.import_columns import SCHOOL_KINDS
from hazard_app.rules.imports import Wrong
from hazard_app.rules.terms import SchoolKind


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        " 138 1234 5678 ",
        "１３８１２３４５６７８",
        "13812345678.0",
        "1.3812345678E+10",
        "1.3812345678e10",
        "+86 138-1234-5678",
        "\u202a13812345678\u202c",
        "8613812345678.0",
    ],
)
def test_a_mobile_number_is_read_as_spreadsheets_and_address_books_write_it(written: str) -> None:
    assert cells.mobile(written) == "13812345678"


@pytest.mark.parametrize(
    ("written", "why"),
    [("1.38E+10", Wrong.DIGITS_LOST), ("0531-88881234", Wrong.NO_MOBILE), ("1381234567", Wrong.NO_MOBILE)],
)
def test_what_is_no_mobile_number_is_refused(written: str, why: Wrong) -> None:
    with pytest.raises(BadCell) as refused:
        cells.mobile(written)
    assert refused.value.why is why


@given(st.integers(min_value=13_000_000_000, max_value=19_999_999_999))
def test_a_number_is_the_same_however_it_was_written(number: int) -> None:
    written = (str(number), f"{number}.0", f"{number:.10E}", f"{number:,}".replace(",", " "))
    assert {cells.mobile(each) for each in written} == {str(number)}


@pytest.mark.parametrize(
    "written",
    ["2026-09-01", "2026/9/1", "2026.9.1", "2026年9月1日", "20260901", "２０２６-０９-０１", "2026-09-01 00:00:00"],
)
def test_a_day_is_read_in_each_usual_form(written: str) -> None:
    assert cells.day(written) == date(2026, 9, 1)


@pytest.mark.parametrize("written", ["2026-02-30", "9月1日", "46266", "tomorrow", "2026-09"])
def test_what_is_no_day_is_refused(written: str) -> None:
    with pytest.raises(BadCell, match="no_day"):
        cells.day(written)


def test_yes_and_no_have_many_names() -> None:
    assert [cells.yes_no(word) for word in ("是", "√", "Yes", "1", "否", "×", "no", "０")] == [True] * 4 + [False] * 4


def test_a_word_that_is_not_on_offer_is_told_with_those_that_are() -> None:
    kind = cells.word(SCHOOL_KINDS)
    assert kind(" 小 学 ") is SchoolKind.PRIMARY
    with pytest.raises(BadCell) as refused:
        kind("大学")
    assert "幼儿园" in refused.value.facts["words"]


@pytest.mark.parametrize(
    ("written", "why"), [("abc", Wrong.NO_NUMBER), ("nan", Wrong.OUT_OF_RANGE), ("217.02", Wrong.OUT_OF_RANGE)]
)
def test_a_number_beyond_its_bounds_is_refused(written: str, why: Wrong) -> None:
    with pytest.raises(BadCell) as refused:
        cells.number(-180, 180)(written)
    assert refused.value.why is why


def test_a_name_keeps_its_punctuation_and_loses_what_nobody_sees() -> None:
    assert cells.text(80)(" 新安小学（东校区）\u200b\n ") == "新安小学（东校区）"


def test_a_code_keeps_leading_zeros_and_loses_what_the_spreadsheet_added() -> None:
    code = cells.code(32)
    assert (code("0037"), code("3137000417.0"), code(" S 101 ")) == ("0037", "3137000417", "S101")
