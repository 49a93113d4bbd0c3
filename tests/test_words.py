"""Every fixed word has a name in both languages."""

from enum import Enum

import pytest

from hazard_app.rules import terms
from hazard_app.words import WORDS

ENUMERATIONS = [
    kind for kind in vars(terms).values() if isinstance(kind, type) and issubclass(kind, Enum) and len(kind)
]


@pytest.mark.parametrize("kind", ENUMERATIONS, ids=lambda kind: kind.__name__)
def test_every_value_has_a_word(kind: type[Enum]) -> None:
    assert set(WORDS[kind]) == set(kind)
