"""Sums of everywhere are read along their kinds; of less, and of words, by zone or school."""

from typing import Any

import pytest
from sqlalchemy.dialects import sqlite

from hazard_app.models.reach import Held, Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_query import HazardQuery, at_its_place
from hazard_app.reports.hazard_strategy import BY_KIND, BY_ZONE, counting
from hazard_app.rules.terms import Role
from tests.world import NOW

BUREAU, EAST = Zone(id=1, path="/1/"), Zone(id=4, path="/1/2/4/", parent_id=2)
OF_ALL, OF_EAST, OF_A_SCHOOL = "/1/", "/1/2/4/", None


@pytest.mark.parametrize(
    ("path", "query", "index"),
    [
        (OF_ALL, {}, BY_KIND),
        (OF_ALL, {"zone": BUREAU}, BY_KIND),
        (OF_ALL, {"zone": EAST}, BY_ZONE),
        (OF_ALL, {"q": "围栏"}, BY_ZONE),
        (OF_ALL, {"school": School(id=7)}, "ix_hazards_school"),
        (OF_EAST, {}, BY_ZONE),
        (OF_A_SCHOOL, {}, "ix_hazards_school"),
    ],
)
def test_the_index_that_sums_are_read_by(path: str | None, query: dict[str, Any], index: str) -> None:
    held = Held(Role.SUPERVISOR, path) if path else Held(Role.LIAISON, school_id=7)
    reach, asked = Reach(1, (held,)), HazardQuery(**query)
    read = counting(at_its_place(reach, asked, NOW), reach, asked)
    assert f"INDEXED BY {index} " in str(read.compile(dialect=sqlite.dialect())).replace("\n", " ")
