"""What a filter finds: in reach, at its place, by its words, and nothing that the reader may not read."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.reports.hazard_list import list_page
from hazard_app.reports.hazard_query import HazardQuery, Shown
from hazard_app.rules.terms import Severity, State, StepKind
from hazard_app.rules.whereabouts import Whereabouts
from tests.reporting import reported
from tests.visits import fail, step, told, visit
from tests.world import LONG_AGO, NOW, World

LONG_BEFORE = NOW - timedelta(days=60)


@pytest.fixture
def three(session: Session, world: World) -> dict[str, Hazard]:
    """One at each school of the world; the last one lies in another station."""
    lane = {"note": "消防通道被占用", "whereabouts": Whereabouts("食堂", "", "后门"), "severity": Severity.MAJOR}
    return {
        "lane": reported(session, world.officer, world.school, "FIRE", **lane),
        "wall": reported(session, world.officer, world.neighbour, note="围墙缺口 3 米", severity=Severity.CRITICAL),
        "gate": reported(session, world.outsider, world.foreign, note="校门损坏"),
    }


def found(session: Session, person: Person, **asked: Any) -> set[str]:
    page = list_page(session, person.reach_on(NOW.date()), HazardQuery(**asked), NOW, "", 10)
    return {row.title.zh for row in page.rows}


def test_everybody_finds_what_is_in_reach(session: Session, world: World, three: dict[str, Hazard]) -> None:
    ours = {"消防通道被占用", "围墙缺口 3 米"}
    assert found(session, world.officer) == found(session, world.supervisor) == found(session, world.auditor) == ours
    assert found(session, world.liaison) == {"消防通道被占用"}
    assert found(session, world.outsider) == {"校门损坏"}
    assert found(session, world.administrator) == found(session, world.nobody) == set()


def test_a_zone_means_all_below_it(session: Session, world: World, three: dict[str, Hazard]) -> None:
    assert found(session, world.supervisor, zone=world.east) == {"消防通道被占用", "围墙缺口 3 米"}
    assert found(session, world.supervisor, zone=world.station) == {"消防通道被占用", "围墙缺口 3 米"}
    assert found(session, world.supervisor, zone=world.west) == set()


def test_a_zone_beyond_reach_adds_nothing(session: Session, world: World, three: dict[str, Hazard]) -> None:
    assert found(session, world.officer, zone=world.bureau) == {"消防通道被占用", "围墙缺口 3 米"}
    assert found(session, world.officer, zone=world.far) == set()


def test_a_school_is_found_alone(session: Session, world: World, three: dict[str, Hazard]) -> None:
    assert found(session, world.supervisor, school=world.neighbour) == {"围墙缺口 3 米"}
    assert found(session, world.liaison, school=world.neighbour) == set()


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("通道", {"消防通道被占用"}),
        ("后门", {"消防通道被占用"}),  # where it is
        ("实验", {"消防通道被占用"}),  # what its school is called
        ("河滨 围墙", {"围墙缺口 3 米"}),  # of both kinds at once
        ("河滨 通道", set()),
        ("墙", {"围墙缺口 3 米"}),
        ("100%", set()),
        ("'; DROP TABLE", set()),
    ],
)
def test_two_characters_find_it(
    session: Session, world: World, three: dict[str, Hazard], words: str, titles: set[str]
) -> None:
    assert found(session, world.supervisor, q=words) == titles


def test_its_number_finds_it(session: Session, world: World, three: dict[str, Hazard]) -> None:
    serial = three["lane"].id
    assert found(session, world.supervisor, q=f"2026-{serial:04d}") == {"消防通道被占用"}
    assert found(session, world.supervisor, q=str(serial)) >= {"消防通道被占用"}
    assert found(session, world.supervisor, q=f"2025-{serial:04d}") == set()
    assert found(session, world.supervisor, q="2026-9999999999") == set()


def test_filters_narrow_together(session: Session, world: World, three: dict[str, Hazard]) -> None:
    assert found(session, world.supervisor, severity=Severity.MAJOR) == {"消防通道被占用"}
    assert found(session, world.supervisor, category="FIRE") == {"消防通道被占用"}
    assert found(session, world.supervisor, category="FIRE", severity=Severity.CRITICAL) == set()


def test_overdue_is_what_is_open_past_its_deadline(session: Session, world: World, three: dict[str, Hazard]) -> None:
    for note in ("旧的", "旧的，已销号"):
        at = told(made_at=LONG_BEFORE, sent_at=NOW, received_at=NOW)
        old = reported(session, world.officer, world.school, note=note, told=at)
    step(session, old, world.supervisor, StepKind.RECHECK_PASS)
    assert found(session, world.supervisor, overdue=True) == {"旧的"}


def test_open_means_to_fix_or_awaiting_recheck(session: Session, world: World, three: dict[str, Hazard]) -> None:
    step(session, three["wall"], world.officer, StepKind.FIX)
    assert found(session, world.supervisor, shown=Shown.OPEN) == {"消防通道被占用", "围墙缺口 3 米"}
    assert found(session, world.supervisor, shown=Shown.TO_FIX) == {"消防通道被占用"}
    assert found(session, world.supervisor, shown=Shown.AWAITING_RECHECK) == {"围墙缺口 3 米"}
    assert (
        found(session, world.supervisor, shown=Shown.CLOSED)
        == found(session, world.supervisor, shown=Shown.VOID)
        == set()
    )


def test_what_is_police_only_never_reaches_a_school(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {"PER-W-23": fail("名单核查未完成"), "PER-W-04": fail("围挡有缺口")})
    assert found(session, world.officer) == {"名单核查未完成", "围挡有缺口"}
    assert found(session, world.liaison) == found(session, world.liaison, q="围挡") == {"围挡有缺口"}
    assert found(session, world.liaison, q="名单") == set()


def test_what_is_not_confirmed_stands_in_no_list(session: Session, world: World, three: dict[str, Hazard]) -> None:
    three["lane"].state = State.UNCONFIRMED
    session.flush()
    assert found(session, world.supervisor) == {"围墙缺口 3 米"}
    assert found(session, world.liaison) == set()


def test_whoever_is_liaison_and_officer_reads_as_both(session: Session, world: World, three: dict[str, Hazard]) -> None:
    posting = world.outsider.postings[0]
    world.liaison.postings.append(type(posting)(role=posting.role, zone=posting.zone, starts_on=LONG_AGO))
    session.flush()
    assert found(session, world.liaison) == {"消防通道被占用", "校门损坏"}
    assert found(session, world.liaison, zone=world.far) == {"校门损坏"}
