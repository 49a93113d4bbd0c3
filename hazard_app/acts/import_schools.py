"""Bring schools in from a table, by their code: new ones are made, known ones change; one in another zone moves."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import insert, select, update

from hazard_app.acts.import_places import KnownZones
from hazard_app.acts.import_tally import Changes, chunks, differences
from hazard_app.acts.importer import Importer
from hazard_app.acts.log_act import Done
from hazard_app.acts.move_school import move_open_hazards
from hazard_app.models.school import School
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import Line, Wrong

NEEDED = ("name", "kind", "zone")
COLUMNS = ("name", "kind", "latitude", "longitude", "radius", "address", "boarding")
ASKED = (School.id, School.uid, School.code, School.zone_id, *(getattr(School, name) for name in COLUMNS))


@dataclass
class SchoolImport(Importer):
    seen: dict[str, int] = field(default_factory=dict)

    def run(self, lines: Sequence[Line]) -> None:
        self.zones = KnownZones.of(self.session, self.reach)
        for part in chunks(lines):
            codes = [line.values["code"] for line in part]
            known = {row.code: row for row in self.session.execute(select(*ASKED).where(School.code.in_(codes)))}
            self.write_part([row for line in part if (row := self.judged(line, known.get(line.values["code"])))])

    def judged(self, line: Line, known: Any) -> tuple[Any, dict[str, Any], Changes] | None:
        """The school that stands, what to write of it, and what that changes. None when something is wrong."""
        values, before = dict(line.values), len(self.tally.faults)
        self.look_for_faults(line, known)
        if len(self.tally.faults) > before:
            return None
        zone = self.zones.by_word[values.pop("zone")] if "zone" in values else None
        stands = {name: getattr(known, name) for name in COLUMNS} if known else {}
        fields = differences(stands, {name: value for name, value in values.items() if name != "code"})
        if zone and (not known or zone.id != known.zone_id):
            fields["zone"] = (self.zones.by_id[known.zone_id].name if known else None, zone.name)
            values["zone_id"] = zone.id
        name = values.get("name") or known.name
        self.tally.row(line, values["code"], name, is_new=not known, fields=fields)
        return known, values, fields

    def look_for_faults(self, line: Line, known: Any) -> None:
        code, zone = line.values["code"], line.values.get("zone")
        first = self.seen.setdefault(code, line.row)
        if first != line.row:
            return self.tally.wrong(line, "code", Wrong.TWICE, row=first)
        if known and known.zone_id not in self.zones.by_id:
            self.tally.wrong(line, "code", Wrong.NOT_YOURS)
        for name in NEEDED:
            if not known and name not in line.values:
                self.tally.wrong(line, name, Wrong.MISSING)
        if zone and zone not in self.zones.by_word:
            self.tally.wrong(line, "zone", Wrong.NO_SUCH_PLACE, near=self.zones.near(zone))
        return None

    def write_part(self, rows: list[tuple[Any, dict[str, Any], Changes]]) -> None:
        if not self.applies:
            return
        new = [values for known, values, _fields in rows if not known]
        defaults = {"latitude": None, "longitude": None, "radius": 150, "address": "", "boarding": False}
        if any("zone" in fields for known, _values, fields in rows if known):
            self.settle()
        if new:
            self.session.execute(insert(School), [{**defaults, **values} for values in new])
        for known, values, fields in rows:
            if known and fields:
                self.change(known, values, fields)

    def change(self, known: Any, values: dict[str, Any], fields: Changes) -> None:
        self.session.execute(update(School).where(School.id == known.id).values(values))
        zone_id, facts = values.get("zone_id", known.zone_id), {"name": known.name, "changes": dict(fields)}
        moved = "zone" in fields
        if moved:
            facts["open_hazards"] = move_open_hazards(self.session, known.id, zone_id)
        kind = ActKind.MOVED if moved else ActKind.CHANGED
        self.acts.append(Done(kind, Thing.SCHOOL, known.uid, zone_id, facts))
