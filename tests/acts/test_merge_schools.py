"""Two schools become one: what is open goes on at the other one, and nothing of what was is changed."""

from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.log_act import Actor
from hazard_app.acts.merge_schools import CannotMerge, Merged, merge_schools, preview
from hazard_app.acts.refusals import StandsOpen
from hazard_app.acts.run_places import WasMerged, reopen_school
from hazard_app.demo.cast import post
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.hazard import Hazard
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.reports.chain_audit import audit_chains
from hazard_app.rules.administration import ActKind
from hazard_app.rules.terms import Role, State, StepKind
from tests.fold import columns, fold
from tests.reporting import reported
from tests.visits import GONE, fail, hazards, kinds, step, the_hazard, told, visit
from tests.world import LONG_AGO, NOW, World

LAMP, WIRES, EXIT = "PER-D-14", "PER-D-16", "FIRE-W-07"
EARLIER, LATER = NOW - timedelta(days=2), NOW + timedelta(hours=3)
YESTERDAY, TODAY, NEXT_WEEK = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 30)


def merge(session: Session, world: World, school: School | None = None, into: School | None = None) -> Merged:
    ours, other = school or world.school, into or world.neighbour
    merged = merge_schools(session, world.administrator.id, ours.id, other.id, NOW)
    session.flush()
    session.expire_all()
    return merged


def steps_of(session: Session, hazard: Hazard) -> list[Step]:
    return list(session.scalars(select(Step).where(Step.hazard_id == hazard.id).order_by(Step.number)))


def all_holds(session: Session) -> bool:
    """Chains as written, and columns nothing but the steps."""
    folded = all(fold(session, hazard.id) == columns(session, hazard.id) for hazard in hazards(session))
    return folded and not [found for found in audit_chains(session) if found.broken]


def test_what_is_open_goes_on_at_the_other_school_each_with_its_own_chain(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮"), WIRES: fail("线垂落")}, EARLIER)
    lamp, wires = hazards(session)
    step(session, wires, world.liaison, StepKind.FIX, EARLIER + timedelta(hours=1))
    assert merge(session, world).carried.moved == 2
    assert [(each.school, each.state) for each in (lamp, wires)] == [
        (world.neighbour, State.OPEN),
        (world.neighbour, State.AWAITING_RECHECK),
    ]
    assert kinds(lamp) == ["found", "move"]
    assert kinds(wires) == ["found", "fix", "move"]
    moved = steps_of(session, lamp)[-1]
    assert moved.person == world.administrator
    assert moved.facts == {"school": str(world.neighbour.uid), "from": str(world.school.uid)}
    assert all_holds(session)


def test_what_is_past_stays_where_it_was(session: Session, world: World) -> None:
    seen = visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER)
    visit(session, world.officer2, world.school, {LAMP: GONE}, EARLIER + timedelta(hours=1))
    assert merge(session, world).carried.moved == 0
    assert (the_hazard(session).school, the_hazard(session).state) == (world.school, State.CLOSED)
    assert kinds(the_hazard(session)) == ["found", "recheck_pass"]
    assert seen.school == world.school
    assert world.school.closed_on == TODAY


def test_what_stands_at_both_becomes_one_and_the_other_leads_to_it(session: Session, world: World) -> None:
    visit(session, world.officer, world.neighbour, {LAMP: fail("路口灯不亮")}, EARLIER)
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER)
    theirs, ours = hazards(session)
    assert merge(session, world).carried.duplicates == 1
    assert (kinds(theirs), kinds(ours)) == (["found"], ["found", "void", "move"])
    assert (ours.state, ours.school) == (State.VOID, world.neighbour)
    assert steps_of(session, ours)[1].facts == {"duplicate_of": str(theirs.uid)}
    assert all_holds(session)


def test_in_another_zone_it_is_in_the_hands_of_that_zone(session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school)
    merge(session, world, into=world.foreign)
    assert (hazard.school, hazard.zone) == (world.foreign, world.far)


def test_the_team_serves_there_from_today_and_still_reads_the_past(session: Session, world: World) -> None:
    merged = merge(session, world)
    assert merged.team == 2
    held = [(each.school, each.starts_on, each.ends_on) for each in world.liaison.postings]
    assert held == [(world.school, LONG_AGO, YESTERDAY), (world.neighbour, TODAY, None)]
    assert world.liaison.reach_on(TODAY).school_ids == {world.neighbour.id, world.school.id}
    assert world.liaison.reach_on(YESTERDAY).school_ids == {world.school.id}


def test_whoever_serves_both_is_posted_once_and_whoever_comes_later_comes_there(session: Session, world: World) -> None:
    post(session, world.liaison, Role.LIAISON, school=world.neighbour, starts_on=LONG_AGO)
    post(session, world.nobody, Role.LIAISON, school=world.school, starts_on=NEXT_WEEK)
    merge(session, world)
    there = session.scalars(select(Posting).where(Posting.school_id == world.neighbour.id).order_by(Posting.id))
    assert [(each.person, each.starts_on) for each in there] == [
        (world.liaison, LONG_AGO),
        (world.nobody, NEXT_WEEK),
        (world.liaison2, TODAY),
    ]


