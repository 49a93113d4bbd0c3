"""What was submitted, as one fingerprint: the same thing sent twice has the same one."""

import json
import re
from collections.abc import Iterable
from hashlib import sha256
from unicodedata import normalize

# How a file is named, as hex.
SHA256 = re.compile(r"[0-9a-f]{64}")
# Also by which of two buttons it was submitted: where somebody goes next is no part of what they saw.
CHANGES_WITH_EVERY_SENDING = frozenset({"id", "sent_at", "tries", "next"})


def content_hash(pairs: Iterable[tuple[str, str]]) -> str:
    """SHA-256 (hex) of submitted (name, value) pairs; a file enters as its own SHA-256.

    Order, line ends, how accents are composed, space around a value and empty values do not count.
    """
    tidied = ((normalize("NFC", name), _tidied(value)) for name, value in pairs)
    kept = sorted((name, value) for name, value in tidied if value and name not in CHANGES_WITH_EVERY_SENDING)
    # JSON quotes both halves, so no value can pass for part of a name; escapes take lone surrogates too.
    return sha256(json.dumps(kept, separators=(",", ":")).encode("ascii")).hexdigest()


def _tidied(value: str) -> str:
    return normalize("NFC", value).replace("\r\n", "\n").replace("\r", "\n").strip()
