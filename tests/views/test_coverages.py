"""Coverage and the checks behind it, as pages: what a supervisor and an officer read, in both languages."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.note_hindrance import Hindered, note_hindrance
from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.rules.rounds import HindranceKind, Rhythm, Who
from hazard_app.rules.terms import Role
from tests.client import PageClient
from tests.rounds import MONDAY, go, local, name, plan, tasks
from tests.visits import told
from tests.world import NOW, World

DAY = timedelta(days=1)
ENGLISH = {"Accept-Language": "en"}
SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def week(session: Session, world: World) -> Plan:
    """Last week's days at the primary school: in time, a day late, called away, missed, in time; and nobody was at the
    kindergarten.
    """
    daily = plan(session, world, applies_from=MONDAY - 7 * DAY, open_after=1)
    for back, late in ((7, 0), (6, 1), (3, 0)):
        due_on = MONDAY - back * DAY
        go(session, world.officer, world.school, local(due_on + late * DAY), task=name(daily, world.school, due_on))
    wednesday = MONDAY - 5 * DAY
    hindered = Hindered(told(local(wednesday)), HindranceKind.CALL, new_day=wednesday + 2 * DAY)
    note_hindrance(session, world.officer, world.school, name(daily, world.school, wednesday), hindered)
    session.commit()
    return daily


@pytest.mark.usefixtures("week")
def test_the_head_says_how_many_were_missed_and_what_the_rates_are_made_of(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.supervisor).get(f"/zones/{world.station.uid}/coverage").text
    # Two of ten in time, cut off and not rounded; one of the two schools has a check.
    for words in ("近 12 周，未检 6 次", "50%，1/2 所", "20%，2/10 次", "未能检查 1 次", "未检 5", "0/5", "3/5"):
        assert words in page
    assert page.index("河滨幼儿园") < page.index("新安实验小学")


@pytest.mark.usefixtures("week")
def test_each_week_is_told_to_the_ear_in_both_languages(world: World, sign_in_as: SignInAs) -> None:
    officer, where = sign_in_as(world.officer), f"/zones/{world.east.uid}/coverage"
    page = officer.get(where).text
    assert ("11.16 周 未检" in page, "11.23 周 未到期" in page, "11.9 周 不涉及" in page) == (True, True, True)
    english = officer.get(where, headers=ENGLISH).text
    for words in ("week of 11.16: missed", "week of 11.23: not due yet", "6 checks missed in 12 weeks", "50%, 1 of 2"):
        assert words in english


@pytest.mark.usefixtures("week")
def test_a_week_leads_to_its_checks_with_who_made_them_and_why_not(world: World, sign_in_as: SignInAs) -> None:
    officer = sign_in_as(world.officer)
    where = f"/tasks?school={world.school.uid}&from=2026-11-16&until=2026-11-22"
    assert where.replace("&", "&amp;") in officer.get(f"/zones/{world.east.uid}/coverage").text
    page = officer.get(where).text
    for words in ("按期检查", "超期补查", "未能检查", "处警", "改到11月20日 周五", "11月19日 周四到期", "王敏"):
        assert words in page
    assert (page.count('href="/inspections/'), "11月23日" in page) == (3, False)


@pytest.mark.usefixtures("week")
def test_what_nobody_opened_is_listed_too_and_stays_unopened(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    page = sign_in_as(world.supervisor).get(f"/tasks?zone={world.station.uid}&state=missed").text
    assert (page.count("河滨幼儿园"), page.count("<strong>"), len(tasks(session))) == (5, 6, 4)


def test_a_list_goes_on_where_it_ended_over_rows_and_what_is_none(
    session: Session, world: World, sign_in_as: SignInAs, monkeypatch: pytest.MonkeyPatch
) -> None:
    daily = plan(session, world, applies_from=MONDAY - 7 * DAY)
    for back in (7, 4):
        due_on = MONDAY - back * DAY
        go(session, world.officer, world.school, local(due_on), task=name(daily, world.school, due_on))
    session.commit()
    monkeypatch.setattr("hazard_app.reports.task_list.PAGE", 5)
    officer, more, days = sign_in_as(world.officer), "/tasks", list[str]()
    while more:
        page = officer.get(more).text
        days += re.findall(r"(11月\d+日) 周.到期", page)
        more = next(iter(re.findall(r'href="(/tasks[^"]*)" rel="next"', page)), "").replace("&amp;", "&")
    assert days == [f"11月{day}日" for day in (23, 23, 20, 20, 19, 19, 18, 18, 17, 17, 16, 16)]


@pytest.mark.usefixtures("week")
def test_one_checklist_is_chosen_by_a_touch(session: Session, world: World, sign_in_as: SignInAs) -> None:
    plan(session, world, Rhythm.WEEKLY, code="PER-W", applies_from=MONDAY - 7 * DAY)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/zones/{world.station.uid}/coverage"
    page = supervisor.get(where).text
    assert f"{where}?checklist=PER-W" in page
    assert "近 12 周，未检 8 次" in page
    assert "近 12 周，未检 2 次" in supervisor.get(f"{where}?checklist=PER-W").text
    assert supervisor.get(f"{where}?checklist=FIRE-W").status_code == 422


def test_nothing_of_nothing_is_no_rate(world: World, sign_in_as: SignInAs, session: Session) -> None:
    plan(session, world, applies_from=MONDAY)
    session.commit()
    page = sign_in_as(world.supervisor).get(f"/zones/{world.station.uid}/coverage").text
    assert ("近 12 周，没有未检" in page, page.count("<b>–</b>")) == (True, 2)


def test_a_persons_own_check_says_whose_it_is(session: Session, world: World, sign_in_as: SignInAs) -> None:
    plan(session, world, who=Who.EACH_OF, role=Role.SUPERVISOR, applies_from=MONDAY)
    session.commit()
    assert "李建国" in sign_in_as(world.officer).get(f"/tasks?school={world.school.uid}").text


@pytest.mark.usefixtures("week")
def test_a_liaison_reads_the_checks_of_their_school_and_of_no_other(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.liaison).get("/tasks").text
    assert ("新安实验小学" in page, "河滨幼儿园" in page) == (True, False)


@pytest.mark.parametrize("wrong", ["from=yesterday", "state=lost", "checklist=NONE", "school=7"])
def test_what_is_no_filter_is_told(world: World, sign_in_as: SignInAs, wrong: str) -> None:
    assert sign_in_as(world.officer).get(f"/tasks?{wrong}").status_code == 422


def test_days_without_end_end_with_this_week(session: Session, world: World, sign_in_as: SignInAs) -> None:
    plan(session, world, applies_from=MONDAY)
    session.commit()
    page = sign_in_as(world.officer).get(f"/tasks?school={world.school.uid}&until=9999-12-31").text
    assert ("11月27日 周五到期" in page, "11月30日" in page) == (True, False)


def test_today_tells_a_supervisor_zone_by_zone_what_is_overdue_and_missed(
    session: Session, world: World, sign_in_as: SignInAs, at: Callable[..., None]
) -> None:
    assert "各警务区检查" not in sign_in_as(world.supervisor).get("/today").text
    plan(session, world, applies_from=MONDAY)
    plan(session, world, Rhythm.WEEKLY, code="PER-W", applies_from=MONDAY - 7 * DAY, open_after=6)
    session.commit()
    at(NOW + DAY)
    page = sign_in_as(world.supervisor).get("/today").text
    east = page.split("各警务区检查")[1].split("</li>")[0]
    for words in (f"/zones/{world.east.uid}/coverage", "2 项超期未检", "本周未检 2 次"):
        assert words in east
    assert page.index("各警务区检查") < page.index("逾期未改最久")
    assert "本周没有超期和未检" in page


@pytest.mark.usefixtures("week")
def test_of_a_school_that_moved_away_its_past_is_told_where_it_was(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    world.school.zone = world.far
    session.commit()
    where = f"/tasks?school={world.school.uid}"
    assert sign_in_as(world.officer).get(where).text.count('href="/inspections/') == 3
    assert sign_in_as(world.outsider).get(where).text.count('href="/inspections/') == 0
    assert sign_in_as(world.outsider).get(f"/tasks?school={world.neighbour.uid}").status_code == 404
