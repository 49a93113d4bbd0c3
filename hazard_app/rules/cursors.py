"""Where a phone's pack stands, as one word that only we read: what changed after it is all that must be told."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from hazard_app.rules.times import read_moment, require_aware

# What is overdue, and so listed, follows from the hour and not from any change.
LONGEST = timedelta(hours=24)
# Transactions do not end in the order in which they began, and clocks of servers differ by as much.
OVERLAP = timedelta(minutes=5)
CHECK = 8  # characters in front that tell a damaged word


@dataclass(frozen=True, slots=True)
class Cursor:
    """`made_at`: of the pack. `step`, `tip`: the newest step of all then, and its hash; None before there was any.

    `deciding`: a digest of what decides what is in the pack; `places`: of what it says of schools; `tasks`: of what is
    due.
    """

    made_at: datetime
    step: UUID | None
    tip: str
    deciding: str
    places: str
    tasks: str

    def __str__(self) -> str:
        step = str(self.step or "")
        digests = self.deciding, self.places, self.tasks
        text = "|".join((self.made_at.astimezone(UTC).isoformat(), step, self.tip, *digests))
        return check_of(text) + urlsafe_b64encode(text.encode()).decode().rstrip("=")

    @classmethod
    def read(cls, word: str) -> "Cursor | None":
        """None for what is none of ours, or damaged."""
        check, packed = word[:CHECK], word[CHECK:]
        try:
            text = urlsafe_b64decode(packed.encode("ascii") + b"=" * (-len(packed) % 4)).decode()
            made_at, step, *rest = text.split("|")
            tip, deciding, places, tasks = rest
            read = cls(read_moment(made_at), UUID(step) if step else None, tip, deciding, places, tasks)
        except ValueError:
            return None
        return read if check == check_of(text) else None

    def is_fresh(self, now: datetime) -> bool:
        """ValueError for a naive time."""
        require_aware(now)
        return -OVERLAP <= now - self.made_at <= LONGEST


def check_of(text: str) -> str:
    return sha256(f"pack {text}".encode()).hexdigest()[:CHECK]


def digest(parts: Iterable[object]) -> str:
    """Sixteen characters; the same things in the same order make the same ones in every process."""
    return sha256("\0".join(map(str, parts)).encode()).hexdigest()[:16]
