"""Reach follows from postings, day by day, and from nothing else."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard, photos_visible_to
from hazard_app.models.inspection import Inspection, participants_visible_to
from hazard_app.models.posting import Posting
from hazard_app.models.reach import Held, Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role, State
from tests.visits import fail, photo, the_hazard, visit
from tests.world import NOW, World

TODAY = date(2026, 11, 23)
CAST = ("officer", "supervisor", "auditor", "liaison", "administrator", "outsider", "nobody")


def who_sees(session: Session, world: World, visible: Any, *conditions: Any) -> list[str]:
    """Of the cast, those for whom the select finds something."""
    finds = {who: visible(getattr(world, who).reach_on(TODAY)) for who in CAST}
    return [who for who, found in finds.items() if session.scalars(found.where(*conditions)).first()]


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    shown = photo(session, world.officer, "shown")
    visit(session, world.officer, world.school, {"PER-D-14": fail("灯不亮", photos=(shown.sent_sha256,))})
    return the_hazard(session)


READERS = ["officer", "supervisor", "auditor", "liaison"]


def test_who_sees_a_hazard_its_inspection_and_its_photo(session: Session, world: World, hazard: Hazard) -> None:
    for visible in (Hazard.visible_to, Inspection.visible_to, participants_visible_to, photos_visible_to):
        assert who_sees(session, world, visible) == READERS


def test_what_is_police_only_never_reaches_the_school(session: Session, world: World, hazard: Hazard) -> None:
    hazard.police_only = True
    for visible in (Hazard.visible_to, photos_visible_to):
        assert who_sees(session, world, visible) == ["officer", "supervisor", "auditor"]


def test_what_nobody_confirmed_yet_never_reaches_the_school(session: Session, world: World, hazard: Hazard) -> None:
    hazard.state = State.UNCONFIRMED
    assert "liaison" not in who_sees(session, world, Hazard.visible_to)


def test_until_it_is_attached_a_photo_is_its_uploaders_alone(session: Session, world: World) -> None:
    photo(session, world.liaison, "free")
    assert who_sees(session, world, photos_visible_to) == ["liaison"]


def test_an_administrator_sees_places_and_a_liaison_their_school(session: Session, world: World) -> None:
    here: Select[Any] = select(School).where(School.code == "school")
    assert session.scalars(here).one() is world.school
    seen = who_sees(session, world, School.visible_to, School.code == "school")
    assert seen == [*READERS, "administrator"]
    assert who_sees(session, world, Zone.visible_to, Zone.code == "east") == [
        "officer",
        "supervisor",
        "auditor",
        "administrator",
    ]


@pytest.mark.parametrize(("days", "in_force"), [(-1, False), (0, True), (5, True), (10, True), (11, False)])
def test_a_posting_holds_from_its_first_day_to_its_last(days: int, in_force: bool) -> None:
    posting = Posting(starts_on=TODAY, ends_on=TODAY + timedelta(days=10))
    assert posting.in_force(TODAY + timedelta(days=days)) is in_force


def test_a_posting_without_an_end_goes_on() -> None:
    assert Posting(starts_on=TODAY).in_force(date(2099, 1, 1))


def test_reach_is_that_of_the_day(session: Session, world: World) -> None:
    world.officer.postings[0].ends_on = TODAY
    assert world.officer.reach_on(TODAY).roles == {Role.OFFICER}
    assert world.officer.reach_on(TODAY + timedelta(days=1)).roles == set()


def test_zones_inside_one_another_are_read_once() -> None:
    held = (Held(Role.OFFICER, "/1/2/"), Held(Role.OFFICER, "/1/2/5/"), Held(Role.ADMINISTRATOR, "/1/"))
    assert Reach(1, held).reading_paths == ("/1/2/",)
    assert Reach(1, held).place_paths == ("/1/",)


def test_a_neighbour_whose_number_begins_alike_is_not_inside() -> None:
    assert not Reach(1, (Held(Role.OFFICER, "/1/2/"),)).roles_at("/1/23/")


def test_a_liaison_who_also_patrols_reads_police_only_where_they_patrol() -> None:
    both = Reach(1, (Held(Role.LIAISON, school_id=7), Held(Role.OFFICER, "/1/2/")))
    assert both.roles_at("/1/3/", 7) == {Role.LIAISON}
    assert (both.reads_police_only_at("/1/3/"), both.reads_police_only_at("/1/2/9/")) == (False, True)


def test_narrowed_to_a_subtree_schools_stay(session: Session, world: World) -> None:
    reach = Reach(1, (Held(Role.SUPERVISOR, "/1/"), Held(Role.OFFICER, "/2/"), Held(Role.LIAISON, school_id=7)))
    assert reach.within("/1/2/").held == (Held(Role.SUPERVISOR, "/1/2/"), Held(Role.LIAISON, school_id=7))


def test_it_has_a_number_that_people_can_say(session: Session, world: World, hazard: Hazard) -> None:
    assert hazard.happened_at == NOW
    assert hazard.number(world.east.clock) == f"2026-{hazard.id:04d}"
