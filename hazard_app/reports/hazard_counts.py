"""How many hazards stand behind each filter: read once as small sums, then folded for each."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.hazard_query import STATES, HazardQuery, asked_for, at_its_place
from hazard_app.reports.hazard_strategy import counting, gathering
from hazard_app.rules.terms import Severity, State

Key = tuple[State, Severity, str]


@dataclass(frozen=True)
class HazardCounts:
    """Of everything at the query's place, by state, severity and category. Each figure keeps the other filters."""

    query: HazardQuery
    all: Counter[Key]
    late: Counter[Key]
    by_zone: Counter[int]  # under all of the query's filters; each zone without those below it

    @property
    def total(self) -> int:
        """Before any filter but the place and the words."""
        return self.all.total()

    @property
    def overdue(self) -> int:
        return self.late.total()

    @property
    def critical(self) -> int:
        return sum(count for (_, severity, _), count in self.all.items() if severity is Severity.CRITICAL)

    @property
    def awaiting_recheck(self) -> int:
        return sum(count for (state, _, _), count in self.all.items() if state is State.AWAITING_RECHECK)

    @property
    def asked(self) -> int:
        return self.under(self.query)

    def under(self, query: HazardQuery) -> int:
        return sum(count for _key, count in self.matching(query))

    @property
    def by_category(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for (_, _, category), count in self.matching(replace(self.query, category=None)):
            counts[category] += count
        return counts

    def matching(self, query: HazardQuery) -> Iterator[tuple[Key, int]]:
        counts = self.late if query.overdue else self.all
        return ((key, count) for key, count in counts.items() if fits(key, query))


def fits(key: Key, query: HazardQuery) -> bool:
    state, severity, category = key
    return (
        state is STATES.get(query.shown, state)
        and (query.severity is None or severity is query.severity)
        and (query.category is None or category == query.category)
    )


def hazard_counts(session: Session, reach: Reach, query: HazardQuery, now: datetime) -> HazardCounts:
    """Two queries, whatever the filters; together they would give as many rows as a bureau has zones times kinds."""
    group = (Hazard.state, Hazard.severity, Hazard.category_code)
    late = func.count().filter(Hazard.deadline < now) if query.shown.is_open else literal(0)
    place = counting(at_its_place(reach, query, now), reach, query)
    rows = session.execute(place.with_only_columns(*group, func.count(), late).group_by(*group))
    asked = gathering(asked_for(reach, query, now), reach, query)
    zones = session.execute(asked.with_only_columns(Hazard.zone_id, func.count()).group_by(Hazard.zone_id))
    return folded(rows, zones, query)


def folded(rows: Any, zones: Any, query: HazardQuery) -> HazardCounts:
    counts = HazardCounts(query, Counter(), Counter(), Counter(dict(map(tuple, zones))))
    for state, severity, category, count, late in rows:
        counts.all[state, severity, category] += count
        counts.late[state, severity, category] += late
    return counts
