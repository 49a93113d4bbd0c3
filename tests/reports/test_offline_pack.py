"""What a phone takes along, and that changes told one after another are as good as all told anew."""

from collections import defaultdict
from datetime import datetime, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.add_step import offered
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person, read_person
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.rules.terms import Role, Severity, StepKind
from tests.deeds import DEEDS, Deed, tried
from tests.packs import Held, Told, held, told_to
from tests.reporting import reported, told
from tests.visits import fail, item_of, photo, step, the_hazard, visit
from tests.world import NOW, World

PHONES = ("officer", "officer2", "supervisor", "liaison", "liaison2", "auditor", "outsider", "administrator", "nobody")
OFFLINE = {"fix", "recheck_pass", "recheck_fail", "ask_more_time", "comment", "seen_again"}
POLICE_ONLY = "PER-W-23"
# A deed, minutes until it is done, and whose phone asks then, if any does.
MOMENTS = st.tuples(DEEDS, st.sampled_from((0, 1, 60, 60, 300, 1380)), st.sampled_from((*PHONES[:5], *PHONES, "")))


@given(st.lists(MOMENTS, min_size=1, max_size=15))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_changes_one_after_another_are_as_good_as_a_whole_pack(
    session: Session, world: World, history: list[tuple[Deed, int, str]]
) -> None:
    session.rollback()
    phones: dict[str, Held] = defaultdict(Held)
    minutes = 0
    for deed, later, who in history:
        minutes += later
        tried(session, world, deed, minutes // 60)
        if who:
            compare(session, getattr(world, who), phones[who], NOW + timedelta(minutes=minutes))
    for who in PHONES:
        compare(session, getattr(world, who), phones[who], NOW + timedelta(minutes=minutes))
    session.rollback()


def compare(session: Session, person: Person, phone: Held, now: datetime) -> None:
    phone.take(told_to(session, person, now, phone.cursor))
    assert phone == held(told_to(session, person, now))
    look_at(session, person, phone, now)


def look_at(session: Session, person: Person, phone: Held, now: datetime) -> None:
    """By the roads of the pages: what is open, what lists hold, what may be done."""
    whoever = read_person(session, person.id)
    assert whoever
    reach = whoever.reach_on(now.date())
    here = Hazard.visible_to(reach).where(Hazard.open_only(), Hazard.school.has(School.closed_on.is_(None)))
    hazards = {str(hazard.uid): hazard for hazard in session.scalars(here)}
    listed = {str(hazard.uid) for hazard in session.scalars(Hazard.listed_for(reach, now).where(Hazard.open_only()))}
    assert phone.hazards.keys() == hazards.keys()
    for uid, each in phone.hazards.items():
        assert each["listed"] == (uid in listed)
        assert set(each["may"]) == {kind.value for kind in offered(session, hazards[uid], whoever, now)} & OFFLINE
        assert each["school"] in phone.schools


def test_a_hazard_is_told_as_the_pages_tell_it(session: Session, world: World) -> None:
    hazard = found(session, world)
    pack = told_to(session, world.officer)
    assert (pack["person"], pack["full"], pack["there_are_more"]) == (str(world.officer.uid), True, False)
    [each] = pack["hazards"]
    assert each == {
        "uid": str(hazard.uid),
        "number": f"2026-{hazard.id:04d}",
        "school": str(world.school.uid),
        "item": "PER-D-14",
        "title": "护栏松动",
        "severity": item_of(session, "PER-D-14").severity.value,
        "state": "open",
        "found_at": "2026-11-23T06:02:00+00:00",
        "deadline": hazard.deadline.isoformat(),
        "length": 1,
        "building": "教学楼",
        "room": None,
        "place": "",
        "cover": None,
        "listed": True,
        "may": ["fix", "recheck_pass", "comment", "seen_again"],
    }


def found(session: Session, world: World, code: str = "PER-D-14") -> Hazard:
    visit(session, world.officer, world.school, {code: fail("护栏松动", building="教学楼")})
    return the_hazard(session)


def test_schools_come_with_what_may_be_filled_there(session: Session, world: World) -> None:
    found(session, world)
    pack = told_to(session, world.officer)
    schools = {school["name"]: school for school in pack["schools"]}
    assert set(schools) == {"新安实验小学", "河滨幼儿园"}
    ours = schools["新安实验小学"]
    assert (ours["kind"], ours["zone"], ours["buildings"]) == ("小学", "东片警务区", ["教学楼"])
    assert (ours["latitude"], ours["longitude"], ours["radius"]) == (36.6512, 117.0205, 150)
    known = {each["uid"]: each for each in pack["checklists"]}
    assert [known[uid]["done_by"] for uid in ours["checklists"]][:2] == ["post", "patrol"]
    assert {each["done_by"] for each in told_to(session, world.liaison)["checklists"]} == {"self"}


def test_no_name_of_anybody_is_in_it(session: Session, world: World) -> None:
    hazard = found(session, world)
    step(session, hazard, world.liaison, StepKind.FIX, after=[photo(session, world.liaison, "after")])
    said = str(told_to(session, world.supervisor))
    assert not [name for name in ("王敏", "陈立", "周磊") if name in said]


def test_what_is_police_only_is_in_no_pack_of_a_school_and_in_no_change(session: Session, world: World) -> None:
    visit(session, world.officer, world.school, {POLICE_ONLY: fail("看到的", building="男生宿舍")})
    hazard = the_hazard(session)
    assert [each["uid"] for each in told_to(session, world.officer)["hazards"]] == [str(hazard.uid)]
    pack = told_to(session, world.liaison)
    assert (pack["hazards"], [each["buildings"] for each in pack["schools"]]) == ([], [[]])
    step(session, hazard, world.supervisor, StepKind.VOID)
    change = told_to(session, world.liaison, since=pack["cursor"])
    assert (change["full"], change["schools"], change["hazards"], change["hazards_gone"]) == (False, [], [], [])
    assert told_to(session, world.officer)["hazards"] == []


def test_an_auditor_only_reads_and_an_administrator_holds_nothing(session: Session, world: World) -> None:
    found(session, world)
    pack = told_to(session, world.auditor)
    assert (len(pack["schools"]), pack["checklists"], [each["may"] for each in pack["hazards"]]) == (2, [], [[]])
    for person in (world.administrator, world.nobody):
        pack = told_to(session, person)
        assert (pack["schools"], pack["checklists"], pack["hazards"]) == ([], [], [])


def test_nobody_is_offered_to_recheck_their_own_fix(session: Session, world: World) -> None:
    hazard = found(session, world)
    step(session, hazard, world.officer, StepKind.FIX, after=[photo(session, world.officer, "after")])
    assert may(told_to(session, world.officer)) == ["comment", "seen_again"]
    assert may(told_to(session, world.officer2)) == ["recheck_pass", "recheck_fail", "comment", "seen_again"]
    assert may(told_to(session, world.liaison)) == ["ask_more_time", "comment"]


def test_whose_newest_fix_it_is_decides_and_no_earlier_one(session: Session, world: World) -> None:
    hazard = found(session, world)
    for number, fixer in enumerate((world.officer, world.officer2)):
        after = [photo(session, fixer, f"after {number}")]
        step(session, hazard, fixer, StepKind.FIX, NOW + timedelta(minutes=number), after=after)
        if fixer is world.officer:
            step(session, hazard, world.supervisor, StepKind.RECHECK_FAIL, NOW + timedelta(minutes=number))
    assert "recheck_pass" in may(told_to(session, world.officer))
    assert "recheck_pass" not in may(told_to(session, world.officer2))


def may(pack: Told) -> list[str]:
    [hazard] = pack["hazards"]
    allowed: list[str] = hazard["may"]
    return allowed


def test_a_change_tells_what_came_what_moved_and_what_is_gone(session: Session, world: World) -> None:
    closed = found(session, world)
    pack = told_to(session, world.officer2)
    later = NOW + timedelta(hours=1)
    step(session, closed, world.officer2, StepKind.RECHECK_PASS, later, after=[photo(session, world.officer2, "gone")])
    other = reported(session, world.liaison, world.school, note="新的", told=at(later))
    change = told_to(session, world.officer2, later, pack["cursor"])
    assert (change["full"], change["hazards_gone"]) == (False, [str(closed.uid)])
    assert [(each["uid"], each["title"]) for each in change["hazards"]] == [(str(other.uid), "新的")]


def at(moment: datetime) -> object:
    return told(made_at=moment, sent_at=moment, received_at=moment)


def test_a_finding_of_the_school_joins_the_others_by_the_hour_alone(session: Session, world: World) -> None:
    hazard = reported(session, world.liaison, world.school, note="插线板串接", severity=Severity.MINOR)
    before, after = hazard.deadline - timedelta(hours=1), hazard.deadline + timedelta(hours=1)
    for person, was, joined in (
        (world.officer, (False, True), (True, True)),
        (world.liaison2, (True, True), (True, False)),
        (world.liaison, (True, False), (True, False)),  # who found it is not the second person
    ):
        pack = told_to(session, person, before)
        assert (pack["hazards"][0]["listed"], "recheck_pass" in may(pack)) == was
        change = told_to(session, person, after, pack["cursor"])
        assert not change["full"]
        assert (change["hazards"][0]["listed"], "recheck_pass" in may(change)) == joined
    assert session.scalar(select(Hazard.length)) == 1


def test_who_serves_a_school_has_its_own_findings_listed_also_with_a_zone_besides(
    session: Session, world: World
) -> None:
    reported(session, world.liaison, world.school, note="插线板串接", severity=Severity.MINOR)
    session.add(Posting(person=world.liaison, role=Role.OFFICER, zone=world.far, starts_on=NOW.date()))
    session.flush()
    assert [each["listed"] for each in told_to(session, world.liaison)["hazards"]] == [True]
    assert [each["listed"] for each in told_to(session, world.officer)["hazards"]] == [False]


def test_a_school_that_asks_for_more_time_has_its_finding_listed(session: Session, world: World) -> None:
    hazard = reported(session, world.liaison, world.school, note="插线板串接", severity=Severity.MINOR)
    pack = told_to(session, world.officer, NOW + timedelta(hours=1))
    assert [each["listed"] for each in pack["hazards"]] == [False]
    step(session, hazard, world.liaison, StepKind.ASK_MORE_TIME, NOW + timedelta(hours=2), note="等配件")
    change = told_to(session, world.officer, NOW + timedelta(hours=2), pack["cursor"])
    assert (change["full"], [each["listed"] for each in change["hazards"]]) == (False, [True])
