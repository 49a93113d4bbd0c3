"""How passwords are kept: Argon2id, with the costs of the settings, renewed when those change."""

import secrets
from base64 import b64encode
from collections.abc import Mapping
from threading import Lock
from typing import Any
from unicodedata import normalize

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

# Without what is read for something else: 0 o, 1 i l. Twelve of 31 are 59 bits.
CLEAR = "23456789abcdefghjkmnpqrstuvwxyz"


def one_time_code() -> str:
    """To be read off paper: xxxx-xxxx-xxxx."""
    signs = "".join(secrets.choice(CLEAR) for _ in range(12))
    return "-".join(signs[at : at + 4] for at in (0, 4, 8))


class Passwords:
    def __init__(self, time_cost: int, memory_kib: int, parallelism: int) -> None:
        self._hasher = PasswordHasher(time_cost, memory_kib, parallelism)
        # One at a time a process: each takes its memory for as long as it lasts.
        self._turn = Lock()
        self._nobodys = nobodys_hash(self._hasher)

    @classmethod
    def of(cls, config: Mapping[str, Any]) -> "Passwords":
        costs = ("ARGON2_TIME_COST", "ARGON2_MEMORY_KIB", "ARGON2_PARALLELISM")
        return cls(*(int(config[cost]) for cost in costs))

    def hash(self, password: str) -> str:
        with self._turn:
            return self._hasher.hash(plain(password))

    def matches(self, kept: str | None, password: str) -> bool:
        """Without a kept hash the answer is no, after as much work: the time tells nobody who exists."""
        with self._turn:
            try:
                self._hasher.verify(kept or self._nobodys, plain(password))
            except (VerificationError, InvalidHashError):
                return False
        return kept is not None

    def is_outdated(self, kept: str) -> bool:
        return self._hasher.check_needs_rehash(kept)


def plain(password: str) -> str:
    """Two keyboards may spell one letter in two ways (RFC 8265, OpaqueString)."""
    return normalize("NFC", password)


def nobodys_hash(hasher: PasswordHasher) -> str:
    """A well-formed hash at these costs that no password has: all its bits are nought."""
    salt, digest = (b64encode(bytes(size)).rstrip(b"=").decode() for size in (hasher.salt_len, hasher.hash_len))
    costs = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v=19${costs}${salt}${digest}"
