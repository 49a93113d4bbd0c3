"""Terms from a table: by zone and first day, and never two at once in one zone."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.admin_act import AdminAct
from hazard_app.models.school_calendar import Term, school_days
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import ImportKind
from tests.importing import Row, brought, tried, wrongs
from tests.world import World

HEAD = ("警务区代码", "学期", "开始日期", "结束日期")
AUTUMN = ("bureau", "2026—2027学年第一学期", "2026-09-01", "2027-01-29")
SPRING = ("bureau", "2026—2027学年第二学期", "2027年2月22日", "2027/7/9")


def standing(session: Session) -> list[tuple[str, str, str]]:
    terms = session.scalars(select(Term).order_by(Term.zone_id, Term.starts_on))
    return [(term.zone.code, term.starts_on.isoformat(), term.ends_on.isoformat()) for term in terms]


def faults_of(session: Session, world: World, *rows: Row) -> list[tuple[int, str, str]]:
    return wrongs(tried(session, world, ImportKind.TERMS, HEAD, *rows))


@pytest.fixture
def autumn(session: Session, world: World) -> None:
    brought(session, world, ImportKind.TERMS, HEAD, AUTUMN)


def test_the_terms_of_a_zone_count_for_all_below_it(session: Session, world: World) -> None:
    assert brought(session, world, ImportKind.TERMS, HEAD, AUTUMN, SPRING).counts == {"new": 2}
    days = school_days(session, world.east)
    assert [days.is_school_day(date(2027, 2, day)) for day in (19, 22)] == [False, True]
    assert [days.is_school_day(date(2027, 1, day)) for day in (29, 30)] == [True, False]


def test_the_same_table_twice_changes_nothing(session: Session, world: World) -> None:
    brought(session, world, ImportKind.TERMS, HEAD, AUTUMN, SPRING)
    before = standing(session)
    assert brought(session, world, ImportKind.TERMS, HEAD, AUTUMN, SPRING).counts == {"same": 2}
    assert standing(session) == before


def test_another_last_day_changes_the_term_and_is_written_down(session: Session, world: World, autumn: None) -> None:
    tally = brought(session, world, ImportKind.TERMS, HEAD, ("bureau", "", "2026-09-01", "2027-01-22"))
    assert tally.counts == {"changed": 1}
    assert standing(session) == [("bureau", "2026-09-01", "2027-01-22")]
    changed = session.scalars(select(AdminAct).where(AdminAct.kind == ActKind.CHANGED)).one()
    assert (changed.thing, changed.zone_id) == (Thing.TERM, world.bureau.id)
    assert changed.facts["changes"] == {"last_day": ["2027-01-29", "2027-01-22"]}


def test_a_term_that_overlaps_a_standing_one_is_refused_by_its_name(
    session: Session, world: World, autumn: None
) -> None:
    tally = tried(session, world, ImportKind.TERMS, HEAD, ("bureau", "补课", "2027-01-29", "2027-02-05"))
    assert wrongs(tally) == [(2, "first_day", "term_stands")]
    assert tally.faults[0].facts == {"name": AUTUMN[1], "first": "2026-09-01", "last": "2027-01-29"}


def test_a_term_that_overlaps_another_row_is_refused_and_says_which(session: Session, world: World) -> None:
    tally = tried(session, world, ImportKind.TERMS, HEAD, AUTUMN, ("bureau", "又一个", "2026-08-01", "2026-09-01"))
    assert wrongs(tally) == [(3, "first_day", "term_of_row")]
    assert (tally.faults[0].facts["name"], tally.faults[0].facts["row"]) == (AUTUMN[1], 2)


def test_a_new_term_may_begin_where_the_same_table_ends_a_standing_one_earlier(
    session: Session, world: World, autumn: None
) -> None:
    rows = (("bureau", "冬季学期", "2027-01-25", "2027-02-05"), ("bureau", "", "2026-09-01", "2027-01-22"))
    assert brought(session, world, ImportKind.TERMS, HEAD, *rows).counts == {"new": 1, "changed": 1}
    assert standing(session) == [("bureau", "2026-09-01", "2027-01-22"), ("bureau", "2027-01-25", "2027-02-05")]


def test_a_standing_term_cannot_be_stretched_over_the_next_one(session: Session, world: World) -> None:
    brought(session, world, ImportKind.TERMS, HEAD, AUTUMN, SPRING)
    assert faults_of(session, world, ("bureau", "", "2026-09-01", "2027-02-22")) == [(2, "first_day", "term_stands")]
    assert faults_of(session, world, ("bureau", "", "2026-09-01", "2027-02-21")) == []


def test_terms_of_two_zones_may_run_at_once(session: Session, world: World, autumn: None) -> None:
    assert faults_of(session, world, ("station", "第一学期", "2026-09-07", "2027-01-20")) == []


@pytest.mark.parametrize(
    ("row", "column", "why"),
    [
        (("bureau", "学期", "2027-02-22", "2027-02-21"), "last_day", "term_ends_before"),
        (("bureau", "", "2027-02-22", "2027-07-09"), "name", "missing"),
        (("bureau", "学期", "2027-02-22", ""), "last_day", "missing"),
        (("bureau", "学期", "", "2027-07-09"), "first_day", "missing"),
        (("", "学期", "2027-02-22", "2027-07-09"), "zone", "missing"),
        (("nowhere", "学期", "2027-02-22", "2027-07-09"), "zone", "no_such_place"),
        (("bureau", "学期", "2月22日", "2027-07-09"), "first_day", "no_day"),
    ],
)
def test_what_is_wrong_with_a_row_is_told_at_its_cell(
    session: Session, world: World, row: Row, column: str, why: str
) -> None:
    assert faults_of(session, world, row) == [(2, column, why)]


def test_the_same_term_in_two_rows_is_told(session: Session, world: World) -> None:
    assert faults_of(session, world, AUTUMN, AUTUMN) == [(3, "first_day", "twice")]


def test_a_zone_that_somebody_else_runs_is_no_place_for_a_term(session: Session, world: World) -> None:
    world.administrator.postings[0].zone = world.station
    session.flush()
    assert faults_of(session, world, ("east", "学期", "2026-09-01", "2027-01-29"), AUTUMN) == [
        (3, "zone", "no_such_place")
    ]
