"""A draw at random that anybody can repeat: by SHA-256 of the seed and each name, and by nothing of this machine.

Names in the order of SHA-256("seed:name"), in hex; the first share of them, rounded up, are drawn.
"""

from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

SHARES = range(1, 101)  # percent


def drawn(seed: str, share: int, uids: Iterable[UUID]) -> list[UUID]:
    """`share` in percent; in the order they were drawn. Neither order nor repetition of `uids` matters."""
    order = sorted({str(uid) for uid in uids}, key=lambda uid: sha256(f"{seed}:{uid}".encode()).hexdigest())
    return [UUID(uid) for uid in order[: size(share, len(order))]]


def size(share: int, of: int) -> int:
    """How many are drawn: rounded up, so of any at least one. ValueError for a share that is none."""
    if share not in SHARES:
        raise ValueError(share)
    return -(-of * share // 100)
