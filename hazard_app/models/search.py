"""Search by words of two Chinese characters, which neither database's own tokenizer knows."""

from typing import Any

from sqlalchemy import ColumnElement, false
from sqlalchemy.ext.compiler import compiles

from hazard_app.rules.bigrams import query_terms


class Holds(ColumnElement[bool]):
    """Hazards whose words hold all the terms; compiled for each database (migration 0002 made its index)."""

    inherit_cache = False

    def __init__(self, terms: tuple[str, ...]) -> None:
        self.terms = terms


# The terms are words of [0-9a-z] and Chinese characters only (rules.bigrams), so quoting them is enough.
@compiles(Holds, "sqlite")
def holds_sqlite(element: Holds, compiler: Any, **_: Any) -> str:
    terms = " ".join(f'"{term}"' for term in element.terms)
    return f"hazards.id IN (SELECT rowid FROM hazard_search WHERE hazard_search MATCH '{terms}')"  # noqa: S608


@compiles(Holds, "postgresql")
def holds_postgresql(element: Holds, compiler: Any, **_: Any) -> str:
    terms = " & ".join(element.terms)
    return f"to_tsvector('simple', hazards.words) @@ to_tsquery('simple', '{terms}')"


def holding(query: str) -> ColumnElement[bool]:
    """Nothing is found by a query without a word in it."""
    terms = query_terms(query)
    return Holds(terms) if terms else false()
