"""Words for a full-text index that knows no Chinese: overlapping pairs of characters stand for words of two.

Nothing but Chinese characters and [0-9a-z] ever comes out, so no query speaks FTS5's or tsquery's language.
"""

import re
from unicodedata import normalize

CHINESE = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"
RUN = re.compile(f"[{CHINESE}]+|[0-9a-z]+")
ACCENTS = re.compile("[\u0300-\u036f]")  # dropped, so that a word is found with and without
MOST_TERMS = 32  # further terms would narrow hardly more and cost the database each


def bigrams(text: str) -> tuple[str, ...]:
    """In order, repeats kept: pairs of neighbouring characters, a lone one itself, Latin words whole."""
    return tuple(word for run in _runs(text) for word in _pairs(run))


def words_column(text: str) -> str:
    """What to index: the bigrams and every single Chinese character, so that one character is found too."""
    return " ".join(word for run in _runs(text) for word in dict.fromkeys((*_pairs(run), *_singles(run))))


def query_terms(query: str) -> tuple[str, ...]:
    """Terms that must all be present; none when the query has nothing to search for."""
    return tuple(dict.fromkeys(bigrams(query)))[:MOST_TERMS]


def _runs(text: str) -> list[str]:
    folded = normalize("NFKD", normalize("NFKD", text).casefold())
    return RUN.findall(ACCENTS.sub("", folded))


def _pairs(run: str) -> list[str]:
    if run.isascii() or len(run) == 1:
        return [run]
    return [run[at : at + 2] for at in range(len(run) - 1)]


def _singles(run: str) -> str | tuple[str, ...]:
    return (run,) if run.isascii() else run
