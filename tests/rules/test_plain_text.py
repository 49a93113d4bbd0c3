import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.plain_text import plain_text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  路灯不亮 ", "路灯不亮"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a\x00b", "ab"),
        ("\x00 \x1b", ""),
        ("left\tright", "left\tright"),
        ("a\x85b\x7fc", "abc"),
        ("　全角　", "全角"),
        ("", ""),
    ],
)
def test_what_is_typed_is_kept_plain(typed: str, kept: str) -> None:
    assert plain_text(typed) == kept


@given(st.text())
def test_no_control_sign_is_left(typed: str) -> None:
    assert {sign for sign in plain_text(typed) if unicodedata.category(sign) == "Cc"} <= {"\n", "\t"}


@given(st.text())
def test_what_is_kept_is_kept_the_same_again(typed: str) -> None:
    assert plain_text(plain_text(typed)) == plain_text(typed)
