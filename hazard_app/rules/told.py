"""What comes with everything a phone sends: its name, its fingerprint, the phone's clock and the place."""

from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from secrets import token_bytes
from uuid import UUID

from hazard_app.rules.places import Place
from hazard_app.rules.times import happened_at


@dataclass(frozen=True, slots=True)
class Told:
    """`made_at` and `sent_at` by the phone's clock, `received_at` by ours; all aware."""

    uid: UUID
    content_hash: str
    made_at: datetime
    sent_at: datetime
    received_at: datetime
    place: Place | None = None
    # Seals what retention may erase; each step's own salt is made of it.
    salt: bytes = field(default_factory=lambda: token_bytes(16), repr=False)

    @property
    def happened_at(self) -> datetime:
        return happened_at(self.made_at, self.sent_at, self.received_at)

    @property
    def step_salt(self) -> bytes:
        """Sixteen bytes that no other step has."""
        return sha256(self.salt + self.uid.bytes).digest()[:16]
