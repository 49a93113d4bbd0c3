from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.content import content_hash

words = st.text(max_size=12)
pairs = st.lists(st.tuples(words, words), max_size=6)
Pairs = list[tuple[str, str]]


def test_a_known_submission_has_a_known_hash() -> None:
    # printf '%s' '[["note","\u5927\u95e8"],["verdict","fail"]]' | sha256sum
    expected = "4d9d6a8f26c9637f2fbd07090b8da48d13570569ff277cad0cd930ecdc564752"
    assert content_hash([("verdict", "fail"), ("note", "大门")]) == expected


@given(pairs, st.randoms())
def test_the_order_of_fields_does_not_count(sent: Pairs, chance: object) -> None:
    assert content_hash(reversed(sent)) == content_hash(sorted(sent)) == content_hash(sent)


@given(pairs, words)
def test_what_changes_with_every_sending_does_not_count(sent: Pairs, value: str) -> None:
    resent = [("id", value), *sent, ("sent_at", value), ("tries", value), ("next", value)]
    without = [pair for pair in sent if pair[0] not in ("id", "sent_at", "tries", "next")]
    assert content_hash(resent) == content_hash(without)


@given(pairs, words)
def test_empty_values_do_not_count(sent: Pairs, name: str) -> None:
    assert content_hash([*sent, (name, " \r\n\t")]) == content_hash(sent)


@pytest.mark.parametrize(
    ("one_browser", "another"),
    [("two\r\nlines", "two\nlines"), ("two\rlines", "two\nlines"), ("  note\n", "note")],
)
def test_line_ends_and_outer_space_do_not_count(one_browser: str, another: str) -> None:
    assert content_hash([("note", one_browser)]) == content_hash([("note", another)])


def test_composed_and_decomposed_accents_are_the_same() -> None:
    assert content_hash([("é", normalize("NFC", "café"))]) == content_hash([("é", normalize("NFD", "café"))])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ([("a", "b=c")], [("a=b", "c")]),
        ([("a", "b"), ("c", "d")], [("a", 'b"],["c","d')]),
        ([("photo", "x")], [("photo", "x"), ("photo", "x")]),
        ([("a", "1"), ("b", "2")], [("a", "2"), ("b", "1")]),
        ([("a", "two words")], [("a", "two  words")]),
    ],
)
def test_different_submissions_differ(one: Pairs, other: Pairs) -> None:
    assert content_hash(one) != content_hash(other)


def test_half_a_surrogate_pair_does_not_break_it() -> None:
    assert content_hash([("note", "\ud83d")]) != content_hash([("note", "\ud83e")])
