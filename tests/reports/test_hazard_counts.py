"""The figure beside a filter is the length of the list behind it, whichever other filters are on."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.reach import Held, Reach
from hazard_app.reports.hazard_counts import HazardCounts, hazard_counts
from hazard_app.reports.hazard_list import list_page
from hazard_app.reports.hazard_query import HazardQuery, Shown
from hazard_app.rules.terms import Role, Severity, StepKind
from tests.reporting import reported
from tests.visits import fail, step, told, visit
from tests.world import NOW, World

CATEGORIES = ("TRAFFIC", "FIRE", "WATER")
QUERIES = [
    HazardQuery(),
    HazardQuery(severity=Severity.MAJOR),
    HazardQuery(category="WATER"),
    HazardQuery(overdue=True),
    HazardQuery(overdue=True, severity=Severity.MINOR, category="TRAFFIC"),
    HazardQuery(shown=Shown.AWAITING_RECHECK),
    HazardQuery(shown=Shown.TO_FIX, overdue=True),
    HazardQuery(shown=Shown.CLOSED),
    HazardQuery(q="第"),
]


@pytest.fixture(params=["station", "bureau"])
def reach(session: Session, world: World, request: pytest.FixtureRequest) -> Reach:
    """A supervisor's of the station, and of the whole bureau, which is counted along another index.

    Twelve of every kind and age stand in it: a third awaits its recheck, some are closed."""
    for number in range(12):
        at = told(made_at=NOW - number * timedelta(days=6), sent_at=NOW, received_at=NOW)
        hazard = reported(
            session,
            world.officer,
            (world.school, world.neighbour)[number % 2],
            CATEGORIES[number % 3],
            severity=list(Severity)[number % 3 - number // 6],
            note=f"第 {number} 处",
            told=at,
        )
        if number % 3 == 0:
            step(session, hazard, world.liaison if number % 2 == 0 else world.officer, StepKind.FIX)
        if number % 5 == 4:
            step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    return Reach(world.supervisor.id, (Held(Role.SUPERVISOR, getattr(world, request.param).path),))


def listed(session: Session, reach: Reach, query: HazardQuery) -> int:
    return len(list_page(session, reach, query, NOW, "", 1, 1000).rows)


def beside(query: HazardQuery) -> list[HazardQuery]:
    """What the links beside the list lead to, but for states that are not read together."""
    states = [Shown.OPEN, Shown.TO_FIX, Shown.AWAITING_RECHECK] if query.shown.is_open else [query.shown]
    changes: list[dict[str, Any]] = [{"severity": severity} for severity in (None, *Severity)]
    changes += [{"category": code} for code in (None, *CATEGORIES)]
    changes += [{"shown": shown} for shown in states]
    changes += [{"overdue": True}, {"overdue": False}] if query.shown.is_open else []
    return [replace(query, **change) for change in changes]


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_every_figure_is_the_length_of_its_list(session: Session, reach: Reach, query: HazardQuery) -> None:
    counts = hazard_counts(session, reach, query, NOW)
    assert [counts.under(each) for each in beside(query)] == [listed(session, reach, each) for each in beside(query)]
    assert counts.asked == listed(session, reach, query)


@pytest.mark.parametrize("query", QUERIES, ids=str)
def test_categories_and_zones_are_counted_the_same_way(
    session: Session, world: World, reach: Reach, query: HazardQuery
) -> None:
    counts = hazard_counts(session, reach, query, NOW)
    assert counts.by_zone[world.east.id] == listed(session, reach, replace(query, zone=world.east))
    for code in CATEGORIES:
        assert counts.by_category[code] == listed(session, reach, replace(query, category=code))


def test_the_sums_of_all_that_is_open(session: Session, reach: Reach) -> None:
    counts = hazard_counts(session, reach, HazardQuery(severity=Severity.MINOR), NOW)
    assert (counts.total, counts.overdue, counts.awaiting_recheck) == (10, 7, 3)
    assert counts.critical == listed(session, reach, HazardQuery(severity=Severity.CRITICAL))


def test_nothing_police_only_is_counted_for_a_school(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {"PER-W-23": fail("名单核查未完成"), "PER-W-04": fail("围挡有缺口")})

    def counted(name: str) -> HazardCounts:
        return hazard_counts(session, getattr(world, name).reach_on(NOW.date()), HazardQuery(), NOW)

    assert (counted("officer").total, counted("liaison").total, counted("administrator").total) == (2, 1, 0)
