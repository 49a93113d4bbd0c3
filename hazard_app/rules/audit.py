"""Is a hazard's chain as it was written? If not: where it breaks first, and how."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from hazard_app.rules.chain import GENESIS, Link, step_hash
from hazard_app.rules.content import SHA256

# Where a step is looked for that stands at the wrong number.
MOST_PLACES = 1_000


class Break(StrEnum):
    """What was done to a step, or to the hazard's own row, by another road than the product's."""

    CHANGED = "changed"
    UNREADABLE = "unreadable"
    REHASHED = "rehashed"  # changed, and given a hash that fits
    MISSING = "missing"
    MOVED = "moved"
    ADDED = "added"
    REWORDED = "reworded"  # its note or place
    FILE_GONE = "file_gone"  # the row of a photo or a memo
    CUT_OFF = "cut_off"
    TIP = "tip"  # the hazard's row names another last step
    HAZARD_GONE = "hazard_gone"


@dataclass(frozen=True, slots=True)
class Entry:
    """A step as it is stored. `link` is None where it cannot even be read."""

    number: int
    link: Link | None
    reads_as_sealed: bool = True
    has_its_files: bool = True


@dataclass(frozen=True, slots=True)
class Broken:
    """`number` is the step's, or where one should stand."""

    number: int
    kind: Break


def first_break(entries: Iterable[Entry], length: int, tip: str) -> Broken | None:
    """In a chain ordered by number, against what the hazard's row says: how many steps, and the hash of the last."""
    previous, number = GENESIS, 0
    for entry in entries:
        if broken := break_at(entry, number + 1, previous, length):
            return broken
        number, previous = entry.number, entry.link.hash if entry.link else previous
    if number < length:
        return Broken(number + 1, Break.CUT_OFF)
    return None if previous == tip else Broken(number, Break.TIP)


def break_at(entry: Entry, expected: int, previous: str, length: int) -> Broken | None:
    if entry.link is None:
        return Broken(entry.number, Break.UNREADABLE if entry.has_its_files else Break.FILE_GONE)
    link = entry.link
    if not link.hash or link.hash != hash_at(link, link.number):
        return Broken(link.number, how_it_differs(link, length))
    if link.number > length or link.number < expected:
        return Broken(link.number, Break.ADDED)
    if link.number > expected:
        return Broken(expected, Break.MISSING)
    if link.previous_hash != previous:
        # This one is as it was written, so what it follows is not.
        return Broken(max(1, expected - 1), Break.REHASHED)
    return None if entry.reads_as_sealed else Broken(link.number, Break.REWORDED)


def how_it_differs(link: Link, length: int) -> Break:
    if link.number > length or not (SHA256.fullmatch(link.hash) and SHA256.fullmatch(link.previous_hash)):
        return Break.ADDED
    places = range(1, min(length, MOST_PLACES) + 1)
    return Break.MOVED if any(link.hash == hash_at(link, place) for place in places) else Break.CHANGED


def hash_at(link: Link, number: int) -> str:
    """What its hash would be at this number; empty when none can be made of it."""
    try:
        return step_hash(link.previous_hash, {**link.facts, "number": number})
    except (TypeError, ValueError):
        return ""
