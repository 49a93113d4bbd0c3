"""A school's own ledger: what stands in it, in which order, who is told of it, and what is credit."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.reports.ledger import Ledger, every_line, ledger
from hazard_app.reports.ledger_credit import credit
from hazard_app.rules.terms import Joining, Severity, StepKind
from tests.reporting import reported, told
from tests.visits import GONE, fail, hazards, photo, step, visit
from tests.world import NOW, World

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def found(session: Session, world: World, note: str, at: datetime = NOW - HOUR, **said: Any) -> Hazard:
    """By the school itself, minor, so that it has thirty days."""
    when = told(made_at=at, sent_at=at, received_at=at)
    return reported(
        session, world.liaison, world.school, note=note, **{"severity": Severity.MINOR, "told": when, **said}
    )


def closed(session: Session, world: World, note: str, at: datetime) -> Hazard:
    """Found two days before, fixed the day after by Chen, checked by Wu."""
    hazard = found(session, world, note, at - 2 * DAY)
    after = photo(session, world.liaison, f"{note} after")
    step(session, hazard, world.liaison, StepKind.FIX, at - DAY, after=[after])
    step(session, hazard, world.liaison2, StepKind.RECHECK_PASS, at)
    return hazard


def read(session: Session, person: Person, world: World, after: str = "") -> Ledger:
    return ledger(session, person.reach_on(NOW.date()), world.school, NOW, after)


def notes(lines: list[Any]) -> list[str]:
    return [line.row.title.zh for line in lines]


def test_only_what_the_school_found_itself_stands_in_it(session: Session, world: World) -> None:
    found(session, world, "插线板串接")
    reported(session, world.officer, world.school, note="民警发现")
    void = found(session, world, "登记错了")
    step(session, void, world.supervisor, StepKind.VOID, NOW)
    assert notes(read(session, world.liaison, world).open) == ["插线板串接"]


def test_what_is_due_first_stands_first_and_what_waits_for_the_second_person_apart(
    session: Session, world: World
) -> None:
    for note, days in (("后到期", 1), ("先到期", 5), ("已整改", 3)):
        found(session, world, note, NOW - days * DAY)
    step(session, hazards(session)[2], world.liaison, StepKind.FIX, NOW - HOUR)
    seen = read(session, world.liaison2, world)
    assert (notes(seen.open), notes(seen.awaiting)) == (["先到期", "后到期"], ["已整改"])


def test_a_closed_one_says_who_found_fixed_and_checked_it(session: Session, world: World) -> None:
    closed(session, world, "插线板串接", NOW - HOUR)
    [line] = read(session, world.liaison, world).closed
    assert line.fixed
    assert line.checked
    assert (line.row.found_by, line.fixed.who, line.checked.who) == ("陈立", "陈立", "吴静")
    assert (line.fixed.at, line.checked.at) == (NOW - HOUR - DAY, NOW - HOUR)
    assert line.after_uid
    assert line.joined == ()


def test_a_fix_that_did_not_hold_is_none(session: Session, world: World) -> None:
    hazard = found(session, world, "插线板串接", NOW - DAY)
    step(session, hazard, world.liaison, StepKind.FIX, NOW - 2 * HOUR, after=[photo(session, world.liaison, "after")])
    step(session, hazard, world.liaison2, StepKind.RECHECK_FAIL, NOW - HOUR, note="还在")
    [line] = read(session, world.liaison, world).open
    assert (line.fixed, line.checked, line.after_uid) == (None, None, None)


@pytest.fixture
def joined(session: Session, world: World) -> None:
    """One for each reason, and one that is the school's own affair."""
    found(session, world, "本校自改")
    found(session, world, "重大", severity=Severity.CRITICAL)
    found(session, world, "逾期", NOW - 60 * DAY)
    step(session, found(session, world, "求助"), world.liaison, StepKind.ASK_MORE_TIME, NOW, note="等施工")


@pytest.mark.usefixtures("joined")
def test_the_school_reads_why_what_has_joined_the_others(session: Session, world: World) -> None:
    seen = read(session, world.liaison, world)
    assert {line.row.title.zh: line.joined for line in seen.open} == {
        "本校自改": (),
        "重大": (Joining.CRITICAL,),
        "逾期": (Joining.OVERDUE,),
        "求助": (Joining.HELP_ASKED,),
    }
    assert (seen.own, seen.apart) == (True, 0)


@pytest.mark.usefixtures("joined")
@pytest.mark.parametrize("who", ["officer", "supervisor", "auditor"])
def test_police_read_there_what_has_joined_and_how_many_more_there_are(
    session: Session, world: World, who: str
) -> None:
    seen = read(session, getattr(world, who), world)
    assert set(notes(seen.open)) == {"重大", "逾期", "求助"}
    assert (seen.own, seen.apart) == (False, 1)


def test_what_was_late_when_it_was_closed_stays_told_to_police(session: Session, world: World) -> None:
    closed(session, world, "按期", NOW - HOUR)
    late = found(session, world, "晚了", NOW - 60 * DAY)
    step(session, late, world.officer, StepKind.RECHECK_PASS, NOW - HOUR)
    assert notes(read(session, world.officer, world).closed) == ["晚了"]
    assert set(notes(read(session, world.liaison, world).closed)) == {"按期", "晚了"}


def test_closed_ones_come_page_by_page_each_once(
    session: Session, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hazard_app.reports.ledger.PAGE", 2)
    for number in range(5):
        closed(session, world, f"第 {number} 处", NOW - number * HOUR)
    seen: list[str] = []
    after = ""
    for _page in range(3):
        page = read(session, world.liaison, world, after)
        seen, after = [*seen, *notes(page.closed)], page.after
    assert (seen, after) == ([f"第 {number} 处" for number in range(5)], "")


def test_the_file_holds_all_of_it(session: Session, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hazard_app.reports.ledger.CHUNK", 2)
    for number in range(5):
        closed(session, world, f"第 {number} 处", NOW - number * HOUR)
    found(session, world, "在改")
    session.commit()
    parts = every_line(session, world.liaison.reach_on(NOW.date()), world.school, NOW)
    assert [len(part) for part in parts] == [1, 2, 2, 1]


def test_the_credit_is_of_this_term(session: Session, world: World) -> None:
    """It is November: the term began on 1 September, in the school's own time."""
    closed(session, world, "本学期", NOW - HOUR)
    closed(session, world, "上学期", datetime(2026, 8, 20, 2, tzinfo=NOW.tzinfo))
    late = found(session, world, "晚了", NOW - 60 * DAY)
    step(session, late, world.officer, StepKind.RECHECK_PASS, NOW - HOUR)
    reported(session, world.officer, world.school, note="民警发现")
    visit(session, world.liaison, world.school, {"FIRE-W-02": fail("无记录")}, NOW - DAY)
    visit(session, world.liaison2, world.school, {"FIRE-W-02": GONE}, NOW - HOUR)
    sums = credit(session, world.liaison.reach_on(NOW.date()), world.school, NOW)
    assert (sums.checks, sums.found, sums.found_by_all, sums.closed, sums.on_time) == (2, 3, 4, 3, 2)
