"""Single school days from a table."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.school_calendar import SchoolDay, school_days
from hazard_app.rules.administration import Thing
from hazard_app.rules.imports import ImportKind
from tests.importing import brought, tried, wrongs
from tests.world import World

HEAD = ("警务区代码", "日期", "上课", "说明")
FRIDAY, SATURDAY = date(2026, 10, 30), date(2026, 10, 31)
SPORTS = ("bureau", "2026-10-30", "否", "秋季运动会")
MADE_UP = ("east", "2026-10-31", "是", "补上周五的课")


def test_a_sports_day_is_not_taught_and_a_made_up_saturday_is(session: Session, world: World) -> None:
    assert brought(session, world, ImportKind.SCHOOL_DAYS, HEAD, SPORTS, MADE_UP).counts == {"new": 2}
    east, far = school_days(session, world.east), school_days(session, world.far)
    assert [east.is_school_day(day) for day in (FRIDAY, SATURDAY)] == [False, True]
    assert [far.is_school_day(day) for day in (FRIDAY, SATURDAY)] == [False, False]
    assert brought(session, world, ImportKind.SCHOOL_DAYS, HEAD, SPORTS, MADE_UP).counts == {"same": 2}


def test_a_day_that_changes_its_mind_is_written_down(session: Session, world: World) -> None:
    brought(session, world, ImportKind.SCHOOL_DAYS, HEAD, SPORTS)
    assert brought(session, world, ImportKind.SCHOOL_DAYS, HEAD, (*SPORTS[:2], "是", "")).counts == {"changed": 1}
    [day] = session.scalars(select(SchoolDay))
    assert (day.taught, day.note) == (True, "秋季运动会")
    act = session.scalars(select(AdminAct).where(AdminAct.thing == Thing.SCHOOL_DAY, AdminAct.kind == "changed")).one()
    assert act.facts == {"name": "泉城市公安局 2026-10-30", "changes": {"taught": [False, True]}}


def test_what_is_wrong_with_a_row_is_told_at_its_cell(session: Session, world: World) -> None:
    rows = (SPORTS, SPORTS, ("bureau", "2026-11-01", "", ""), ("", "2026-11-02", "否", ""), ("x", "", "也许", ""))
    assert wrongs(tried(session, world, ImportKind.SCHOOL_DAYS, HEAD, *rows)) == [
        (3, "day", "twice"),
        (4, "taught", "missing"),
        (5, "zone", "missing"),
        (6, "taught", "unknown_word"),
        (6, "day", "missing"),
    ]
