"""What an import would do, or did: counts, what changes, what is wrong; and a fingerprint of all of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from hazard_app.acts.refusals import Refused
from hazard_app.rules.chain import canonical_json
from hazard_app.rules.imports import Fault, Line, Wrong

MOST_SHOWN = 500  # changes that a preview lists

Changes = Mapping[str, tuple[Any, Any]]


class RowsAreWrong(Refused):
    """Nothing is written while rows are wrong, unless it was chosen to leave them out."""


class MovedMeanwhile(Refused):
    """Somebody changed what stands since the dry run, so that this import would do something else."""


@dataclass(frozen=True, slots=True)
class Change:
    """One row that would be written. `fields`: what stands and what would stand, as JSON."""

    row: int
    key: str
    name: str
    is_new: bool
    fields: Changes


@dataclass
class Tally:
    """Filled row by row. The fingerprint has what stands in it, so that a change meanwhile makes another one."""

    faults: list[Fault] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    digest: Any = field(default_factory=sha256)

    def wrong(self, line: Line, column: str, why: Wrong, **facts: Any) -> None:
        value = plain(line.values.get(column))
        self.faults.append(Fault(line.row, column, "" if value is None else str(value), why, facts))

    def row(self, line: Line, key: str, name: str, *, is_new: bool, fields: Changes) -> None:
        kind = "new" if is_new else "changed" if fields else "same"
        self.counts[kind] += 1
        self.digest.update(canonical_json([line.row, key, kind, fields]))
        if fields and len(self.changes) < MOST_SHOWN:
            self.changes.append(Change(line.row, key, name, is_new, fields))

    @property
    def left_out(self) -> int:
        """Rows, however much is wrong in each."""
        return len({fault.row for fault in self.faults})

    @property
    def fingerprint(self) -> str:
        told = [(fault.row, fault.column, fault.why.value) for fault in self.faults]
        return sha256(self.digest.digest() + canonical_json(told)).hexdigest()


def differences(stands: Mapping[str, Any], given: Mapping[str, Any]) -> dict[str, tuple[Any, Any]]:
    """What a row would change of what stands, by column, as JSON keeps it."""
    return {name: (plain(stands.get(name)), plain(value)) for name, value in given.items() if stands.get(name) != value}


def plain(value: Any) -> Any:
    """A fixed word as its value, a day as ISO writes it."""
    if isinstance(value, Enum):
        return value.value
    return value.isoformat() if isinstance(value, date) else value


def chunks(lines: Iterable[Line], size: int = 500) -> Iterable[list[Line]]:
    """So many at a time as one query may ask for."""
    part: list[Line] = []
    for line in lines:
        part.append(line)
        if len(part) == size:
            yield part
            part = []
    if part:
        yield part
