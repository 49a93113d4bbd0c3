"""A campaign by day and station, by figures worked out by hand."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.orm import Session

from hazard_app.acts.merge_schools import merge_schools
from hazard_app.acts.record_inspection import Companion
from hazard_app.acts.void_inspection import void_inspection
from hazard_app.db import db
from hazard_app.demo.cast import make_person, make_school, make_zone, post
from hazard_app.models.campaign import Campaign
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.reports.campaign_table import CampaignTable, campaign_table
from hazard_app.rules.campaigns import Sums
from hazard_app.rules.terms import Capacity, Role, SchoolKind, StepKind, ZoneKind
from tests.campaigns import campaign
from tests.filling import newest
from tests.rounds import local
from tests.visits import PASS, fail, hazards, photo, step, told, visit
from tests.world import CENTRE, HASH, LONG_AGO, NOW, World

DAY = timedelta(days=1)
STATION = "新安派出所"


def november(day: int, hour: int = 10, minute: int = 0) -> Any:
    return local(date(2026, 11, day), hour, minute)


def check(
    session: Session, person: Person, school: School, at: Any, wrong: str = "", code: str = "PER-D", **more: Any
) -> Inspection:
    """Complete; `wrong` are the last two digits of the items that fail."""
    answers = {item.code: PASS for item in newest(session, code).items}
    answers |= {f"{code}-{number}": fail(f"第{number}项不好") for number in wrong.split()}
    return visit(session, person, school, answers, at, **more)


def put_right_on_the_spot(session: Session, person: Person, school: School, at: Any, number: str) -> None:
    shot, after = photo(session, person, f"before{number}"), photo(session, person, f"after{number}")
    said = fail("灯不亮", photos=(shot.sent_sha256,), after_photos=(after.sent_sha256,), fixed_on_spot=True)
    answers = {item.code: PASS for item in newest(session, "PER-D").items} | {f"PER-D-{number}": said}
    visit(session, person, school, answers, at)


def read(session: Session, about: Campaign, person: Person) -> CampaignTable:
    session.expire_all()
    return campaign_table(session, person.reach_on(NOW.date()), about)


def rows(table: CampaignTable) -> list[tuple[int, str, Sums]]:
    return [(row.day.day, row.station, row.sums) for row in table.rows]


@pytest.fixture
def week(session: Session, world: World) -> Campaign:
    """PER-D in the station's zones from the 16th to the 23rd; what counts is said beside each."""
    officer, school = world.officer, world.school
    second = [Companion(Capacity.INSPECTOR, world.officer2), Companion(Capacity.INSPECTOR, world.auxiliary)]
    guests = [Companion(Capacity.OTHER_DEPARTMENT, name="刘工", unit="住建局")]
    # The 16th: two police and an auxiliary, who is none, at one school; two hazards, one of them fixed on the spot.
    check(session, officer, school, november(16), "01", companions=second)
    put_right_on_the_spot(session, officer, school, november(16, 16), "02")
    # The 17th: the same officer twice, at both schools, with a guest; late at night it is still the 17th.
    check(session, officer, school, november(17), companions=guests)
    check(session, officer, world.neighbour, november(17, 23, 59), "03")
    # Of the 23rd, which began eight hours ago in Jinan.
    check(session, world.officer2, school, november(23, 0, 5), "04")
    return campaign(session, world)


HAND_WORKED = [
    (23, STATION, Sums(people=1, schools=1, found=1)),
    (17, STATION, Sums(people=1, schools=2, found=1)),
    (16, STATION, Sums(people=2, schools=1, found=2, fixed=1)),
]


def test_what_a_week_comes_to(session: Session, world: World, week: Campaign) -> None:
    table = read(session, week, world.supervisor)
    assert rows(table) == HAND_WORKED
    assert table.total == Sums(people=4, schools=2, found=4, fixed=1)
    assert (table.total.limited, table.partly) == (3, False)


def test_what_does_not_count(session: Session, world: World, week: Campaign) -> None:
    officer, school = world.officer, world.school
    check(session, officer, school, november(15, 23, 59), "05")  # a minute before its days
    check(session, officer, world.neighbour, november(18), "06", code="PER-W")  # by another checklist
    check(session, world.outsider, world.foreign, november(18), "06")  # at a school outside
    visit(session, officer, school, {"PER-D-07": PASS}, november(18))  # not complete
    voided = check(session, officer, world.neighbour, november(19), "08")
    void_inspection(session, world.supervisor, voided.id, told(NOW), "误填")
    assert rows(read(session, week, world.supervisor)) == HAND_WORKED


def test_a_void_hazard_is_taken_out_of_what_was_found(session: Session, world: World, week: Campaign) -> None:
    first = hazards(session)[0]
    step(session, first, world.supervisor, StepKind.VOID, note="看错了")
    table = read(session, week, world.supervisor)
    assert rows(table)[2] == (16, STATION, Sums(people=2, schools=1, found=1, fixed=1))
    assert table.total == Sums(people=4, schools=2, found=3, fixed=1)


