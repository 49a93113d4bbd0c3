"""People from a table, each row with one posting: by username, in the zones that the administrator runs."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_rows import try_rows
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.person import Person
from hazard_app.models.reach import Held, Reach
from hazard_app.rules.administration import ActKind
from hazard_app.rules.imports import ImportKind
from hazard_app.rules.terms import Role
from tests.importing import Row, brought, given, tried, wrongs
from tests.world import NOW, World

HEAD = ("用户名", "姓名", "手机号", "单位", "职务", "民警", "角色", "警务区", "学校标识码", "任职起", "任职止")
ZHANG = ("Zhang.San", "张三", "13812345678.0", "新安派出所", "民警", "是", "民警", "东片警务区", "", "2026-09-01", "")
ZHANG_TOO = ("zhang.san", "", "", "", "", "", "主管", "station", "", "", "2027-08-31")
LIU = ("liu", "刘梅", "", "", "", "", "联络员", "", "neighbour", "", "")


def person(session: Session, username: str) -> Person:
    return session.scalars(select(Person).where(Person.username == username)).one()


def held(session: Session, username: str) -> list[tuple[Any, ...]]:
    return [(each.role, each.place, each.starts_on, each.ends_on) for each in person(session, username).postings]


def test_a_person_comes_with_all_their_postings(session: Session, world: World) -> None:
    tally = brought(session, world, ImportKind.PEOPLE, HEAD, ZHANG, ZHANG_TOO, LIU)
    assert tally.counts == {"new": 2, "changed": 1}
    zhang = person(session, "zhang.san")
    assert (zhang.name, zhang.mobile, zhang.police, zhang.must_change_password) == ("张三", "13812345678", True, True)
    assert held(session, "zhang.san") == [
        (Role.OFFICER, "东片警务区", date(2026, 9, 1), None),
        (Role.SUPERVISOR, "新安派出所", NOW.date(), date(2027, 8, 31)),
    ]
    assert held(session, "liu") == [(Role.LIAISON, "河滨幼儿园", NOW.date(), None)]


def test_the_same_table_twice_posts_nobody_twice(session: Session, world: World) -> None:
    rows = (HEAD, ZHANG, ZHANG_TOO, LIU)
    brought(session, world, ImportKind.PEOPLE, *rows)
    session.commit()
    assert brought(session, world, ImportKind.PEOPLE, *rows).counts == {"same": 3}
    assert len(held(session, "zhang.san")) == 2


def test_each_new_person_and_each_posting_stands_in_the_log(session: Session, world: World) -> None:
    brought(session, world, ImportKind.PEOPLE, HEAD, ZHANG, ZHANG_TOO)
    acts = session.scalars(select(AdminAct).order_by(AdminAct.number)).all()
    assert [act.kind for act in acts] == [ActKind.CREATED, ActKind.POSTED, ActKind.POSTED, ActKind.IMPORTED]
    assert acts[2].facts["posting"] == {
        "role": "supervisor",
        "place": "新安派出所",
        "starts_on": "2026-11-23",
        "ends_on": "2027-08-31",
    }


@pytest.mark.parametrize(
    ("row", "wrong"),
    [
        (("x", "某", "1.38E+10"), ("mobile", "digits_lost")),
        (("x", ""), ("name", "missing")),
        (("x", "某", "", "", "", "", "联络员", "east"), ("school", "wrong_place")),
        (("x", "某", "", "", "", "", "民警", "", "school"), ("zone", "wrong_place")),
        (("x", "某", "", "", "", "", "民警", "nowhere"), ("zone", "no_such_place")),
        (("x", "某", "", "", "", "", "", "east"), ("role", "missing")),
        (("x", "某", "", "", "", "", "校长", "east"), ("role", "unknown_word")),
        (("x", "某", "", "", "", "", "民警", "east", "", "2026-09-01", "2026-08-01"), ("ends_on", "ends_before")),
    ],
)
def test_a_wrong_row_is_told_by_column_and_reason(session: Session, world: World, row: Row, wrong: Row) -> None:
    assert wrongs(tried(session, world, ImportKind.PEOPLE, HEAD, row)) == [(2, *wrong)]


def test_a_number_that_somebody_has_is_not_taken_again(session: Session, world: World) -> None:
    brought(session, world, ImportKind.PEOPLE, HEAD, ZHANG)
    session.commit()
    rows = (("a", "甲", "13812345678"), ("b", "乙", "13912345678"), ("c", "丙", "13912345678"))
    tally = tried(session, world, ImportKind.PEOPLE, HEAD, *rows)
    assert wrongs(tally) == [(2, "mobile", "taken"), (4, "mobile", "twice")]


def test_one_person_is_not_told_in_two_ways(session: Session, world: World) -> None:
    other = ("zhang.san", "张叁", "", "", "", "", "主管", "station")
    again = ("zhang.san", "张三", "", "", "", "", "民警", "东片警务区")
    tally = tried(session, world, ImportKind.PEOPLE, HEAD, ZHANG, other, again)
    assert wrongs(tally) == [(3, "username", "twice"), (4, "role", "twice")]


def test_whoever_left_is_still_run_by_those_of_where_they_were(session: Session, world: World) -> None:
    world.outsider.postings[0].ends_on = date(2026, 1, 1)
    session.flush()
    mine = Reach(world.supervisor.id, (Held(Role.ADMINISTRATOR, world.station.path),))
    tally = try_rows(session, mine, given(ImportKind.PEOPLE, HEAD, ("outsider", "改名")), NOW)
    assert wrongs(tally) == [(2, "username", "not_yours")]
    assert tried(session, world, ImportKind.PEOPLE, HEAD, ("outsider", "改名")).counts == {"changed": 1}


def test_whoever_runs_a_station_does_not_change_whoever_runs_the_bureau(session: Session, world: World) -> None:
    mine = Reach(world.supervisor.id, (Held(Role.ADMINISTRATOR, world.station.path),))
    rows = (("administrator", "改名"), ("officer", "王敏", "", "", "", "", "管理员", "bureau"))
    tally = try_rows(session, mine, given(ImportKind.PEOPLE, HEAD, *rows), NOW)
    assert wrongs(tally) == [(2, "username", "not_yours"), (3, "zone", "no_such_place")]
