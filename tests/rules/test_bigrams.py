import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.bigrams import MOST_TERMS, bigrams, query_terms, words_column

CHARACTERS = "校园消防通道堵塞门卫々〇𠀀"
chinese = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=8)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("消防通道", ("消防", "防通", "通道")),
        ("门", ("门",)),
        ("3号楼 Fire-Exit", ("3", "号楼", "fire", "exit")),
        ("消防,消防", ("消防", "消防")),
        ("ＡＢ１２", ("ab12",)),
        ("Café STRASSE straße", ("cafe", "strasse", "strasse")),
        ("⼤⾨", ("大門",)),
        ("𠀀号", ("𠀀号",)),
        ("!?… —", ()),
        ("", ()),
    ],
)
def test_pairs_of_characters_and_whole_latin_words(text: str, expected: tuple[str, ...]) -> None:
    assert bigrams(text) == expected


def test_the_index_holds_single_characters_too() -> None:
    assert words_column("消防3号") == "消防 消 防 3 号"


def test_a_word_of_the_query_is_asked_once_and_their_number_is_capped() -> None:
    assert query_terms("消防 消防 exit") == ("消防", "exit")
    assert len(query_terms(" ".join(str(number) for number in range(100)))) == MOST_TERMS


@given(chinese, st.data())
def test_any_piece_of_a_chinese_text_finds_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    assert set(query_terms(text[start:end])) <= set(words_column(f"1号 {text}, exit").split())


@given(chinese, chinese)
def test_what_is_found_holds_every_character_asked_for(text: str, query: str) -> None:
    if set(query_terms(query)) <= set(words_column(text).split()):
        assert set(query) <= set(text)


@given(st.text() | st.sampled_from(['" OR 1', "a:b & !c | (d)", "NEAR(x y)", "x*", "^a -b", "AND", "'<->'"]))
def test_no_query_speaks_the_language_of_the_index(query: str) -> None:
    for term in query_terms(query):
        assert re.fullmatch(r"[0-9a-z]+|[^\x00-\u3004]{1,2}", term)
