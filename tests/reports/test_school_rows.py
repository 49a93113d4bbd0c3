"""Schools found: nearest first, by name page by page, by two characters or the code."""

from uuid import UUID

import pytest
from sqlalchemy.orm import Session

from hazard_app.demo.cast import make_school
from hazard_app.models.person import Person
from hazard_app.reports.school_rows import SchoolPage, school_page
from hazard_app.rules.places import Place
from hazard_app.rules.terms import SchoolKind
from tests.reporting import reported
from tests.world import CENTRE, NOW, World

# Beside the kindergarten, 720 metres from the primary school.
THERE = Place(CENTRE[0] + 0.006, CENTRE[1] + 0.003, accuracy=18)


def read(session: Session, person: Person, q: str = "", near: Place | None = None, after: str = "") -> SchoolPage:
    return school_page(session, person.reach_on(NOW.date()), q, near, UUID(after) if after else None, NOW)


def names(page: SchoolPage) -> list[str]:
    return [row.name for row in page.rows]


def test_everybody_finds_the_schools_in_reach(session: Session, world: World) -> None:
    assert set(names(read(session, world.officer))) == {"新安实验小学", "河滨幼儿园"}
    assert names(read(session, world.liaison)) == ["新安实验小学"]
    assert names(read(session, world.outsider)) == ["城北中学"]
    assert read(session, world.administrator).total == 3
    assert read(session, world.nobody).total == 0


@pytest.mark.parametrize(("q", "found"), [("河滨", 1), ("neighbour", 1), ("新安 小学", 1), ("新安 幼儿", 0), ("%", 0)])
def test_two_characters_or_the_code_find_a_school(session: Session, world: World, q: str, found: int) -> None:
    assert read(session, world.officer, q).total == found


def test_the_nearest_stands_first_with_its_distance(session: Session, world: World) -> None:
    page = read(session, world.officer, near=THERE)
    assert names(page) == ["河滨幼儿园", "新安实验小学"]
    assert [round(row.distance or 0, -1) for row in page.rows] == [0, 720]


def test_a_school_whose_place_nobody_took_stands_last(session: Session, world: World) -> None:
    make_school(session, world.east, "lost", "安康小学", SchoolKind.PRIMARY)
    page = read(session, world.officer, near=THERE)
    assert names(page)[-1] == "安康小学"
    assert page.rows[-1].distance is None


def test_pages_by_name_hold_every_school_once(session: Session, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hazard_app.reports.school_rows.PAGE", 2)
    for number in range(3):
        make_school(session, world.east, f"twin-{number}", "同名小学", SchoolKind.PRIMARY)
    first = read(session, world.officer)
    second = read(session, world.officer, after=first.after)
    third = read(session, world.officer, after=second.after)
    codes = [row.uid for page in (first, second, third) for row in page.rows]
    assert (len(codes), len(set(codes)), third.after, first.total) == (5, 5, "", 5)


def test_a_closed_school_is_not_offered(session: Session, world: World) -> None:
    world.neighbour.closed_on = NOW.date()
    session.flush()
    assert names(read(session, world.officer)) == ["新安实验小学"]


def test_each_says_what_is_open_there(session: Session, world: World) -> None:
    reported(session, world.officer, world.school)
    sums = {row.name: row.sums.open for row in read(session, world.officer).rows}
    assert sums == {"新安实验小学": 1, "河滨幼儿园": 0}
