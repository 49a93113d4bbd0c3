"""A phone that holds a pack and asks for what changed, told once more: slow, obvious, by what docs/offline.md says."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from hazard_app.documents.offline_json import as_told
from hazard_app.models.person import Person, read_person
from hazard_app.reports.offline_pack import Asking, offline_pack
from hazard_app.rules.cursors import Cursor
from hazard_app.words import word
from tests.world import NOW

Told = dict[str, Any]


def told_to(
    session: Session, person: Person, now: datetime = NOW, since: str = "", edition: tuple[str, ...] = ("zh",)
) -> Told:
    """As a request would be answered; postings are read anew."""
    whoever = read_person(session, person.id)
    assert whoever
    asking = Asking(whoever, whoever.reach_on(now.date()), now, edition, Cursor.read(since) if since else None)
    return as_told(offline_pack(session, asking), [], lambda rhythm, _rule: word(rhythm))


@dataclass(eq=False)
class Held:
    """What stands on the phone, by uid."""

    cursor: str = ""
    rest: Told = field(default_factory=dict)
    schools: dict[str, Told] = field(default_factory=dict)
    hazards: dict[str, Told] = field(default_factory=dict)
    tasks: list[Told] = field(default_factory=list)

    def take(self, told: Told) -> None:
        if told["full"]:
            self.schools, self.hazards = {}, {}
        for name, held in (("schools", self.schools), ("hazards", self.hazards)):
            for gone in told[f"{name}_gone"]:
                held.pop(gone, None)
            for each in told[name]:
                held[each["uid"]] = each
        self.cursor = told["cursor"]
        self.rest = {name: told[name] for name in ("person", "there_are_more", "checklists", "pages")}
        self.tasks = self.tasks if told["tasks"] is None else told["tasks"]

    def __eq__(self, other: object) -> bool:
        """Whatever the cursor says."""
        return isinstance(other, Held) and self.all == other.all

    @property
    def all(self) -> tuple[object, ...]:
        return self.rest, self.schools, self.hazards, self.tasks


def held(told: Told) -> Held:
    phone = Held()
    phone.take(told)
    return phone