def test_what_arrives_late_for_it_is_recorded_there_and_what_it_finds_goes_on(session: Session, world: World) -> None:
    merge(session, world)
    late = visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER, LATER)
    assert late.school == world.school
    hazard = the_hazard(session)
    assert (kinds(hazard), hazard.school) == (["found", "move"], world.neighbour)
    assert steps_of(session, hazard)[-1].person is None
    assert all_holds(session)


def test_late_and_open_there_too_it_is_a_duplicate(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER)
    merge(session, world)
    visit(session, world.officer2, world.school, {LAMP: fail("还是不亮")}, EARLIER + timedelta(hours=1), LATER)
    assert [kinds(hazard) for hazard in hazards(session)] == [["found", "move"], ["found", "void", "move"]]


@pytest.mark.parametrize("made", [EARLIER, NOW - timedelta(hours=1), LATER])
def test_a_school_that_did_not_know_may_still_send_its_self_check(
    session: Session, world: World, made: datetime
) -> None:
    merge(session, world)
    visit(session, world.liaison, world.school, {EXIT: fail("上锁")}, made, LATER)
    assert the_hazard(session).school == world.neighbour
    assert the_hazard(session).self_found


def test_a_report_that_arrives_late_goes_on_too(session: Session, world: World) -> None:
    merge(session, world)
    hazard = reported(session, world.officer, world.school)
    assert (kinds(hazard), hazard.school) == (["found", "move"], world.neighbour)


def test_what_the_school_fixed_before_and_sends_after_is_a_fix(session: Session, world: World) -> None:
    hazard = reported(session, world.officer, world.school)
    merge(session, world)
    add_step(session, world.liaison, Addition(hazard.uid, StepKind.FIX, told(EARLIER, LATER), "已修好"))
    assert kinds(hazard) == ["found", "move", "fix"]


def test_its_past_opened_again_goes_on_at_the_other_school(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER)
    visit(session, world.officer2, world.school, {LAMP: GONE}, EARLIER + timedelta(hours=1))
    merge(session, world)
    reopening = Addition(the_hazard(session).uid, StepKind.REOPEN, told(NOW, LATER), "又坏了")
    add_step(session, world.supervisor, reopening)
    assert kinds(the_hazard(session)) == ["found", "recheck_pass", "reopen", "move"]
    assert all_holds(session)


def test_its_past_stays_closed_while_the_other_school_has_the_same_open(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER)
    visit(session, world.officer2, world.school, {LAMP: GONE}, EARLIER + timedelta(hours=1))
    merge(session, world)
    visit(session, world.officer, world.neighbour, {LAMP: fail("路口灯不亮")}, NOW)
    past, there = hazards(session)
    with pytest.raises(StandsOpen) as refused:
        add_step(session, world.supervisor, Addition(past.uid, StepKind.REOPEN, told(NOW, LATER), "又坏了"))
    assert refused.value.hazard == there.uid


def test_the_same_twice_is_fine_and_anything_else_is_refused(session: Session, world: World) -> None:
    assert merge(session, world).is_new
    assert not merge(session, world).is_new
    for school, into in (
        (world.school, world.foreign),
        (world.neighbour, world.school),
        (world.foreign, world.school),
        (world.foreign, world.foreign),
    ):
        with pytest.raises(CannotMerge):
            merge(session, world, school, into)
    with pytest.raises(WasMerged):
        reopen_school(session, Actor.of(world.administrator), world.school.id, NOW)


def test_what_was_merged_before_goes_along(session: Session, world: World) -> None:
    merge(session, world)
    merge(session, world, world.neighbour, world.foreign)
    assert world.school.merger
    assert world.school.merger.into == world.foreign
    visit(session, world.officer, world.school, {LAMP: fail("灯不亮")}, EARLIER, LATER)
    assert the_hazard(session).school == world.foreign
    assert world.liaison.reach_on(TODAY).school_ids == {world.foreign.id, world.neighbour.id, world.school.id}


def test_the_log_tells_it_at_both_schools_and_of_everybody_who_serves_elsewhere(session: Session, world: World) -> None:
    reported(session, world.officer, world.school)
    merge(session, world)
    acts = session.scalars(select(AdminAct).order_by(AdminAct.number)).all()
    assert [act.kind for act in acts] == [ActKind.POSTING_ENDED, ActKind.POSTED] * 2 + [ActKind.MERGED] * 2
    assert [act.facts["posting"]["place"] for act in acts[:2]] == ["新安实验小学", "河滨幼儿园"]
    assert acts[-2].facts == {"name": "新安实验小学", "into": "河滨幼儿园", "open_hazards": 1, "duplicates": 0}
    assert acts[-1].facts == {"name": "河滨幼儿园", "from": "新安实验小学"}


def test_before_it_is_done_it_says_what_would_happen(session: Session, world: World) -> None:
    for school in (world.school, world.neighbour):
        visit(session, world.officer, school, {LAMP: fail("灯不亮")}, EARLIER)
    visit(session, world.officer, world.school, {WIRES: fail("线垂落")}, EARLIER)
    shown = preview(session, world.school, world.neighbour, NOW)
    assert (shown.moving, shown.duplicates, shown.team) == (2, 1, ["陈立", "吴静"])
