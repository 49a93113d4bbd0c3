"""Bring single days in that are taught, or not, against their weekday, their term and the working days."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from hazard_app.acts.import_places import KnownZone, KnownZones
from hazard_app.acts.import_tally import differences
from hazard_app.acts.importer import Importer
from hazard_app.acts.log_act import Done
from hazard_app.models.school_calendar import SchoolDay
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import Line, Wrong

COLUMNS = ("taught", "note")


@dataclass
class SchoolDayImport(Importer):
    """By zone and day."""

    seen: dict[tuple[int, date], int] = field(default_factory=dict)

    def run(self, lines: Sequence[Line]) -> None:
        self.zones = KnownZones.of(self.session, self.reach)
        standing = self.session.scalars(SchoolDay.run_by(self.reach))
        known = {(day.zone_id, day.day): day for day in standing}
        for line in lines:
            if zone := self.zones.named(line, self.tally):
                self.judge(line, zone, known.get((zone.id, line.values["day"])))

    def judge(self, line: Line, zone: KnownZone, known: SchoolDay | None) -> None:
        day = line.values["day"]
        first = self.seen.setdefault((zone.id, day), line.row)
        if first != line.row:
            self.tally.wrong(line, "day", Wrong.TWICE, row=first)
        elif known is None and "taught" not in line.values:
            self.tally.wrong(line, "taught", Wrong.MISSING)
        else:
            self.bring(line, zone, known)

    def bring(self, line: Line, zone: KnownZone, known: SchoolDay | None) -> None:
        day, stands = line.values["day"], {name: getattr(known, name) for name in COLUMNS} if known else {}
        given = {name: line.values[name] for name in COLUMNS if name in line.values}
        fields = differences(stands, given)
        name = line.values.get("note") or (known.note if known else "") or day.isoformat()
        self.tally.row(line, f"{zone.name} · {day.isoformat()}", name, is_new=known is None, fields=fields)
        if not self.applies or not fields:
            return
        self.settle()
        if known is None:
            self.session.add(SchoolDay(zone_id=zone.id, day=day, **given))
            return
        for column in fields:
            setattr(known, column, given[column])
        facts = {"name": f"{zone.name} {day.isoformat()}", "changes": dict(fields)}
        self.acts.append(Done(ActKind.CHANGED, Thing.SCHOOL_DAY, None, zone.id, facts))
