"""The chain of a hazard's steps: each carries the hash of the one before, so a later change shows."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from math import isfinite
from unicodedata import normalize
from uuid import UUID

from hazard_app.rules.content import SHA256
from hazard_app.rules.times import require_aware

GENESIS = "0" * 64


@dataclass(frozen=True, slots=True)
class Link:
    """One step as it is stored; `facts` are what its hash was made of."""

    number: int
    previous_hash: str
    hash: str
    facts: Mapping[str, object]


def canonical_json(value: object) -> bytes:
    """The one way to write a value: sorted keys, NFC, no white space, UTF-8.

    Times are UTC with microseconds, floats (degrees, metres) strings of 7 decimals.
    TypeError for what is not data, ValueError for a naive time, NaN, infinity or names that NFC makes one.
    """
    plain = _plain(value)
    return json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def sealed(salt: bytes, value: str) -> str:
    """SHA-256 (hex) in place of the value: value and salt may be erased and the chain still holds."""
    return sha256(salt + normalize("NFC", value).encode()).hexdigest()


def step_hash(previous: str, facts: Mapping[str, object]) -> str:
    """SHA-256 (hex) of the previous hash and the facts. ValueError when `previous` is no hash."""
    if not SHA256.fullmatch(previous):
        raise ValueError("previous is not 64 hexadecimal digits")
    return sha256(previous.encode("ascii") + canonical_json(facts)).hexdigest()


def first_broken(links: Iterable[Link]) -> int | None:
    """The first number, in links ordered by number, that is missing or not what its hash says, or None."""
    previous = GENESIS
    for expected, link in enumerate(links, start=1):
        follows = link.number == expected and link.previous_hash == previous
        if not follows or link.hash != step_hash(previous, link.facts):
            return expected
        previous = link.hash
    return None


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return normalize("NFC", value)
        case float():
            return _decimals(value)
        case datetime() | date() | UUID():
            return _text(value)
        case Mapping():
            return _named(value)
        case list() | tuple():
            return [_plain(part) for part in value]
    raise TypeError(f"a {type(value).__name__} has no canonical form")


def _decimals(number: float) -> str:
    if not isfinite(number):
        raise ValueError("not a number that can be written")
    return f"{round(number, 7) + 0.0:.7f}"  # + 0.0 turns a minus zero into zero


def _text(value: date | UUID) -> str:
    if not isinstance(value, datetime):
        return str(value)
    require_aware(value)
    return value.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _named(values: Mapping[object, object]) -> dict[str, object]:
    named: dict[str, object] = {}
    for name, value in values.items():
        if not isinstance(name, str):
            raise TypeError("a name that is not text has no canonical form")
        key = normalize("NFC", name)
        if key in named:
            raise ValueError("two names that are one in NFC")
        named[key] = _plain(value)
    return named
