"""A school's page: whose work it is, and what may be checked."""

from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.reports.school_story import SchoolStory, school_story
from hazard_app.rules.terms import Severity, StepKind
from tests.reporting import reported
from tests.visits import PASS, fail, step, the_hazard, visit
from tests.world import NOW, World


def story(session: Session, person: Person, school: School) -> SchoolStory:
    return school_story(session, person.reach_on(NOW.date()), school, NOW)


def codes(told: SchoolStory) -> list[str]:
    return [version.checklist.code for version in told.checklists]


def test_what_is_open_stands_with_whose_work_it_is(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {"PER-D-14": fail("灯不亮")})
    ours = the_hazard(session)
    others = reported(session, world.officer, world.school, "TRAFFIC")
    fixed = reported(session, world.officer, world.school, "SEC_PHYS")
    step(session, fixed, world.liaison, StepKind.FIX)
    told = story(session, world.liaison, world.school)
    assert [[row.id for row in rows] for rows in (told.ours, told.awaiting, told.others)] == [
        [ours.id],
        [fixed.id],
        [others.id],
    ]
    assert (told.sums.open, told.sums.awaiting_recheck) == (3, 1)


def test_the_sooner_due_stands_first(session: Session, world: World) -> None:
    late = reported(session, world.officer, world.school, severity=Severity.MINOR)
    soon = reported(session, world.officer, world.school, severity=Severity.CRITICAL)
    assert [row.id for row in story(session, world.officer, world.school).others] == [soon.id, late.id]


def test_police_may_fill_every_checklist_of_the_kind(session: Session, world: World) -> None:
    school, kindergarten = story(session, world.officer, world.school), story(session, world.officer, world.neighbour)
    assert codes(school)[:3] == ["GATE-D", "PER-D", "PER-W"]
    assert len(school.checklists) == 10
    assert set(codes(school)) - set(codes(kindergarten)) == {"LAB-M", "DORM-W"}


def test_a_school_fills_its_self_checks(session: Session, world: World) -> None:
    assert set(codes(story(session, world.liaison, world.school))) == {"FIRE-W", "BUS-W", "LAB-M", "FOOD-W", "DORM-W"}


def test_who_only_reads_fills_nothing(session: Session, world: World) -> None:
    for person in (world.auditor, world.administrator):
        assert story(session, person, world.school).checklists == []


def test_an_administrator_sees_the_school_and_nothing_of_its_hazards(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {"PER-D-14": fail("灯不亮")})
    told = story(session, world.administrator, world.school)
    assert (told.rows, told.inspections, told.sums.open) == ([], [], 0)


def test_the_last_inspections_stand_newest_first(session: Session, world: World) -> None:
    made = [visit(session, world.officer, world.school, {"PER-D-14": PASS}) for _ in range(7)]
    last = [inspection.id for inspection in story(session, world.officer, world.school).inspections]
    assert last == [inspection.id for inspection in reversed(made[2:])]
