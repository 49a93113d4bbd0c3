import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.passwords import SHORTEST, Weakness, weakness

WANG = ("officer", "王敏", "13800138000")


@pytest.mark.parametrize(
    "good",
    [
        "correct horse battery",
        "三只绿色的蜗牛在爬墙",
        "officer eats noodles",
        "k7#mQ2!xZp",
        "   ten spaces around   ",
        "13800138000 is not alone",
    ],
)
def test_a_long_password_of_ones_own_is_taken(good: str) -> None:
    assert weakness(good, WANG) is None


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("", Weakness.TOO_SHORT),
        ("k7#mQ2!xZ", Weakness.TOO_SHORT),
        ("x" * 201, Weakness.TOO_LONG),
        ("officer123", Weakness.OWN_NAME),
        ("OFFICER!!!", Weakness.OWN_NAME),
        ("officerofficer", Weakness.OWN_NAME),
        ("13800138000", Weakness.OWN_NAME),
        ("password123", Weakness.WELL_KNOWN),
        ("Password123", Weakness.WELL_KNOWN),
        ("ｐａｓｓｗｏｒｄ１２３", Weakness.WELL_KNOWN),
        ("woaini1314", Weakness.WELL_KNOWN),
        ("1234567890", Weakness.WELL_KNOWN),
        ("0987654321", Weakness.WELL_KNOWN),
        ("12345678901", Weakness.WELL_KNOWN),
        ("1234512345", Weakness.WELL_KNOWN),
        ("aaaaaaaaaaaa", Weakness.WELL_KNOWN),
        ("1212121212", Weakness.WELL_KNOWN),
        ("123412341234", Weakness.WELL_KNOWN),
        ("qwertyuiop", Weakness.WELL_KNOWN),
        ("abcdefghij", Weakness.WELL_KNOWN),
    ],
)
def test_a_password_that_others_would_guess_is_told_why(bad: str, why: Weakness | None) -> None:
    assert weakness(bad, WANG) is why


@given(st.text(max_size=SHORTEST - 1))
def test_nothing_short_is_ever_taken(password: str) -> None:
    assert weakness(password, ()) is Weakness.TOO_SHORT


@given(st.text(min_size=1, max_size=4), st.integers(SHORTEST, 60))
def test_a_short_piece_said_over_and_over_is_never_taken(piece: str, length: int) -> None:
    assert weakness((piece * length)[:length], ()) is not None
