"""When a phone is told all anew, and that it then misses nothing."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from hazard_app.models.category import Category
from hazard_app.models.hazard import Hazard
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.reports import offline_hazards, offline_pack, offline_places
from hazard_app.rules.cursors import Cursor
from hazard_app.rules.terms import Severity, StepKind
from tests.packs import held, told_to
from tests.reporting import reported, told
from tests.visits import fail, hazards, step, visit
from tests.world import NOW, World

HOUR = timedelta(hours=1)
CODES = ("PER-D-14", "PER-D-16")


def found(session: Session, world: World) -> list[Hazard]:
    visit(session, world.officer, world.school, dict.fromkeys(CODES, fail("看到的", building="教学楼")))
    return hazards(session)


def moves(session: Session, world: World) -> None:
    session.execute(update(School).where(School.id == world.school.id).values(zone_id=world.west.id))


def closes(session: Session, world: World) -> None:
    session.execute(update(School).where(School.id == world.neighbour.id).values(closed_on=date(2026, 11, 22)))


def leaves(session: Session, world: World) -> None:
    own = Posting.person_id == world.officer.id
    session.execute(update(Posting).where(own).values(ends_on=date(2026, 11, 22)))


def renames(session: Session, world: World) -> None:
    session.execute(update(Category).where(Category.code == "TRAFFIC").values(zh="道路"))


@pytest.mark.parametrize("change", [moves, closes, leaves, renames])
def test_what_decides_the_pack_has_changed(
    session: Session, world: World, change: Callable[[Session, World], None]
) -> None:
    found(session, world)
    cursor = told_to(session, world.officer)["cursor"]
    assert not told_to(session, world.officer, since=cursor)["full"]
    change(session, world)
    assert told_to(session, world.officer, since=cursor)["full"]


def test_it_is_another_persons_another_languages_damaged_or_old(session: Session, world: World) -> None:
    found(session, world)
    cursor = told_to(session, world.officer)["cursor"]
    assert not told_to(session, world.officer, NOW + 24 * HOUR, cursor)["full"]
    assert told_to(session, world.officer, NOW + 25 * HOUR, cursor)["full"]
    assert told_to(session, world.officer, NOW - HOUR, cursor)["full"]
    assert told_to(session, world.officer2, since=cursor)["full"]
    assert told_to(session, world.officer, since=cursor, edition=("en",))["full"]
    assert told_to(session, world.officer, since=cursor[:-1])["full"]


def test_a_school_whose_address_changed_is_told_again_and_no_hazard(session: Session, world: World) -> None:
    found(session, world)
    cursor = told_to(session, world.officer, NOW + HOUR)["cursor"]
    session.execute(update(School).where(School.id == world.school.id).values(address="新地址 1 号"))
    change = told_to(session, world.officer, NOW + HOUR, cursor)
    assert (change["full"], change["hazards"]) == (False, [])
    assert {each["address"] for each in change["schools"]} >= {"新地址 1 号"}


def test_a_database_that_came_back_from_a_backup_tells_all(session: Session, world: World) -> None:
    """The newest step that the phone was told of is not there any more, or is another one."""
    later = NOW + HOUR
    [one, _other] = found(session, world)
    commented = step(session, one, world.officer, StepKind.COMMENT, later, note="看到的")
    cursor = told_to(session, world.officer, later)["cursor"]
    assert not told_to(session, world.officer, later, cursor)["full"]
    lost, name = delete(Step).where(Step.id == commented.id), commented.uid
    session.execute(update(Step).where(Step.id == commented.id).values(hash="0" * 64))
    assert told_to(session, world.officer, later, cursor)["full"]
    session.expunge(commented)
    session.execute(lost)
    assert session.scalar(select(Step.id).where(Step.uid == name)) is None
    assert told_to(session, world.officer, later, cursor)["full"]


def test_what_was_under_way_while_the_pack_was_made_is_told_later(session: Session, world: World) -> None:
    """It has a number from before the newest step, and was not to be seen yet."""
    [one, other] = found(session, world)
    later = NOW + HOUR
    pack = told_to(session, world.officer, later)
    step(session, one, world.officer, StepKind.COMMENT, later - timedelta(minutes=4), note="慢")
    newest = step(session, other, world.officer, StepKind.COMMENT, later, note="快")
    seen = Cursor.read(pack["cursor"])
    assert seen
    change = told_to(session, world.officer, later, str(replace(seen, step=newest.uid, tip=newest.hash[:16])))
    assert not change["full"]
    assert {each["uid"] for each in change["hazards"]} == {str(one.uid), str(other.uid)}


def test_what_is_settled_is_not_told_twice(session: Session, world: World) -> None:
    found(session, world)
    cursor = told_to(session, world.officer, NOW + HOUR)["cursor"]
    change = told_to(session, world.officer, NOW + 2 * HOUR, cursor)
    assert (change["full"], change["schools"], change["hazards"], change["hazards_gone"]) == (False, [], [], [])


def test_the_first_step_of_all_is_a_change(session: Session, world: World) -> None:
    cursor = told_to(session, world.officer)["cursor"]
    found(session, world)
    change = told_to(session, world.officer, since=cursor)
    assert (change["full"], len(change["hazards"])) == (False, 2)
    # And with it what a building there is called.
    assert [each["buildings"] for each in change["schools"]] == [["教学楼"]]


def test_after_very_many_steps_all_is_told(session: Session, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(offline_pack, "MOST_STEPS", 1)
    [one, _other] = found(session, world)
    cursor = told_to(session, world.officer, NOW + HOUR)["cursor"]
    for full in (False, True):
        step(session, one, world.officer, StepKind.COMMENT, NOW + 2 * HOUR, note="一句话")
        assert told_to(session, world.officer, NOW + 2 * HOUR, cursor)["full"] is full


def test_of_many_schools_those_come_where_one_was_last(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_places, "MOST_SCHOOLS", 1)
    by_name = told_to(session, world.officer)
    assert (by_name["there_are_more"], [each["name"] for each in by_name["schools"]]) == (True, ["新安实验小学"])
    visit(session, world.officer, world.neighbour, {"PER-D-14": fail("看到的")})
    pack = told_to(session, world.officer, since=by_name["cursor"])
    assert (pack["full"], [each["name"] for each in pack["schools"]]) == (True, ["河滨幼儿园"])
    assert [each["school"] for each in pack["hazards"]] == [str(world.neighbour.uid)]


def test_of_many_hazards_the_most_urgent_come_and_never_only_changes(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(offline_hazards, "MOST_HAZARDS", 1)
    monkeypatch.setattr(offline_pack, "MOST_HAZARDS", 1)
    minor = reported(session, world.officer, world.school, severity=Severity.MINOR)
    alone = told_to(session, world.officer)
    assert (alone["there_are_more"], [*held(alone).hazards]) == (False, [str(minor.uid)])
    critical = reported(session, world.officer, world.school, severity=Severity.CRITICAL, told=told())
    pack = told_to(session, world.officer, since=alone["cursor"])
    assert (pack["full"], pack["there_are_more"], [*held(pack).hazards]) == (True, True, [str(critical.uid)])
    step(session, critical, world.supervisor, StepKind.VOID)
    pack = told_to(session, world.officer, since=pack["cursor"])
    assert (pack["full"], pack["there_are_more"], [*held(pack).hazards]) == (True, False, [str(minor.uid)])
