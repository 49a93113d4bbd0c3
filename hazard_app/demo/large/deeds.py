"""What people do in the large world, as the acts are told it; it may be played through them or written in bulk."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

from hazard_app.acts.add_step import Addition
from hazard_app.acts.record_hazard import Report
from hazard_app.acts.record_inspection import Filled
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.person import Person
from hazard_app.rules.content import content_hash
from hazard_app.rules.places import Place
from hazard_app.rules.told import Told


@dataclass(frozen=True, slots=True)
class Confirmation:
    """A participant says on their own phone that they took part in the inspection of this uid."""

    inspection: UUID
    at: datetime


class Deed(NamedTuple):
    person: Person
    what: Filled | Report | Addition | Confirmation


@dataclass(frozen=True)
class Crew:
    """Who is at work at one school."""

    officers: tuple[Person, Person]
    supervisor: Person
    liaison: Person


@dataclass(frozen=True)
class Stage:
    """What all schools share: the library, each scene's picture by the hash of its bytes, seed and moment."""

    versions: dict[str, ChecklistVersion]
    categories: dict[str, Category]
    pictures: dict[str, str]
    seed: int
    now: datetime

    def told(self, uid: UUID, made_at: datetime, received_at: datetime, place: Place | None = None) -> Told:
        """Sent as soon as it was made, whatever the phone's clock said."""
        salt = sha256(f"{self.seed}/{uid}".encode()).digest()[:16]
        return Told(uid, content_hash([("demo", str(uid))]), made_at, made_at, received_at, place, salt)

    def shots(self, scene: str) -> tuple[str, ...]:
        return (self.pictures[scene],) if scene else ()
