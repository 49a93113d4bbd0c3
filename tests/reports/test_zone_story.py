"""A zone's page: each zone with all below it, and the schools where most is wrong."""

from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.zone import Zone
from hazard_app.reports.zone_story import ZoneStory, side_by_side, tops_of, worst_schools, zone_rows, zone_story
from tests.reporting import reported
from tests.visits import told
from tests.world import NOW, World


@pytest.fixture
def standing(session: Session, world: World) -> None:
    """Two at the primary school, an overdue one at the kindergarten, one in the other station."""
    old = told(made_at=NOW - timedelta(days=60), sent_at=NOW, received_at=NOW)
    reported(session, world.officer, world.school)
    reported(session, world.officer, world.school)
    reported(session, world.officer, world.neighbour, told=old)
    reported(session, world.outsider, world.foreign)


def story(session: Session, person: Person, zone: Zone) -> ZoneStory:
    return zone_story(session, person.reach_on(NOW.date()), zone, NOW)


@pytest.mark.usefixtures("standing")
def test_a_station_sums_its_zones(session: Session, world: World) -> None:
    read = story(session, world.supervisor, world.station)
    assert (read.total.name, read.total.schools, read.total.sums.open, read.total.sums.overdue) == (
        "新安派出所",
        2,
        3,
        1,
    )
    assert [(row.name, row.schools, row.sums.open) for row in read.zones] == [
        ("东片警务区", 2, 3),
        ("西片警务区", 0, 0),
    ]


@pytest.mark.usefixtures("standing")
def test_the_school_with_most_overdue_stands_first(session: Session, world: World) -> None:
    read = story(session, world.officer, world.east)
    assert [(row.name, row.sums.overdue, row.sums.open) for row in read.schools] == [
        ("河滨幼儿园", 1, 1),
        ("新安实验小学", 0, 2),
    ]
    assert read.zones == []


@pytest.mark.usefixtures("standing")
def test_an_administrator_sees_places_without_figures(session: Session, world: World) -> None:
    read = story(session, world.administrator, world.bureau)
    assert [(row.name, row.schools, row.sums.open) for row in read.zones] == [
        ("新安派出所", 2, 0),
        ("城北派出所", 1, 0),
    ]
    assert {row.sums.open for row in read.schools} == {0}


def test_where_nothing_is_wrong_schools_stand_by_name(session: Session, world: World) -> None:
    schools = worst_schools(session, world.officer.reach_on(NOW.date()), world.east, NOW)
    assert [row.name for row in schools] == ["新安实验小学", "河滨幼儿园"]


def names_side_by_side(session: Session, person: Person) -> list[str]:
    reach = person.reach_on(NOW.date())
    tops = tops_of(session, reach)
    return [row.name for row in side_by_side(zone_rows(session, reach, tops, NOW), tops)]


def test_a_zone_gives_way_to_those_that_hold_all_its_schools(session: Session, world: World) -> None:
    assert names_side_by_side(session, world.supervisor) == ["东片警务区", "西片警务区"]
    assert names_side_by_side(session, world.officer) == ["东片警务区"]


def test_a_zone_with_a_school_of_its_own_stands_above_those_below_it(session: Session, world: World) -> None:
    world.neighbour.zone = world.station
    session.flush()
    assert names_side_by_side(session, world.supervisor) == ["新安派出所", "东片警务区", "西片警务区"]


def test_the_topmost_zones_are_those_of_the_postings(session: Session, world: World) -> None:
    for person, names in ((world.officer, ["东片警务区"]), (world.supervisor, ["新安派出所"]), (world.liaison, [])):
        assert [zone.name for zone in tops_of(session, person.reach_on(NOW.date()))] == names
