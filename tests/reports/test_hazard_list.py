"""The list of hazards: its order, its pages, and that none is lost or shown twice between them."""

from base64 import urlsafe_b64encode
from collections.abc import Callable
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.hazard_list import CursorError, every_row, list_page, read
from hazard_app.reports.hazard_query import HazardQuery, Order, Shown
from hazard_app.reports.hazard_rows import HazardRow
from hazard_app.rules.terms import Attention, Severity, StepKind
from tests.reporting import reported
from tests.visits import step, told
from tests.world import NOW, World

DAY = timedelta(days=1)
SHORT, LONG = 10, 1_000_000


@pytest.fixture
def reach(world: World) -> Reach:
    return world.supervisor.reach_on(NOW.date())


@pytest.fixture
def many(session: Session, world: World) -> list[Hazard]:
    """Nine at two schools: of each day one, grades and desks mixed."""
    found = []
    for number in range(9):
        school = (world.school, world.neighbour)[number % 2]
        severity = list(Severity)[number % 3]
        at = told(made_at=NOW - number * DAY, sent_at=NOW, received_at=NOW)
        hazard = reported(session, world.officer, school, told=at, severity=severity, note=f"第 {number} 处")
        hazard.attention = list(Attention)[number % 3]
        found.append(hazard)
    session.commit()
    return found


def pages(session: Session, reach: Reach, query: HazardQuery, expected: int) -> list[list[HazardRow]]:
    found = [list_page(session, reach, query, NOW, "", expected, 2)]
    while found[-1].after:
        found.append(list_page(session, reach, query, NOW, found[-1].after, expected, 2))
    return [page.rows for page in found]


def in_order(order: Order) -> Callable[[Hazard], tuple[object, ...]]:
    return {
        Order.ATTENTION: lambda hazard: (hazard.attention, hazard.deadline, hazard.happened_at, hazard.id),
        Order.DEADLINE: lambda hazard: (hazard.deadline, hazard.happened_at, hazard.id),
        Order.NEWEST: lambda hazard: (-hazard.happened_at.timestamp(), -hazard.id),
    }[order]


@pytest.mark.parametrize("expected", [SHORT, LONG], ids=["sorted", "walked"])
@pytest.mark.parametrize("order", Order)
def test_pages_hold_every_hazard_once_and_in_order(
    session: Session, reach: Reach, many: list[Hazard], order: Order, expected: int
) -> None:
    read_pages = pages(session, reach, HazardQuery(order=order), expected)
    assert [len(page) for page in read_pages] == [2, 2, 2, 2, 1]
    assert [row.id for page in read_pages for row in page] == [
        hazard.id for hazard in sorted(many, key=in_order(order))
    ]


def test_what_is_found_between_two_pages_moves_nothing(
    session: Session, world: World, reach: Reach, many: list[Hazard]
) -> None:
    first = list_page(session, reach, HazardQuery(), NOW, "", SHORT, 5)
    reported(session, world.officer, world.school, severity=Severity.CRITICAL)
    rest = list_page(session, reach, HazardQuery(), NOW, first.after, SHORT, 50)
    assert {row.id for row in (*first.rows, *rest.rows)} >= {hazard.id for hazard in many}
    assert len({row.id for row in (*first.rows, *rest.rows)}) == len(first.rows) + len(rest.rows)


@pytest.mark.parametrize("expected", [SHORT, LONG], ids=["sorted", "walked"])
def test_what_is_closed_comes_newest_first(
    session: Session, world: World, reach: Reach, many: list[Hazard], expected: int
) -> None:
    for hazard in many[:3]:
        step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    [page, last] = pages(session, reach, HazardQuery(shown=Shown.CLOSED), expected)
    assert [row.id for row in (*page, *last)] == [hazard.id for hazard in many[:3]]
    assert all(row.days_left is None and not row.overdue for row in page)


def test_a_row_says_what_people_call_it_and_how_long_it_stands(
    session: Session, reach: Reach, many: list[Hazard]
) -> None:
    rows = list_page(session, reach, HazardQuery(order=Order.NEWEST), NOW, "", SHORT).rows
    assert [(row.title.zh, row.days_open) for row in rows[:2]] == [("第 0 处", 0), ("第 1 处", 1)]
    assert rows[0].number == f"2026-{many[0].id:04d}"
    assert (rows[1].school_name, rows[1].zone_name, rows[1].found_by) == ("河滨幼儿园", "东片警务区", "王敏")


def test_an_export_reads_in_parts_and_holds_no_transaction(
    session: Session, reach: Reach, many: list[Hazard], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hazard_app.reports.hazard_list.CHUNK", 4)
    sizes = []
    for part in every_row(session, reach, HazardQuery(), NOW):
        sizes.append(len(part))
        assert not session.in_transaction()
    assert sizes == [4, 4, 1]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(cursor=st.text(min_size=1), order=st.sampled_from(Order))
def test_nobody_makes_up_a_cursor(cursor: str, order: Order) -> None:
    with pytest.raises(CursorError):
        read(order, cursor)


@pytest.mark.parametrize(
    "cursor",
    [
        "WyJuZXdlc3QiLCAiMjAyNi0xMS0yM1QwNjowMjowMCIsIDFd",  # ["newest", "2026-11-23T06:02:00", 1]: no time zone
        "WyJuZXdlc3QiLCAiMjAyNi0xMS0yM1QwNjowMjowMCswMDowMCIsIDQyOTQ5NjcyOTZd",  # … 4294967296: no id of ours
        "WyJuZXdlc3QiLCAiMjAyNi0xMS0yM1QwNjowMjowMCswMDowMCIsICIxIl0",  # … "1": not a number
        "WyJkZWFkbGluZSIsICIyMDI2LTExLTIzVDA2OjAyOjAwKzAwOjAwIiwgMV0",  # ["deadline", …]: of another order
        "eyJuZXdlc3QiOiAxfQ",  # {"newest": 1}
        "MQ",  # 1
        urlsafe_b64encode(b"[" * 90_000).decode(),  # deeper than anybody reads
        "WyJuZXdlc3QiLCAiMDAwMS0wMS0wMVQwMDowMDowMCsxNDowMCIsIDFd",  # … "0001-01-01T00:00:00+14:00": before all years
    ],
)
def test_a_cursor_that_was_changed_is_refused(cursor: str) -> None:
    with pytest.raises(CursorError):
        read(Order.NEWEST, cursor)
