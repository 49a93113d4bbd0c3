"""Bring terms in from a table, by zone and first day. No two of a zone overlap, in whatever order their rows stand."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from hazard_app.acts.import_places import KnownZone, KnownZones
from hazard_app.acts.import_tally import Changes, differences
from hazard_app.acts.importer import Importer
from hazard_app.acts.log_act import Done
from hazard_app.models.school_calendar import Term, hold_terms
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import Line, Wrong
from hazard_app.rules.school_terms import SchoolTerm

COLUMNS = {"name": "name", "first_day": "starts_on", "last_day": "ends_on"}


@dataclass(frozen=True, slots=True)
class Taken:
    """Days that a term has. `row` is None where it stands already."""

    days: SchoolTerm
    name: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A row that reads well, its zone, and the term that stands for it."""

    line: Line
    zone: KnownZone
    known: Term | None

    @property
    def name(self) -> str:
        return self.line.values.get("name") or (self.known.name if self.known else "")

    @property
    def ends_on(self) -> date:
        return self.line.values.get("last_day") or (self.known.ends_on if self.known else self.line.values["first_day"])

    @property
    def fields(self) -> Changes:
        stands = {name: getattr(self.known, attribute) for name, attribute in COLUMNS.items()} if self.known else {}
        return differences(stands, {name: self.line.values[name] for name in COLUMNS if name in self.line.values})


@dataclass
class TermImport(Importer):
    seen: dict[tuple[int, date], int] = field(default_factory=dict)

    def run(self, lines: Sequence[Line]) -> None:
        self.zones = KnownZones.of(self.session, self.reach)
        if self.applies:
            hold_terms(self.session, Zone.ids_inside(self.reach.administered_paths))
        standing = self.session.scalars(Term.run_by(self.reach)).all()
        self.known = {(term.zone_id, term.starts_on): term for term in standing}
        self.taken: dict[int, dict[date, Taken]] = defaultdict(dict)
        for term in standing:
            self.taken[term.zone_id][term.starts_on] = Taken(term.days, term.name)
        self.starts = defaultdict(list, {zone_id: sorted(taken) for zone_id, taken in self.taken.items()})
        found = [row for line in lines if (row := self.judged(line))]
        # What stands changes first: a new term may begin where a standing one now ends earlier.
        fits = {row.line.row for row in sorted(found, key=lambda row: row.known is None) if self.fits(row)}
        for row in found:
            if row.line.row in fits:
                self.bring(row)

    def judged(self, line: Line) -> Found | None:
        zone = self.zones.named(line, self.tally)
        if zone is None:
            return None
        key, before = (zone.id, line.values["first_day"]), len(self.tally.faults)
        known, first = self.known.get(key), self.seen.setdefault(key, line.row)
        if first != line.row:
            self.tally.wrong(line, "first_day", Wrong.TWICE, row=first)
            return None
        for name in COLUMNS:
            if not known and name not in line.values:
                self.tally.wrong(line, name, Wrong.MISSING)
        found = Found(line, zone, known)
        if found.ends_on < line.values["first_day"]:
            self.tally.wrong(line, "last_day", Wrong.TERM_ENDS_BEFORE)
        return found if len(self.tally.faults) == before else None

    def fits(self, row: Found) -> bool:
        """Beside all that stands and all rows that were taken before; then its days are taken too."""
        days, taken = SchoolTerm(row.line.values["first_day"], row.ends_on), self.taken[row.zone.id]
        starts = self.starts[row.zone.id]
        # None that is taken overlaps another one, so its neighbours are all that there is to look at.
        at = bisect_left(starts, days.starts_on)
        beside = (taken[start] for start in starts[max(at - 1, 0) : at + 2] if start != days.starts_on)
        if other := next((other for other in beside if other.days.overlaps(days)), None):
            self.tell_overlap(row.line, other)
            return False
        if days.starts_on not in taken:
            starts.insert(at, days.starts_on)
        taken[days.starts_on] = Taken(days, row.name, row.line.row)
        return True

    def tell_overlap(self, line: Line, other: Taken) -> None:
        span = {"first": other.days.starts_on.isoformat(), "last": other.days.ends_on.isoformat()}
        facts: dict[str, Any] = {"name": other.name, **span}
        if other.row is None:
            self.tally.wrong(line, "first_day", Wrong.TERM_STANDS, **facts)
        else:
            self.tally.wrong(line, "first_day", Wrong.TERM_OF_ROW, row=other.row, **facts)

    def bring(self, row: Found) -> None:
        values, fields = row.line.values, row.fields
        key = f"{row.zone.name} · {values['first_day'].isoformat()}"
        self.tally.row(row.line, key, row.name, is_new=row.known is None, fields=fields)
        if not self.applies or not fields:
            return
        self.settle()
        if row.known is None:
            given = {attribute: values[name] for name, attribute in COLUMNS.items()}
            self.session.add(Term(zone_id=row.zone.id, **given))
            return
        for name in fields:
            setattr(row.known, COLUMNS[name], values[name])
        facts = {"name": row.name, "changes": dict(fields)}
        self.acts.append(Done(ActKind.CHANGED, Thing.TERM, None, row.zone.id, facts))
