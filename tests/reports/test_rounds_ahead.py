"""What stands in a person's calendar: their own checks of eight weeks, no more entries than a calendar holds."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.reports import rounds_ahead as report
from hazard_app.reports.rounds_ahead import Entry, RoundsAhead, rounds_ahead
from hazard_app.rules.rounds import Rhythm, Who
from hazard_app.rules.terms import Role
from tests.rounds import MONDAY, go, local, name, plan
from tests.world import NOW, World

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def ahead(session: Session, person: Person, at: datetime = NOW) -> RoundsAhead:
    session.flush()
    return rounds_ahead(session, person, at, at.date())


def entries(session: Session, person: Person, at: datetime = NOW) -> list[Entry]:
    return ahead(session, person, at).entries


def days(session: Session, person: Person) -> list[date]:
    return [each.day for each in entries(session, person)]


def test_what_is_open_and_what_comes_within_eight_weeks(session: Session, world: World) -> None:
    """Fridays, each open its week; a ninth would be due after the eight weeks."""
    weekly = plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,))
    found = entries(session, world.officer)
    assert [each.day for each in found] == [date(2026, 11, 27) + each * WEEK for each in range(8)]
    assert found[0].uid == name(weekly, world.school, found[0].day).uid
    assert {(each.schools, each.title.zh, each.due_at) for each in found} == {
        ((world.school.name,), "校园周边巡查表（日巡）", None)
    }


def test_what_is_done_stands_there_no_more(session: Session, world: World) -> None:
    weekly = plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,))
    before = entries(session, world.officer)
    go(session, world.officer, world.school, NOW, task=name(weekly, world.school, before[0].day))
    assert entries(session, world.officer) == before[1:]


def test_a_time_of_the_day_is_its_moment(session: Session, world: World) -> None:
    times = (time(8), time(16, 30))
    plan(session, world, Rhythm.OWN, rule="FREQ=DAILY", times=times, schools=(world.school.id,))
    found = entries(session, world.officer)
    # It is 14:02: the check of the morning was missed at the end of the day only, and still can be made.
    assert [each.due_at for each in found[:3]] == [local(MONDAY, 8), local(MONDAY, 16, 30), local(MONDAY + DAY, 8)]
    assert len(found) == 2 * 57


def test_only_ones_own(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, who=Who.EACH_OF, schools=(world.school.id,), zone=world.bureau)
    plan(session, world, Rhythm.WEEKLY, code="FIRE-W", role=Role.LIAISON, zone=world.bureau)
    assert {(each.schools, each.title.zh) for each in entries(session, world.liaison)} == {
        ((world.school.name,), "校园消防安全检查表（周查）")
    }
    assert [len(entries(session, person)) for person in (world.officer, world.outsider, world.nobody)] == [8, 0, 0]


def test_rounds_of_whom_one_stands_in_for_on_those_days(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, who=Who.PERSON, assignee_id=world.officer.id, schools=(world.school.id,))
    both = {"absent_id": world.officer.id, "person_id": world.officer2.id, "made_by_id": world.officer.id}
    session.add(Cover(uid=uuid4(), **both, starts_on=MONDAY, ends_on=MONDAY + 13 * DAY, made_at=NOW))
    assert days(session, world.officer2) == [date(2026, 11, 27), date(2026, 12, 4)]
    assert len(days(session, world.officer)) == 8


def test_after_the_last_day_of_a_posting_nothing_is_theirs(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,))
    [posting] = world.officer.postings
    posting.ends_on = date(2026, 12, 5)
    world.officer.postings.append(Posting(role=Role.OFFICER, zone=world.east, starts_on=date(2027, 1, 10)))
    assert days(session, world.officer) == [date(2026, 11, 27), date(2026, 12, 4), date(2027, 1, 15)]


def test_a_school_that_closes_asks_for_nothing_from_then_on(session: Session, world: World) -> None:
    plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,))
    world.school.closed_on = date(2026, 12, 4)
    assert days(session, world.officer) == [date(2026, 11, 27)]


def test_many_schools_of_one_check_are_one_entry(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "APART", 1)
    plan(session, world, Rhythm.WEEKLY)
    first, *others = entries(session, world.officer)
    assert first.schools == tuple(sorted([world.school.name, world.neighbour.name]))
    assert len(others) == 7
    assert entries(session, world.officer)[0].uid == first.uid
    # The name stays when one of them is done and the other one is not; it is that one's own then.
    go(session, world.officer, world.school, NOW)
    assert entries(session, world.officer)[0].schools == (world.neighbour.name,)


def test_a_calendar_that_is_too_long_says_from_when_on(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST", 3)
    plan(session, world, Rhythm.WEEKLY, schools=(world.school.id,))
    found = ahead(session, world.officer)
    assert (len(found.entries), found.rest_on) == (3, date(2026, 12, 18))


def test_a_time_of_the_day_stays_when_the_clocks_change(session: Session, world: World) -> None:
    """Eight in Berlin: at six of Greenwich in summer, at seven from the last Sunday of October on."""
    world.station.timezone = "Europe/Berlin"
    rule = "FREQ=WEEKLY;BYDAY=MO"
    plan(session, world, Rhythm.OWN, rule=rule, times=(time(8),), schools=(world.school.id,), zone=world.station)
    found = entries(session, world.officer, datetime(2026, 11, 2, tzinfo=UTC) - 10 * DAY)
    assert [each.due_at for each in found if each.due_at][:1] == [datetime(2026, 11, 2, 7, tzinfo=UTC)]
    spring = entries(session, world.officer, datetime(2027, 3, 20, tzinfo=UTC))
    assert [each.due_at for each in spring][:2] == [
        datetime(2027, 3, 22, 7, tzinfo=UTC),
        datetime(2027, 3, 29, 6, tzinfo=UTC),
    ]
