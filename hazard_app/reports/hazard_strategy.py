"""Which index a list of hazards is read by. SQLite keeps no figures to choose by, so it is told.

PostgreSQL chooses by its own statistics and is told nothing.
"""

from typing import Any

from sqlalchemy import Select

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.hazard_query import HazardQuery, Order

BY_ZONE = "ix_hazards_zone"
BY_KIND = "ix_hazards_kind"
BY_SCHOOL = "ix_hazards_school"


def gathering(chosen: Select[Any], reach: Reach, query: HazardQuery) -> Select[Any]:
    """For sums by zone, and for lists so short that sorting them is nothing."""
    return hinted(chosen, own_index(reach, query))


def counting(chosen: Select[Any], reach: Reach, query: HazardQuery) -> Select[Any]:
    """For sums by kind: zone after zone they are few, but those of hundreds of zones would all be sorted first."""
    index = own_index(reach, query)
    return hinted(chosen, BY_KIND if index == BY_ZONE and is_everywhere(reach, query) else index)


def is_everywhere(reach: Reach, query: HazardQuery) -> bool:
    """From a root down; words are looked up among the rows and want no other order."""
    return reach.reads_all and not query.q and (query.zone is None or query.zone.parent_id is None)


def walking(chosen: Select[Any], reach: Reach, query: HazardQuery) -> Select[Any]:
    """For long lists of zones: along the order itself, until the page is full."""
    index = own_index(reach, query)
    if index == BY_ZONE and query.ordered_by is Order.ATTENTION:
        index = "ix_hazards_open"
    elif index == BY_ZONE and not query.shown.is_open:
        index = "ix_hazards_recent"
    return hinted(chosen, index)


def own_index(reach: Reach, query: HazardQuery) -> str:
    """Of the school or of the zones; none where somebody's reach is made of both."""
    if query.school or not reach.reading_paths:
        return BY_SCHOOL
    return "" if reach.school_ids else BY_ZONE


def hinted(chosen: Select[Any], index: str) -> Select[Any]:
    return chosen.with_hint(Hazard, f"INDEXED BY {index}", "sqlite") if index else chosen


def by_key(chosen: Select[Any]) -> Select[Any]:
    """For a few hazards whose keys are known: of no index, lest all of a school are read to find them."""
    return chosen.with_hint(Hazard, "NOT INDEXED", "sqlite")
