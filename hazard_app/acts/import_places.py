"""The zones that an import may name: by code, or by a name that only one of them has."""

from collections import Counter
from collections.abc import Iterable
from difflib import get_close_matches
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_tally import Tally
from hazard_app.models.reach import Reach
from hazard_app.models.zone import Zone
from hazard_app.rules.imports import Line, Wrong

# Looking for what is close takes a while; the first rows show what is meant.
MOST_GUESSES = 50


class KnownZone(NamedTuple):
    id: int
    code: str
    name: str
    path: str


class KnownZones:
    """Those that the person administers."""

    def __init__(self, zones: Iterable[KnownZone]) -> None:
        self.by_id = {zone.id: zone for zone in zones}
        names = Counter(zone.name for zone in self.by_id.values())
        self.by_word = {zone.name: zone for zone in self.by_id.values() if names[zone.name] == 1}
        self.by_word |= {zone.code: zone for zone in self.by_id.values()}
        self.guesses = 0

    @classmethod
    def of(cls, session: Session, reach: Reach) -> "KnownZones":
        found = select(Zone.id, Zone.code, Zone.name, Zone.path).where(Zone.inside(reach.administered_paths))
        return cls(KnownZone._make(row) for row in session.execute(found))

    def named(self, line: Line, tally: Tally) -> KnownZone | None:
        """The zone of a row; where there is none, that is told."""
        word = line.values.get("zone")
        if word is None:
            tally.wrong(line, "zone", Wrong.MISSING)
        elif word not in self.by_word:
            tally.wrong(line, "zone", Wrong.NO_SUCH_PLACE, near=self.near(word))
        return self.by_word.get(word or "")

    def near(self, word: str) -> str:
        """A name or code that is spelt almost so, or nothing."""
        self.guesses += 1
        if self.guesses > MOST_GUESSES:
            return ""
        return next(iter(get_close_matches(word, self.by_word, n=1)), "")
