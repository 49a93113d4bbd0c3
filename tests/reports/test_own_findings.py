"""What a school found itself stands in its own ledger and in no list of the police, until it has joined the others."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.reports.hazard_counts import hazard_counts
from hazard_app.reports.hazard_list import list_page
from hazard_app.reports.hazard_query import HazardQuery, Shown
from hazard_app.reports.open_sums import by_school, by_zone
from hazard_app.reports.recheck_page import recheck_lines
from hazard_app.reports.school_story import school_story
from hazard_app.reports.waiting_schools import waiting_schools
from hazard_app.reports.zone_story import worst_schools
from hazard_app.rules.terms import Severity, StepKind
from tests.reporting import reported, told
from tests.visits import hazards, photo, step
from tests.world import NOW, World

POLICE = ("officer", "supervisor", "auditor")
MINOR_IS_DUE_IN = timedelta(days=60)


def own(session: Session, world: World, severity: Severity = Severity.MINOR) -> None:
    at = NOW - timedelta(hours=1)
    when = told(made_at=at, sent_at=at, received_at=at)
    reported(session, world.liaison, world.school, note="插线板串接", severity=severity, told=when)


def the_one(session: Session) -> Hazard:
    [hazard] = hazards(session)
    return hazard


def fix(session: Session, world: World) -> None:
    after = [photo(session, world.liaison, "after")]
    step(session, the_one(session), world.liaison, StepKind.FIX, NOW, after=after)


def told_of(session: Session, world: World, person: Person, now: datetime = NOW) -> set[int]:
    """How many hazards each list and sum that a person may read tells of: one figure where all agree."""
    reach = person.reach_on(NOW.date())
    counts = hazard_counts(session, reach, HazardQuery(), now)
    figures = {
        counts.total,
        counts.by_zone[world.east.id],
        len(list_page(session, reach, HazardQuery(), now, "", 1).rows),
        len(school_story(session, reach, world.school, now).rows),
        getattr(by_school(session, reach, [world.school.id], now).get(world.school.id), "open", 0),
    }
    if reach.reading_paths:
        figures.add(getattr(by_zone(session, reach, now).get(world.east.id), "open", 0))
        figures.add(worst_schools(session, reach, world.east, now)[0].sums.open)
    return figures


@pytest.mark.parametrize("name", POLICE)
def test_it_is_the_schools_own_affair(session: Session, world: World, name: str) -> None:
    own(session, world)
    assert told_of(session, world, getattr(world, name)) == {0}
    assert told_of(session, world, world.liaison) == {1}


@pytest.mark.parametrize("name", POLICE)
def test_critical_it_is_everybodys(session: Session, world: World, name: str) -> None:
    own(session, world, Severity.CRITICAL)
    assert told_of(session, world, getattr(world, name)) == {1}


@pytest.mark.parametrize("name", POLICE)
def test_overdue_it_is_everybodys(session: Session, world: World, name: str) -> None:
    own(session, world)
    assert told_of(session, world, getattr(world, name), NOW + MINOR_IS_DUE_IN) == {1}


@pytest.mark.parametrize("name", POLICE)
def test_with_help_asked_it_is_everybodys(session: Session, world: World, name: str) -> None:
    own(session, world)
    step(session, the_one(session), world.liaison, StepKind.ASK_MORE_TIME, NOW)
    assert told_of(session, world, getattr(world, name)) == {1}


def test_its_fix_waits_for_the_schools_second_person_and_for_no_patrol(session: Session, world: World) -> None:
    own(session, world)
    fix(session, world)
    reach = world.officer.reach_on(NOW.date())
    assert waiting_schools(session, reach, NOW, 5) == []
    assert recheck_lines(session, reach, world.school, NOW, lambda _: None) == []
    assert len(recheck_lines(session, world.liaison2.reach_on(NOW.date()), world.school, NOW, lambda _: None)) == 1


def test_closed_by_the_school_it_stays_the_schools(session: Session, world: World) -> None:
    own(session, world)
    fix(session, world)
    step(session, the_one(session), world.liaison2, StepKind.RECHECK_PASS, NOW)
    closed = HazardQuery(shown=Shown.CLOSED)
    listed = [
        len(list_page(session, person.reach_on(NOW.date()), closed, NOW, "", 1).rows)
        for person in (world.officer, world.liaison)
    ]
    assert listed == [0, 1]
