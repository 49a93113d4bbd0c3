"""Bring zones in from a table, by their code: a tree, so none may come to lie inside itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from hazard_app.acts.import_tally import differences
from hazard_app.acts.importer import Importer
from hazard_app.acts.log_act import Done
from hazard_app.acts.place_zone import settle_paths
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import Line, Wrong
from hazard_app.rules.trees import circles

COLUMNS = ("name", "kind")


@dataclass
class ZoneImport(Importer):
    seen: dict[str, int] = field(default_factory=dict)

    def run(self, lines: Sequence[Line]) -> None:
        self.known = {zone.code: zone for zone in self.session.scalars(select(Zone))}
        self.by_id = {zone.id: zone for zone in self.known.values()}
        right = self.without_circles(self.without_orphans([line for line in lines if self.is_right(line)]))
        for line in right:
            self.tell(line)
        if self.applies:
            self.write([line for line in right if self.fields(line)])

    def is_right(self, line: Line) -> bool:
        before, code = len(self.tally.faults), line.values["code"]
        known = self.known.get(code)
        first = self.seen.setdefault(code, line.row)
        if first != line.row:
            self.tally.wrong(line, "code", Wrong.TWICE, row=first)
            return False
        if known and not self.reach.administers(known.path):
            self.tally.wrong(line, "code", Wrong.NOT_YOURS)
        for name in ("name", "kind") if known else ("name", "kind", "parent"):
            if name not in line.values and not (known or (name == "parent" and self.reach.administers("/"))):
                self.tally.wrong(line, name, Wrong.MISSING)
        return len(self.tally.faults) == before

    def without_orphans(self, lines: list[Line]) -> list[Line]:
        """Whoever hangs on a row that is wrong is wrong too; so this is looked at until nothing falls off."""
        left, last = lines, list[Line]()
        while left != last:
            last, codes = left, {line.values["code"] for line in left}
            left = [line for line in last if self.has_parent(line, codes)]
        return left

    def has_parent(self, line: Line, codes: set[str]) -> bool:
        parent = line.values.get("parent")
        known = self.known.get(parent or "")
        if not parent or parent in codes or (known and self.reach.administers(known.path)):
            return True
        self.tally.wrong(line, "parent", Wrong.NO_SUCH_PLACE)
        return False

    def without_circles(self, lines: list[Line]) -> list[Line]:
        above = {zone.code: self.code_above(zone) for zone in self.known.values()}
        above |= {line.values["code"]: line.values["parent"] for line in lines if "parent" in line.values}
        inside, found = circles(above), list[Line]()
        for line in lines:
            if circle := inside.get(line.values["code"]):
                self.tally.wrong(line, "parent", Wrong.OWN_ANCESTOR, circle=" → ".join(map(self.name_of, circle)))
            else:
                found.append(line)
        return found

    def code_above(self, zone: Zone) -> str | None:
        return self.by_id[zone.parent_id].code if zone.parent_id else None

    def name_of(self, code: str) -> str:
        return self.known[code].name if code in self.known else code

    def fields(self, line: Line) -> dict[str, tuple[Any, Any]]:
        known = self.known.get(line.values["code"])
        stands = {name: getattr(known, name) for name in COLUMNS} if known else {}
        stands["parent"] = self.code_above(known) if known else None
        return differences(stands, {name: value for name, value in line.values.items() if name != "code"})

    def tell(self, line: Line) -> None:
        known, code = self.known.get(line.values["code"]), line.values["code"]
        name = line.values.get("name") or (known.name if known else code)
        self.tally.row(line, code, name, is_new=not known, fields=self.fields(line))

    def write(self, lines: list[Line]) -> None:
        """All exist before any is hung up; then every path is made anew."""
        fields, zones = [self.fields(line) for line in lines], dict(self.known)
        is_new = [line.values["code"] not in self.known for line in lines]
        for line in lines:
            code = line.values["code"]
            zone = zones.setdefault(code, Zone(code=code, path=""))
            for name in COLUMNS:
                setattr(zone, name, line.values.get(name, getattr(zone, name)))
            self.session.add(zone)
        self.session.flush()
        for line in lines:
            if parent := line.values.get("parent"):
                zones[line.values["code"]].parent = zones[parent]
        self.session.flush()
        settle_paths(zones.values())
        for line, changes, new in zip(lines, fields, is_new, strict=True):
            zone = zones[line.values["code"]]
            kind = ActKind.CREATED if new else ActKind.MOVED if "parent" in changes else ActKind.CHANGED
            facts = {"name": zone.name, "changes": {} if new else dict(changes)}
            self.acts.append(Done(kind, Thing.ZONE, zone.uid, zone.id, facts))
