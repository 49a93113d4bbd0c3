"""A text of the library, which is complete in both languages."""

from typing import NamedTuple


class Bilingual(NamedTuple):
    zh: str
    en: str
