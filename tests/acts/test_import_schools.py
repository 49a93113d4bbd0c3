"""Schools from a table: the dry run changes nothing, the import does what was agreed to, or nothing at all."""

from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_rows import Given, import_rows, try_rows
from hazard_app.acts.import_tally import MovedMeanwhile, RowsAreWrong, Tally
from hazard_app.acts.log_act import Actor, chain_of
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.rules.administration import ActKind
from hazard_app.rules.chain import first_broken
from hazard_app.rules.import_lines import read_lines
from hazard_app.rules.imports import ImportKind, Wrong
from hazard_app.rules.terms import State
from tests.reporting import reported
from tests.world import NOW, World

HEAD = ("code", "name", "kind", "zone", "radius")
NEW = ("S9", "新学校", "小学", "west", "200")


def given(*rows: tuple[str, ...]) -> Given:
    table = read_lines(ImportKind.SCHOOLS, list(enumerate((HEAD, *rows), start=1)))
    return Given(ImportKind.SCHOOLS, table, "学校.xlsx", "0" * 64)


def reach(world: World) -> Reach:
    return world.administrator.reach_on(NOW.date())


def bring(session: Session, world: World, *rows: tuple[str, ...], leave_out: bool = False) -> Tally:
    table = given(*rows)
    expected = try_rows(session, reach(world), table, NOW).fingerprint
    actor = Actor.of(world.administrator)
    return import_rows(session, actor, reach(world), table, expected, NOW, leave_out=leave_out)


def school(session: Session, code: str) -> School | None:
    return session.scalar(select(School).where(School.code == code).execution_options(populate_existing=True))


def test_a_dry_run_tells_what_would_happen_and_changes_nothing(session: Session, world: World) -> None:
    rows = (NEW, ("school", "", "", "", "300"), ("neighbour", "河滨幼儿园", "幼儿园", "east", "150"))
    tally = try_rows(session, reach(world), given(*rows), NOW)
    assert tally.counts == {"new": 1, "changed": 1, "same": 1}
    assert [(change.row, change.is_new, change.fields) for change in tally.changes] == [
        (
            2,
            True,
            {
                "name": (None, "新学校"),
                "kind": (None, "primary"),
                "radius": (None, 200),
                "zone": (None, "西片警务区"),
            },
        ),
        (3, False, {"radius": (150, 300)}),
    ]
    assert school(session, "S9") is None
    assert world.school.radius == 150
    assert session.scalars(select(AdminAct)).all() == []


def test_the_import_writes_it_and_the_same_table_again_changes_nothing(session: Session, world: World) -> None:
    bring(session, world, NEW, ("school", "", "", "", "300"))
    new, old = school(session, "S9"), school(session, "school")
    assert new is not None
    assert old is not None
    assert (new.name, new.zone_id, new.radius, old.radius, old.name) == (
        "新学校",
        world.west.id,
        200,
        300,
        "新安实验小学",
    )
    assert bring(session, world, NEW, ("school", "", "", "", "300")).counts == {"same": 2}


def test_what_changed_and_the_file_stand_in_the_log(session: Session, world: World) -> None:
    bring(session, world, NEW, ("school", "", "", "", "300"))
    acts = session.scalars(select(AdminAct).order_by(AdminAct.number)).all()
    assert [(act.kind, act.facts.get("changes"), act.facts.get("counts")) for act in acts] == [
        (ActKind.CHANGED, {"radius": [150, 300]}, None),
        (ActKind.IMPORTED, None, {"new": 1, "changed": 1, "left_out": 0}),
    ]
    assert first_broken(chain_of(session)) is None


def test_wrong_rows_are_told_by_row_and_reason(session: Session, world: World) -> None:
    rows = (
        NEW,
        ("S9", "又一所", "小学", "west", "200"),
        ("S10", "", "大学", "东片警务", "5"),
        ("S11", "无区", "小学", "", ""),
    )
    tally = try_rows(session, reach(world), given(*rows), NOW)
    assert [(fault.row, fault.column, fault.why) for fault in tally.faults] == [
        (3, "code", Wrong.TWICE),
        (4, "kind", Wrong.UNKNOWN_WORD),
        (4, "radius", Wrong.OUT_OF_RANGE),
        (5, "zone", Wrong.MISSING),
    ]
    assert tally.left_out == 3


def test_a_zone_may_be_named_and_one_almost_named_is_asked_back(session: Session, world: World) -> None:
    rows = (("S9", "新学校", "小学", "西片警务区", ""), ("S10", "又一所", "小学", "东片警务", ""))
    tally = try_rows(session, reach(world), given(*rows), NOW)
    assert tally.changes[0].fields["zone"] == (None, "西片警务区")
    assert [(fault.why, fault.facts) for fault in tally.faults] == [(Wrong.NO_SUCH_PLACE, {"near": "东片警务区"})]


def test_while_rows_are_wrong_nothing_is_written_unless_they_are_left_out(session: Session, world: World) -> None:
    rows = (NEW, ("S10", "又一所", "大学", "west", ""))
    with pytest.raises(RowsAreWrong):
        bring(session, world, *rows)
    session.rollback()
    assert school(session, "S9") is None
    assert bring(session, world, *rows, leave_out=True).left_out == 1
    assert school(session, "S9") is not None
    assert school(session, "S10") is None


def test_what_moved_meanwhile_is_not_overwritten(session: Session, world: World) -> None:
    table = given(("school", "", "", "", "300"))
    seen = try_rows(session, reach(world), table, NOW).fingerprint
    world.school.radius = 250
    session.commit()
    with pytest.raises(MovedMeanwhile):
        import_rows(session, Actor.of(world.administrator), reach(world), table, seen, NOW, leave_out=False)


def test_a_school_that_moves_takes_its_open_hazards_along_and_leaves_the_closed_ones(
    session: Session, world: World
) -> None:
    going = reported(session, world.officer, world.school)
    staying = reported(session, world.officer, world.school, "FIRE")
    staying.state, staying.closed_at = State.CLOSED, NOW
    session.commit()
    bring(session, world, ("school", "", "", "west", ""))
    session.commit()
    zones = dict(session.execute(select(Hazard.uid, Hazard.zone_id)).all())
    assert zones == {going.uid: world.west.id, staying.uid: world.east.id}
    [moved, _file] = session.scalars(select(AdminAct).order_by(AdminAct.number))
    assert (moved.kind, moved.facts["open_hazards"]) == (ActKind.MOVED, 1)


def test_a_school_outside_ones_zones_is_nobody_elses_to_change(session: Session, world: World) -> None:
    station = replace(reach(world).held[0], path=world.station.path)
    mine = Reach(world.administrator.id, (station,))
    tally = try_rows(session, mine, given(("foreign", "改名", "", "", ""), ("S9", "新学校", "小学", "far", "")), NOW)
    assert [(fault.row, fault.column, fault.why) for fault in tally.faults] == [
        (2, "code", Wrong.NOT_YOURS),
        (3, "zone", Wrong.NO_SUCH_PLACE),
    ]
