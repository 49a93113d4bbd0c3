"""Zones from a table: a tree, in whatever order its rows stand, and never inside itself."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind
from hazard_app.rules.imports import ImportKind
from tests.importing import Row, brought, tried, wrongs
from tests.world import World

HEAD = ("代码", "名称", "类别", "上级代码")


def paths(session: Session) -> dict[str, str]:
    """By code, with codes for ids."""
    zones = session.execute(select(Zone.id, Zone.code, Zone.path)).all()
    codes = {str(zone.id): zone.code for zone in zones}
    return {zone.code: "/".join(codes[key] for key in zone.path.strip("/").split("/")) for zone in zones}


def test_children_may_stand_before_their_parents(session: Session, world: World) -> None:
    rows: tuple[Row, ...] = (("n1", "新片", "警务区", "new"), ("new", "新所", "派出所", "bureau"))
    tally = brought(session, world, ImportKind.ZONES, HEAD, *rows)
    assert tally.counts == {"new": 2}
    assert paths(session)["n1"] == "bureau/new/n1"
    assert brought(session, world, ImportKind.ZONES, HEAD, *rows).counts == {"same": 2}


def test_a_zone_that_moves_takes_its_whole_subtree_along(session: Session, world: World) -> None:
    brought(session, world, ImportKind.ZONES, HEAD, ("station", "", "", "far_station"))
    found = paths(session)
    assert (found["station"], found["east"]) == ("bureau/far_station/station", "bureau/far_station/station/east")
    kinds = session.scalars(select(AdminAct.kind).order_by(AdminAct.number)).all()
    assert kinds == [ActKind.MOVED, ActKind.IMPORTED]


def test_a_zone_made_its_own_ancestor_is_refused_and_the_circle_is_named(session: Session, world: World) -> None:
    tally = tried(session, world, ImportKind.ZONES, HEAD, ("station", "", "", "east"))
    assert wrongs(tally) == [(2, "parent", "own_ancestor")]
    assert tally.faults[0].facts == {"circle": "新安派出所 → 东片警务区 → 新安派出所"}


def test_a_circle_among_the_rows_themselves_is_refused_too(session: Session, world: World) -> None:
    rows = (
        ("a", "甲", "警务区", "b"),
        ("b", "乙", "警务区", "a"),
        ("c", "丙", "警务区", "nowhere"),
        ("d", "丁", "警务区", "c"),
    )
    assert wrongs(tried(session, world, ImportKind.ZONES, HEAD, *rows)) == [
        (2, "parent", "own_ancestor"),
        (3, "parent", "own_ancestor"),
        (4, "parent", "no_such_place"),
        (5, "parent", "no_such_place"),
    ]


def test_a_new_zone_needs_a_name_a_kind_and_a_zone_above(session: Session, world: World) -> None:
    tally = tried(
        session, world, ImportKind.ZONES, HEAD, ("x", "", "", ""), ("y", "重", "警务区", "east"), ("y", "", "", "")
    )
    assert wrongs(tally) == [(2, name, "missing") for name in ("name", "kind", "parent")] + [(4, "code", "twice")]
