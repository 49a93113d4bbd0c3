"""Somebody does another one's rounds: who may, what they see, and how it ends."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import OtherContent
from hazard_app.acts.run_covers import CannotStandIn, NewCover, WrongSpan, add_cover, end_cover
from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.reports.due_tasks import DueTask, due_tasks
from hazard_app.rules.rounds import Who
from hazard_app.rules.terms import Role
from tests.rounds import MONDAY, go, local, name, plan
from tests.world import NOW, World

DAY = timedelta(days=1)
FRIDAY = MONDAY + 4 * DAY


def covered(session: Session, absent: Person, by: Person, **said: Any) -> Cover:
    """This week, arranged by whoever is away."""
    given: dict[str, Any] = {"uid": uuid4(), "starts_on": MONDAY, "ends_on": FRIDAY} | said
    new = NewCover(absent_id=absent.id, person_id=by.id, **given)
    return add_cover(session, absent.id, new, MONDAY, NOW)


def own_tasks(session: Session, person: Person, at: datetime = NOW) -> list[tuple[UUID | None, bool]]:
    """Whose each is, and whether this person stands in."""
    due = due_tasks(session, person.reach_on(at.date()), at)
    return sorted(((task.name.assignee, task.covered) for task in due), key=str)


def each_of(session: Session, world: World) -> None:
    plan(session, world, who=Who.EACH_OF, schools=(world.school.id,))


@pytest.mark.parametrize(
    ("absent", "by", "may"),
    [
        ("officer", "officer2", True),
        ("officer", "supervisor", True),
        ("supervisor", "officer", False),  # of one zone of three
        ("officer", "outsider", False),
        ("officer", "liaison", False),
        ("liaison", "liaison2", True),
        ("liaison", "officer", False),
        ("officer", "auditor", False),
        ("officer", "administrator", False),
        ("officer", "nobody", False),
        ("officer", "officer", False),
    ],
)
def test_who_may_stand_in_for_whom(session: Session, world: World, absent: str, by: str, may: bool) -> None:
    try:
        covered(session, getattr(world, absent), getattr(world, by))
    except CannotStandIn:
        assert not may
    else:
        assert may


def test_whoever_comes_later_stands_in_later_and_whoever_left_never(session: Session, world: World) -> None:
    coming = Posting(role=Role.OFFICER, zone=world.east, starts_on=date(2026, 12, 1))
    world.outsider.postings.append(coming)
    world.officer2.deactivated_at = NOW
    session.flush()
    december = {"starts_on": date(2026, 12, 1), "ends_on": date(2026, 12, 5)}
    assert covered(session, world.officer, world.outsider, **december).person_id == world.outsider.id
    with pytest.raises(CannotStandIn):
        covered(session, world.officer, world.outsider)
    with pytest.raises(CannotStandIn):
        covered(session, world.officer, world.officer2)


def test_longer_than_a_quarter_is_refused(session: Session, world: World) -> None:
    with pytest.raises(WrongSpan):
        covered(session, world.officer, world.officer2, ends_on=date(2027, 2, 23))


def test_the_same_thing_twice_is_one(session: Session, world: World) -> None:
    uid = uuid4()
    first = covered(session, world.officer, world.officer2, uid=uid)
    assert covered(session, world.officer, world.officer2, uid=uid) is first
    with pytest.raises(OtherContent):
        covered(session, world.officer, world.supervisor, uid=uid)


def test_the_one_who_stands_in_sees_both_and_the_other_keeps_theirs(session: Session, world: World) -> None:
    each_of(session, world)
    covered(session, world.officer, world.officer2)
    both = sorted([(world.officer2.uid, False), (world.officer.uid, True)], key=str)
    assert own_tasks(session, world.officer2) == both
    assert own_tasks(session, world.officer) == [(world.officer.uid, False)]


def test_a_stand_in_makes_the_check_of_whoever_is_away(session: Session, world: World) -> None:
    each = plan(session, world, who=Who.EACH_OF, schools=(world.school.id,))
    covered(session, world.officer, world.officer2)
    go(session, world.officer2, world.school, NOW, task=name(each, world.school, person=world.officer))
    assert own_tasks(session, world.officer) == []
    assert own_tasks(session, world.officer2) == [(world.officer2.uid, False)]


def test_it_begins_and_ends_with_the_days_of_the_zone(session: Session, world: World) -> None:
    """At seven in Jinan it is still the day before in Greenwich."""
    each_of(session, world)
    covered(session, world.officer, world.officer2, ends_on=MONDAY + DAY)
    days = [local(day, 7) for day in (MONDAY, MONDAY + DAY, MONDAY + 2 * DAY)]
    assert [len(own_tasks(session, world.officer2, at)) for at in days] == [2, 2, 1]


def test_what_lies_outside_their_reach_stays_with_others(session: Session, world: World) -> None:
    """Two who share a person's rounds."""
    world.officer.postings.append(Posting(role=Role.OFFICER, zone=world.far, starts_on=date(2026, 1, 1)))
    plan(session, world, zone=world.bureau, who=Who.PERSON, assignee_id=world.officer.id)
    session.flush()
    for other in (world.officer2, world.outsider):
        covered(session, world.officer, other)
    schools = {world.officer2: {world.school.id, world.neighbour.id}, world.outsider: {world.foreign.id}}
    for other, theirs in schools.items():
        due: list[DueTask] = due_tasks(session, other.reach_on(MONDAY), NOW)
        assert {task.school_id for task in due if task.covered} == theirs


def test_ended_it_is_over_from_today(session: Session, world: World) -> None:
    each_of(session, world)
    cover = covered(session, world.officer, world.officer2, starts_on=MONDAY - DAY)
    end_cover(session, cover, MONDAY)
    assert (cover.starts_on, cover.ends_on) == (MONDAY - DAY, MONDAY - DAY)
    assert own_tasks(session, world.officer2) == [(world.officer2.uid, False)]
    end_cover(session, cover, MONDAY + DAY)
    assert cover.ends_on == MONDAY - DAY


@pytest.mark.parametrize("starts_on", [MONDAY, FRIDAY])
def test_what_had_not_begun_before_today_never_was(session: Session, world: World, starts_on: date) -> None:
    end_cover(session, covered(session, world.officer, world.officer2, starts_on=starts_on), MONDAY)
    assert session.scalars(select(Cover)).all() == []
