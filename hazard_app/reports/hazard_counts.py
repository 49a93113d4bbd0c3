"""How many hazards stand behind each filter: read once as a cube of small sums, then folded for each."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, literal
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.hazard_query import STATES, HazardQuery, at_its_place
from hazard_app.reports.hazard_strategy import gathering
from hazard_app.rules.terms import Severity, State


@dataclass(frozen=True, slots=True)
class Cell:
    zone_id: int
    state: State
    severity: Severity
    category: str
    count: int
    overdue: int


@dataclass(frozen=True)
class HazardCounts:
    """Of everything at the query's place. Each filter's figure keeps the other filters."""

    cells: tuple[Cell, ...]
    query: HazardQuery

    @property
    def total(self) -> int:
        """Before any filter but the place and the words."""
        return sum(cell.count for cell in self.cells)

    @property
    def overdue(self) -> int:
        return sum(cell.overdue for cell in self.cells)

    @property
    def critical(self) -> int:
        return sum(cell.count for cell in self.cells if cell.severity is Severity.CRITICAL)

    @property
    def awaiting_recheck(self) -> int:
        return sum(cell.count for cell in self.cells if cell.state is State.AWAITING_RECHECK)

    @property
    def asked(self) -> int:
        return self.under(self.query)

    def under(self, query: HazardQuery) -> int:
        return self.of(self.cells, query)

    def with_category(self, code: str) -> int:
        return self.under(replace(self.query, category=code))

    @property
    def by_zone(self) -> dict[int, int]:
        zones: dict[int, list[Cell]] = {}
        for cell in self.cells:
            zones.setdefault(cell.zone_id, []).append(cell)
        return {zone_id: self.of(cells, self.query) for zone_id, cells in zones.items()}

    @staticmethod
    def of(cells: Iterable[Cell], query: HazardQuery) -> int:
        counted: Callable[[Cell], int] = (lambda cell: cell.overdue) if query.overdue else (lambda cell: cell.count)
        state = STATES.get(query.shown)
        return sum(
            counted(cell)
            for cell in cells
            if (state is None or cell.state is state)
            and (query.severity is None or cell.severity is query.severity)
            and (query.category is None or cell.category == query.category)
        )


def hazard_counts(session: Session, reach: Reach, query: HazardQuery, now: datetime) -> HazardCounts:
    """One query. Cells are many only where categories and zones are."""
    group = (Hazard.zone_id, Hazard.state, Hazard.severity, Hazard.category_code)
    overdue = func.count().filter(Hazard.deadline < now) if query.shown.is_open else literal(0)
    place = gathering(at_its_place(reach, query), reach, query)
    rows = session.execute(place.with_only_columns(*group, func.count(), overdue).group_by(*group))
    return HazardCounts(tuple(Cell(*row) for row in rows), query)
