"""Terms and single school days by hand: one term at a time in a zone, and everything written down."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.log_act import Actor, chain_of
from hazard_app.acts.run_calendars import (
    GivenTerm,
    Gone,
    Overlaps,
    change_term,
    create_term,
    delete_school_day,
    delete_term,
    put_school_day,
)
from hazard_app.models.admin_act import AdminAct
from hazard_app.models.school_calendar import SchoolDay, Term, school_days
from hazard_app.models.zone import Zone
from hazard_app.rules.chain import first_broken
from hazard_app.rules.school_terms import SchoolTerm
from tests.world import NOW, World

AUTUMN = GivenTerm("第一学期", SchoolTerm(date(2026, 9, 1), date(2027, 1, 29)))
SPRING = GivenTerm("第二学期", SchoolTerm(date(2027, 2, 22), date(2027, 7, 9)))


def add(session: Session, world: World, given: GivenTerm, zone: Zone | None = None) -> int:
    create_term(session, Actor.of(world.administrator), given, zone or world.bureau, NOW)
    return session.scalars(select(Term.id).order_by(Term.id.desc()).limit(1)).one()


def acts(session: Session) -> list[tuple[str, str, int | None]]:
    rows = session.scalars(select(AdminAct).order_by(AdminAct.number))
    return [(act.kind.value, act.thing.value, act.zone_id) for act in rows]


def test_a_term_is_added_changed_and_deleted_and_each_is_written_down(session: Session, world: World) -> None:
    actor, term = Actor.of(world.administrator), add(session, world, AUTUMN)
    change_term(session, actor, term, GivenTerm("第一学期", SchoolTerm(date(2026, 9, 1), date(2027, 1, 22))), NOW)
    assert school_days(session, world.east).terms == [SchoolTerm(date(2026, 9, 1), date(2027, 1, 22))]
    delete_term(session, actor, term, NOW)
    assert school_days(session, world.east).terms == []
    assert acts(session) == [(kind, "term", world.bureau.id) for kind in ("created", "changed", "deleted")]
    assert first_broken(chain_of(session)) is None


def test_a_term_that_stays_as_it_is_makes_no_entry(session: Session, world: World) -> None:
    term = add(session, world, AUTUMN)
    change_term(session, Actor.of(world.administrator), term, AUTUMN, NOW)
    assert len(acts(session)) == 1


@pytest.mark.parametrize(("starts_in", "fits"), [(timedelta(days=0), False), (timedelta(days=1), True)])
def test_a_term_may_begin_on_the_day_after_another_one(
    session: Session, world: World, starts_in: timedelta, fits: bool
) -> None:
    add(session, world, AUTUMN)
    starts_on = AUTUMN.days.ends_on + starts_in
    given = GivenTerm("接着的", SchoolTerm(starts_on, starts_on + timedelta(days=30)))
    if fits:
        assert add(session, world, given)
    else:
        with pytest.raises(Overlaps) as refused:
            add(session, world, given)
        assert refused.value.other == AUTUMN


def test_a_term_inside_another_one_or_round_it_is_refused(session: Session, world: World) -> None:
    add(session, world, AUTUMN)
    for first, last in ((date(2026, 10, 1), date(2026, 10, 7)), (date(2026, 8, 1), date(2027, 3, 1))):
        with pytest.raises(Overlaps):
            add(session, world, GivenTerm("又一个", SchoolTerm(first, last)))
    assert add(session, world, AUTUMN, world.station)


def test_a_changed_term_may_overlap_itself_and_no_other(session: Session, world: World) -> None:
    term, actor = add(session, world, AUTUMN), Actor.of(world.administrator)
    add(session, world, SPRING)
    change_term(session, actor, term, GivenTerm("第一学期", SchoolTerm(date(2026, 9, 2), date(2027, 2, 21))), NOW)
    with pytest.raises(Overlaps) as refused:
        change_term(session, actor, term, GivenTerm("第一学期", SchoolTerm(date(2026, 9, 2), date(2027, 2, 22))), NOW)
    assert refused.value.other == SPRING


def test_what_somebody_else_deleted_is_gone(session: Session, world: World) -> None:
    actor, term = Actor.of(world.administrator), add(session, world, AUTUMN)
    delete_term(session, actor, term, NOW)
    with pytest.raises(Gone):
        delete_term(session, actor, term, NOW)
    with pytest.raises(Gone):
        change_term(session, actor, term, SPRING, NOW)
    with pytest.raises(Gone):
        delete_school_day(session, actor, world.bureau, date(2026, 10, 30), NOW)


def test_a_single_day_is_put_put_again_and_taken_away(session: Session, world: World) -> None:
    actor, day = Actor.of(world.administrator), date(2026, 10, 30)
    put_school_day(session, actor, world.bureau, day, taught=False, words="运动会", now=NOW)
    assert not school_days(session, world.east).is_school_day(day)
    put_school_day(session, actor, world.bureau, day, taught=False, words="运动会", now=NOW)
    put_school_day(session, actor, world.bureau, day, taught=True, words="运动会改期", now=NOW)
    assert [(each.taught, each.note) for each in session.scalars(select(SchoolDay))] == [(True, "运动会改期")]
    delete_school_day(session, actor, world.bureau, day, NOW)
    assert session.scalars(select(SchoolDay)).all() == []
    assert [kind for kind, _thing, _zone in acts(session)] == ["created", "changed", "deleted"]
    assert first_broken(chain_of(session)) is None
