"""Sums of schools and zones."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.reports.open_sums import NOTHING, OpenSums, by_school, by_zone
from hazard_app.rules.terms import Severity, StepKind
from tests.reporting import reported
from tests.visits import step, told
from tests.world import NOW, World

OLD = NOW - timedelta(days=60)


@pytest.fixture
def standing(session: Session, world: World) -> None:
    """At the school: a minor one two months old and a critical one; at its neighbour one that is said to be fixed."""
    old = told(made_at=OLD, sent_at=NOW, received_at=NOW)
    reported(session, world.officer, world.school, severity=Severity.MINOR, told=old)
    reported(session, world.officer, world.school, severity=Severity.CRITICAL)
    fixed = reported(session, world.officer, world.neighbour, severity=Severity.MAJOR)
    step(session, fixed, world.officer, StepKind.FIX)
    closed = reported(session, world.officer, world.neighbour)
    step(session, closed, world.officer, StepKind.RECHECK_PASS)


def at_schools(session: Session, world: World, person: Person) -> list[OpenSums]:
    ids = [world.school.id, world.neighbour.id, world.foreign.id]
    sums = by_school(session, person.reach_on(NOW.date()), ids, NOW)
    return [sums.get(school_id, NOTHING) for school_id in ids]


@pytest.mark.usefixtures("standing")
def test_a_school_sums_what_is_open_there(session: Session, world: World) -> None:
    assert at_schools(session, world, world.officer) == [
        OpenSums(open=2, overdue=1, critical=1, worst=Severity.CRITICAL, oldest=OLD),
        OpenSums(open=1, awaiting_recheck=1, worst=Severity.MAJOR, oldest=NOW),
        NOTHING,
    ]


@pytest.mark.usefixtures("standing")
def test_nobody_sums_beyond_their_reach(session: Session, world: World) -> None:
    assert [sums.open for sums in at_schools(session, world, world.liaison)] == [2, 0, 0]
    for person in (world.administrator, world.nobody, world.outsider):
        assert at_schools(session, world, person) == [NOTHING, NOTHING, NOTHING]


@pytest.mark.usefixtures("standing")
def test_a_zone_sums_its_schools(session: Session, world: World) -> None:
    sums = by_zone(session, world.supervisor.reach_on(NOW.date()), NOW)
    assert sums == {
        world.east.id: OpenSums(open=3, overdue=1, critical=1, awaiting_recheck=1, worst=Severity.CRITICAL, oldest=OLD)
    }


def test_sums_are_added_part_by_part() -> None:
    minor = OpenSums(open=2, overdue=1, worst=Severity.MINOR, oldest=NOW)
    major = OpenSums(open=1, critical=0, awaiting_recheck=1, worst=Severity.MAJOR, oldest=OLD)
    both = OpenSums(open=3, overdue=1, awaiting_recheck=1, worst=Severity.MAJOR, oldest=OLD)
    assert minor + major == major + minor == both
    assert both + NOTHING == NOTHING + both == both