def test_an_order_counts_on_its_own_day(session: Session, world: World, week: Campaign) -> None:
    first = hazards(session)[0]
    step(session, first, world.supervisor, StepKind.ORDER, november(18), note="责令限期整改")
    table = read(session, week, world.supervisor)
    assert (18, STATION, Sums(orders=1)) in rows(table)
    assert table.total == Sums(people=4, schools=2, found=4, fixed=1, orders=1)


def test_a_hazard_seen_again_was_found_before(session: Session, world: World, week: Campaign) -> None:
    check(session, world.officer, world.school, november(20), "01")
    assert rows(read(session, week, world.supervisor))[1] == (20, STATION, Sums(people=1, schools=1))


def test_a_self_check_counts_only_with_police(session: Session, world: World) -> None:
    about = campaign(session, world, "FIRE-W")
    check(session, world.liaison, world.school, november(18), code="FIRE-W")
    check(session, world.officer, world.neighbour, november(19), code="FIRE-W")
    assert rows(read(session, about, world.supervisor)) == [(19, STATION, Sums(people=1, schools=1))]


def test_any_checklist_picked_schools_and_kinds(session: Session, world: World, week: Campaign) -> None:
    check(session, world.officer, world.neighbour, november(18), code="PER-W")
    every = campaign(session, world, None)
    assert read(session, every, world.supervisor).total == Sums(people=5, schools=2, found=4, fixed=1)
    picked = campaign(session, world, None, schools=(world.neighbour.id,))
    assert read(session, picked, world.supervisor).total == Sums(people=2, schools=1, found=1)
    of_kind = campaign(session, world, None, kinds=(SchoolKind.PRIMARY,))
    assert read(session, of_kind, world.supervisor).total == Sums(people=4, schools=1, found=3, fixed=1)


def both_stations(session: Session, world: World) -> tuple[Campaign, Person]:
    """Of the whole bureau; one officer serves in both stations, and checks in both on the 18th."""
    both = make_person(session, "both", "孟双", password_hash=HASH, now=NOW, police=True)
    for zone in (world.east, world.far):
        post(session, both, Role.OFFICER, zone=zone, starts_on=LONG_AGO)
    for school in (world.school, world.foreign):
        check(session, both, school, november(18, 9))
    chief = make_person(session, "chief", "梁局", password_hash=HASH, now=NOW, police=True)
    post(session, chief, Role.SUPERVISOR, zone=world.bureau, starts_on=LONG_AGO)
    return campaign(session, world, zone_id=world.bureau.id), chief


def test_whoever_was_at_two_stations_on_one_day_counts_once_in_all(session: Session, world: World) -> None:
    about, chief = both_stations(session, world)
    table = read(session, about, chief)
    assert sorted(rows(table)) == [
        (18, "城北派出所", Sums(people=1, schools=1)),
        (18, STATION, Sums(people=1, schools=1)),
    ]
    assert table.total == Sums(people=1, schools=2)


def test_a_station_reads_its_part_of_the_bureaus(session: Session, world: World) -> None:
    about, _chief = both_stations(session, world)
    table = read(session, about, world.supervisor)
    assert (rows(table), table.partly) == ([(18, STATION, Sums(people=1, schools=1))], True)


def test_a_school_that_moved_leaves_its_past_at_its_station(session: Session, world: World, week: Campaign) -> None:
    world.school.zone = world.far
    session.flush()
    assert rows(read(session, week, world.supervisor)) == HAND_WORKED


def test_a_school_that_was_merged_keeps_what_was_checked_there(session: Session, world: World, week: Campaign) -> None:
    merge_schools(session, world.administrator.id, world.school.id, world.neighbour.id, NOW)
    assert {hazard.school_id for hazard in hazards(session) if hazard.is_open} == {world.neighbour.id}
    assert rows(read(session, week, world.supervisor)) == HAND_WORKED


def test_a_zone_of_no_station_stands_by_its_own_name(session: Session, world: World) -> None:
    park = make_zone(session, "park", "大学城警务区", ZoneKind.LIAISON_ZONE, world.bureau)
    there = make_school(session, park, "college", "大学城实验学校", SchoolKind.PRIMARY, *CENTRE)
    post(session, world.officer, Role.OFFICER, zone=park, starts_on=LONG_AGO)
    check(session, world.officer, there, november(18))
    chief = make_person(session, "chief", "梁局", password_hash=HASH, now=NOW)
    post(session, chief, Role.SUPERVISOR, zone=world.bureau, starts_on=LONG_AGO)
    about = campaign(session, world, zone_id=world.bureau.id)
    assert rows(read(session, about, chief)) == [(18, "大学城警务区", Sums(people=1, schools=1))]


def test_it_asks_five_times_however_much_there_is(session: Session, world: World, week: Campaign) -> None:
    reach, asked = world.supervisor.reach_on(NOW.date()), list[str]()
    assert week.schools == []
    event.listen(db.engine, "before_cursor_execute", note := lambda *given: asked.append(given[2]))
    table = campaign_table(session, reach, week)
    event.remove(db.engine, "before_cursor_execute", note)
    assert (len(asked), len(table.rows)) == (5, 3)
