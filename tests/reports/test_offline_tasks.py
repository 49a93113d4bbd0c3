"""The round in the pack: what is due, and what will be due until there is a net again."""

from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.reports import offline_tasks
from hazard_app.rules.rounds import HindranceKind, Rhythm, Who
from hazard_app.rules.terms import Role
from tests.packs import Held, Told, held, told_to
from tests.reporting import told
from tests.rounds import MONDAY, go, local, name, plan
from tests.world import NOW, World

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def tasks(session: Session, person: Person, at: datetime = NOW) -> list[Told]:
    session.flush()
    return list(told_to(session, person, at)["tasks"])


def days(found: list[Told]) -> list[str]:
    return [each["task"].split(".")[1] for each in found]


def test_a_check_is_told_once_for_all_its_schools(session: Session, world: World) -> None:
    daily = plan(session, world)
    [first, *_rest] = tasks(session, world.officer)
    version = {each["title"]: each["uid"] for each in told_to(session, world.officer)["checklists"]}
    assert first == {
        "task": f"{daily.uid}.2026-11-23.1",
        "checklist": version["校园周边巡查表（日巡）"],
        "often": "每个上学日",
        "opens_at": "2026-11-22T16:00:00+00:00",
        "due_at": "2026-11-23T15:59:59.999999+00:00",
        "missed_at": "2026-11-23T15:59:59.999999+00:00",
        "timed": False,
        "covered": False,
        "hindered_by": None,
        "schools": sorted([str(world.school.uid), str(world.neighbour.uid)]),
    }


def test_from_a_friday_evening_it_reaches_to_monday_evening(session: Session, world: World) -> None:
    """Friday the 27th at 18:00; no school day lies between. Tuesday's check opens six hours too late."""
    plan(session, world)
    assert days(tasks(session, world.officer, local(MONDAY + 4 * DAY, 18))) == ["2026-11-27", "2026-11-30"]


def test_what_is_due_late_but_opens_soon_comes_along(session: Session, world: World) -> None:
    """A week's check opens on its Monday and is due on its Friday."""
    plan(session, world, Rhythm.WEEKLY)
    assert days(tasks(session, world.officer, local(MONDAY + 4 * DAY, 18))) == ["2026-11-27", "2026-12-04"]


def test_each_role_has_its_own_and_who_goes_no_round_has_none(session: Session, world: World) -> None:
    plan(session, world)
    own = plan(session, world, Rhythm.WEEKLY, code="FIRE-W", role=Role.LIAISON)
    mine = tasks(session, world.liaison)
    assert {(each["task"].split(".")[0], *each["schools"]) for each in mine} == {(str(own.uid), str(world.school.uid))}
    for person in (world.supervisor, world.auditor, world.administrator, world.nobody, world.outsider):
        assert tasks(session, person) == []


def test_of_a_stand_in_it_says_whose_it_is_not(session: Session, world: World) -> None:
    plan(session, world, who=Who.EACH_OF)
    both = {"absent_id": world.officer.id, "person_id": world.officer2.id, "made_by_id": world.supervisor.id}
    session.add(Cover(uid=uuid4(), **both, starts_on=MONDAY, ends_on=MONDAY + DAY, made_at=NOW))
    found = tasks(session, world.officer2)
    assert sorted((day, each["covered"]) for day, each in zip(days(found), found, strict=True)) == [
        ("2026-11-23", False),
        ("2026-11-23", True),
        ("2026-11-24", False),
        ("2026-11-24", True),
        ("2026-11-25", False),
        ("2026-11-26", False),
    ]


def test_what_could_not_be_checked_says_why(session: Session, world: World) -> None:
    daily = plan(session, world)
    hindered = Hindered(told(), HindranceKind.WEATHER)
    note_hindrance(session, world.officer, world.school, name(daily, world.school), hindered)
    today = [each for each in tasks(session, world.officer) if days([each]) == ["2026-11-23"]]
    assert sorted((each["hindered_by"] or "", each["schools"]) for each in today) == [
        ("", [str(world.neighbour.uid)]),
        ("恶劣天气", [str(world.school.uid)]),
    ]


def test_as_long_as_nothing_changes_they_are_not_told_again(session: Session, world: World) -> None:
    daily = plan(session, world)
    go(session, world.officer2, world.neighbour, NOW)
    phone = held(told_to(session, world.officer))
    assert told_to(session, world.officer, NOW + HOUR, phone.cursor)["tasks"] is None
    go(session, world.officer, world.school, NOW + HOUR, task=name(daily, world.school))
    change = told_to(session, world.officer, NOW + HOUR, phone.cursor)
    assert (change["full"], days(change["tasks"])) == (False, ["2026-11-24", "2026-11-25", "2026-11-26"])


def test_changes_one_after_another_are_as_good_as_a_whole_pack(session: Session, world: World) -> None:
    """Hour after hour of a week, while checks are made, put off and planned."""
    phone, daily = Held(), plan(session, world, open_after=1)
    for hour in range(0, 7 * 24, 5):
        now = NOW + hour * HOUR
        if hour == 20:
            plan(session, world, Rhythm.WEEKLY, code="PER-W")
        if hour == 50:
            go(session, world.officer2, world.neighbour, now, task=name(daily, world.neighbour, MONDAY + 2 * DAY))
        session.flush()
        phone.take(told_to(session, world.officer, now, phone.cursor))
        assert phone == held(told_to(session, world.officer, now)), hour


def test_of_very_many_those_come_that_are_due_first(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(session, world)
    assert not told_to(session, world.officer)["there_are_more"]
    monkeypatch.setattr(offline_tasks, "MOST_TASKS", 5)
    pack = told_to(session, world.officer)
    assert (days(pack["tasks"]), pack["there_are_more"]) == (["2026-11-23", "2026-11-24"], True)
