from datetime import UTC, datetime, timedelta, timezone
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.cursors import Cursor, digest

MADE = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)
CURSOR = Cursor(MADE, UUID(int=7), "0123456789abcdef", "a" * 16, "b" * 16, "c" * 16)
WORDS = st.text("0123456789abcdef", max_size=16)
MOMENTS = st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(st.builds(Cursor, MOMENTS, st.none() | st.uuids(), WORDS, WORDS, WORDS, WORDS))
def test_what_is_written_is_read(cursor: Cursor) -> None:
    assert Cursor.read(str(cursor)) == cursor


@given(st.text())
def test_anything_else_is_none_of_ours(word: str) -> None:
    assert Cursor.read(word) is None


@given(st.integers(0, len(str(CURSOR)) - 1), st.characters())
def test_one_damaged_sign_is_noticed(place: int, sign: str) -> None:
    word = str(CURSOR)
    damaged = word[:place] + sign + word[place + 1 :]
    assert Cursor.read(damaged) in ((CURSOR, None) if damaged == word else (None,))


@pytest.mark.parametrize("word", ["", "0" * 8, str(CURSOR)[:-4], str(CURSOR)[4:], f"{CURSOR}AAAA"])
def test_half_a_cursor_or_more_than_one_is_none(word: str) -> None:
    assert Cursor.read(word) is None


def test_a_cursor_names_no_key_of_the_database_and_fits_into_an_address() -> None:
    word = str(CURSOR)
    assert word.replace("-", "").replace("_", "").isalnum()
    assert len(word) < 300


@pytest.mark.parametrize(
    ("since", "is_fresh"),
    [
        (timedelta(0), True),
        (timedelta(hours=24), True),
        (timedelta(hours=24, seconds=1), False),
        (timedelta(minutes=-5), True),
        (timedelta(minutes=-5, seconds=-1), False),
    ],
)
def test_it_serves_a_day(since: timedelta, is_fresh: bool) -> None:
    assert CURSOR.is_fresh(MADE + since) is is_fresh
    assert CURSOR.is_fresh((MADE + since).astimezone(timezone(timedelta(hours=8)))) is is_fresh


def test_a_naive_moment_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="without a time zone"):
        CURSOR.is_fresh(datetime(2026, 11, 23))  # noqa: DTZ001


def test_a_digest_tells_order_and_borders() -> None:
    assert digest(["a", "b"]) == digest(("a", "b"))
    assert len({digest(["a", "b"]), digest(["b", "a"]), digest(["ab"]), digest(["a", "b", ""]), digest([])}) == 5
