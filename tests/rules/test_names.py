import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.names import sign_in_name


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("officer", "officer"),
        (" Officer ", "officer"),
        ("ＯＦＦＩＣＥＲ２", "officer2"),
        ("wang min", "wangmin"),
        ("王　敏", "王敏"),
        ("023417", "023417"),
        ("wang-min", "wang-min"),
        ("13800138000", "13800138000"),
        ("138 0013 8000", "13800138000"),
        ("138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("+86 138 0013 8000", "13800138000"),
        ("0086-13800138000", "13800138000"),
        ("(+86)13800138000", "13800138000"),
        ("\u202d13800138000\u202c", "13800138000"),
        ("offi\x00cer\n", "officer"),
        ("28600138000", "28600138000"),
        ("", ""),
        ("　", ""),
    ],
)
def test_a_name_is_the_same_however_the_keyboard_wrote_it(typed: str, kept: str) -> None:
    assert sign_in_name(typed) == kept


@given(st.text())
def test_what_is_kept_is_kept_the_same_again(typed: str) -> None:
    kept = sign_in_name(typed)
    assert sign_in_name(kept) == kept
