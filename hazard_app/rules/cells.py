"""What people and spreadsheets write into a cell, as the value that was meant. Each raises BadCell."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from math import isfinite
from typing import Any
from unicodedata import category, normalize

from hazard_app.rules.imports import Wrong
from hazard_app.rules.names import MOBILE, sign_in_name

Read = Callable[[str], Any]

DAY = re.compile(r"(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?(?:[ T]00:00(?::00)?)?|(\d{4})(\d\d)(\d\d)")
# As Excel shows a long number in a narrow column, and saves it into a CSV.
SHORTENED = re.compile(r"([0-9])(?:\.([0-9]+))?[eE]\+?([0-9]{1,2})")
WHOLE = re.compile(r"([0-9]+)\.0*")
YES = frozenset({"是", "对", "有", "√", "✓", "y", "yes", "true", "1"})
NO = frozenset({"否", "不", "不是", "无", "×", "x", "n", "no", "false", "0"})


class BadCell(Exception):  # noqa: N818 (an answer to a person, not a fault)
    def __init__(self, why: Wrong, **facts: Any) -> None:
        super().__init__(why.value)
        self.why, self.facts = why, facts


def tidy(written: str) -> str:
    """Half-width digits and letters, single spaces, nothing invisible."""
    # A tab is a space; other controls, and marks of direction from an address book, are nothing.
    visible = "".join(" " if sign.isspace() else sign for sign in written if sign.isspace() or category(sign)[0] != "C")
    return " ".join(normalize("NFKC", visible).split())


def heading(written: str) -> str:
    """As headings are compared: without spaces and stars, without what stands in brackets."""
    return re.sub(r"\(.*?\)|[\s*_:：-]", "", tidy(written)).lower()


def text(longest: int) -> Read:
    """Names keep the punctuation they were written with."""

    def read(written: str) -> str:
        visible = "".join(sign for sign in written if sign.isspace() or category(sign)[0] != "C")
        value = normalize("NFC", " ".join(visible.split()))
        if len(value) > longest:
            raise BadCell(Wrong.TOO_LONG, given=len(value), longest=longest)
        return value

    return read


def digits(written: str) -> str:
    """The digits of what a spreadsheet took for a number: 13800000000.0, 1.3800138000E+10."""
    value = tidy(written)
    if whole := WHOLE.fullmatch(value):
        return whole[1]
    if short := SHORTENED.fullmatch(value):
        # With fewer digits than the number has, nobody knows the others: 1.38E+10 is no telephone number.
        if len(short[2] or "") < int(short[3]):
            raise BadCell(Wrong.DIGITS_LOST)
        return f"{Decimal(value):.0f}"
    return value


def code(longest: int) -> Read:
    """Of a school or a zone. A number by which Excel would have lost digits is refused."""

    def read(written: str) -> str:
        value = digits(written).replace(" ", "")
        if len(value) > longest:
            raise BadCell(Wrong.TOO_LONG, given=len(value), longest=longest)
        return value

    return read


def username(written: str) -> str:
    value = sign_in_name(digits(written))
    if len(value) > 40:
        raise BadCell(Wrong.TOO_LONG, given=len(value), longest=40)
    return value


def mobile(written: str) -> str:
    value = sign_in_name(digits(written))
    if not MOBILE.fullmatch(value):
        raise BadCell(Wrong.NO_MOBILE)
    return value


def number(least: float, most: float) -> Read:
    def read(written: str) -> float:
        try:
            value = float(tidy(written).replace(",", "").rstrip("°"))
        except ValueError as error:
            raise BadCell(Wrong.NO_NUMBER) from error
        if not isfinite(value) or not least <= value <= most:
            raise BadCell(Wrong.OUT_OF_RANGE, least=f"{least:g}", most=f"{most:g}")
        return value

    return read


def metres(least: int, most: int) -> Read:
    reading = number(least, most)
    return lambda written: round(reading(re.sub(r"(?:m|米)$", "", tidy(written))))


def yes_no(written: str) -> bool:
    value = tidy(written).lower()
    if value in YES | NO:
        return value in YES
    raise BadCell(Wrong.UNKNOWN_WORD, words=("是", "否"), english=("yes", "no"))


def day(written: str) -> date:
    found = DAY.fullmatch(tidy(written))
    parts = [int(part) for part in found.groups() if part] if found else []
    try:
        return date(*parts)
    except (TypeError, ValueError) as error:
        raise BadCell(Wrong.NO_DAY) from error


def word(words: Mapping[str, Enum]) -> Read:
    """One of an enumeration, by any name that people have for it; the first of each is told, or its own in English."""
    firsts = {value: name for name, value in reversed(list(words.items()))}
    offered = tuple(name for name, value in words.items() if firsts[value] == name)
    english = tuple(words[name].value for name in offered)

    def read(written: str) -> Enum:
        value = heading(written)
        if value not in words:
            raise BadCell(Wrong.UNKNOWN_WORD, words=offered, english=english)
        return words[value]

    return read
