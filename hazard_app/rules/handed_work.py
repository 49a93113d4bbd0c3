"""One piece of work as a file (static/js/offline/handed.js): what it says, and who vouches for it."""

import binascii
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any
from uuid import UUID

from hazard_app.rules.content import SHA256

FORMAT = "hazard-work-1"
# Brackets and commas of all that is no photo; a formal check of 39 items with photos has some two thousand.
MOST_MARKS = 100_000
MOST_FILES = 400
LONGEST_NAME = 200  # characters of a title or a place that a page shows

UID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
ACTION = re.compile(f"/inspections|/hazards|/hazards/{UID}/steps|/schools/{UID}/rechecks")
FILE_PATHS = frozenset({"/photos/", "/memos/"})
# Of each sending, and no content.
PASSING = frozenset({"id", "sent_at", "tries"})

Pairs = tuple[tuple[str, str], ...]


class Fate(StrEnum):
    """What became of a file that somebody brought."""

    RECEIVED = "received"
    HERE = "here"
    TO_MEND = "to_mend"
    OTHER_CONTENT = "other_content"
    NOT_THEIRS = "not_theirs"
    OWN_PASSWORD = "own_password"
    TOO_LATE = "too_late"
    NO_PICTURE = "no_picture"
    BACK_SOON = "back_soon"
    UNSEALED = "unsealed"
    DAMAGED = "damaged"
    TOO_LARGE = "too_large"
    UNREADABLE = "unreadable"

    @property
    def is_well(self) -> bool:
        return self in (Fate.RECEIVED, Fate.HERE)


class NotReadable(Exception):  # noqa: N818 (an answer to a person, not a fault)
    def __init__(self, fate: Fate) -> None:
        super().__init__(fate)
        self.fate = fate


@dataclass(frozen=True, slots=True)
class WorkFile:
    """A photo or a memo; `told` is what the phone says of it. `encoded` is empty for one that did not come along."""

    sha256: str
    path: str
    type: str
    told: Pairs
    encoded: str

    def content(self) -> bytes:
        """Raises NotReadable unless these are the very bytes that the phone kept."""
        try:
            content = binascii.a2b_base64(self.encoded, strict_mode=True)
        except ValueError:
            raise NotReadable(Fate.DAMAGED) from None
        if sha256(content).hexdigest() != self.sha256:
            raise NotReadable(Fate.DAMAGED)
        return content


@dataclass(frozen=True, slots=True)
class Work:
    """`text` is what was sealed, `fields` are those of the form."""

    text: str
    seal: str
    id: UUID
    person: UUID
    action: str
    fields: Pairs
    title: str
    place: str
    files: tuple[WorkFile, ...]
    saved_at: datetime


def seal_key(secret: str, person: UUID, password_hash: str) -> str:
    """The person's own, 64 hex digits. A new password or a new one-time code ends what was sealed before."""
    return hmac.new(secret.encode(), f"hand-in\n{person}\n{password_hash}".encode(), sha256).hexdigest()


def is_sealed(work: Work, key: str) -> bool:
    expected = hmac.new(key.encode(), work.text.encode(), sha256).hexdigest()
    return hmac.compare_digest(expected.encode(), work.seal.encode())


def read_work(content: bytes, most: int) -> Work:
    """Raises NotReadable beyond `most` bytes, and for whatever no page of ours wrote. Photos are looked at later."""
    if len(content) > most:
        raise NotReadable(Fate.TOO_LARGE)
    try:
        whole = as_json(content.decode())
        if whole["format"] != FORMAT:
            raise NotReadable(Fate.UNREADABLE)
        text = word(whole["work"])
        encoded = {word(each["sha256"]): word(each["base64"]) for each in whole["files"]}
        return as_work(text, word(whole["seal"]), as_json(text), encoded)
    except (AttributeError, KeyError, TypeError, ValueError, OverflowError, RecursionError):
        raise NotReadable(Fate.UNREADABLE) from None


def as_json(text: str) -> Any:
    """Counted first: two bytes of brackets become fifty of memory."""
    if sum(text.count(mark) for mark in "[{,") > MOST_MARKS:
        raise ValueError("too many marks")
    return json.loads(text)


def as_work(text: str, seal: str, told: Any, encoded: dict[str, str]) -> Work:
    saved_at = datetime.fromisoformat(told["saved_at"])
    if saved_at.tzinfo is None or not ACTION.fullmatch(told["action"]) or len(told["files"]) > MOST_FILES:
        raise ValueError("no work of ours")
    return Work(
        text=text,
        seal=seal,
        id=UUID(told["id"]),
        person=UUID(told["person"]),
        action=told["action"],
        fields=tuple((name, value) for name, value in pairs(told["fields"]) if name not in PASSING),
        title=word(told["title"])[:LONGEST_NAME],
        place=word(told["place"])[:LONGEST_NAME],
        files=tuple(as_file(file, encoded) for file in told["files"]),
        saved_at=saved_at.astimezone(UTC),
    )


def as_file(told: Any, encoded: dict[str, str]) -> WorkFile:
    name, path = told["sha256"], told["path"]
    if not SHA256.fullmatch(name) or path not in FILE_PATHS:
        raise ValueError("no file of ours")
    return WorkFile(name, path, word(told["type"]), pairs(told["told"].items()), encoded.get(name, ""))


def pairs(told: Iterable[Any]) -> Pairs:
    return tuple((word(name), word(value)) for name, value in told)


def word(value: Any) -> str:
    """A text that has bytes: half of a sign has none. Raises TypeError, ValueError."""
    if not isinstance(value, str):
        raise TypeError("no text")
    value.encode()
    return value
