"""A supervisor plans: sees first what it asks for, publishes then, changes it, lets it rest."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.plan import Plan
from hazard_app.rules.rounds import Rhythm
from tests.client import PageClient
from tests.rounds import plan
from tests.world import World

SignInAs = Callable[[Person], PageClient]


def said(world: World, **more: Any) -> dict[str, Any]:
    asked = {"checklist": "PER-D", "zone": str(world.station.uid), "rhythm": "weekly", "role": "officer"}
    return asked | {"who": "one_of", "applies_from": "2026-11-23"} | more


def plans(session: Session) -> list[Plan]:
    session.rollback()
    session.expire_all()
    return list(session.scalars(select(Plan).order_by(Plan.id)))


def test_what_it_asks_for_is_seen_before_it_is_published(session: Session, world: World, sign_in_as: SignInAs) -> None:
    supervisor = sign_in_as(world.supervisor)
    looked = supervisor.post("/plans", data=said(world, look="yes"))
    assert (looked.status_code, plans(session)) == (200, [])
    # Two schools a week for three officers; nothing was measured yet.
    for words in ("每人每周 0.7 份", "2 所学校", "3 人", "11月27日 周五", "尚无实际用时", "学期安排未知"):
        assert words in looked.text
    assert supervisor.post("/plans", data=said(world, publish="yes")).status_code == 303
    [published] = plans(session)
    assert published.editions[0].rhythm is Rhythm.WEEKLY


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"rhythm": "own", "rule": "FREQ=SECONDLY"}, "检查最多按天重复"),
        ({"rhythm": "own", "rule": "FREQ=DAILY;COUNT=9"}, "不要写 COUNT 和 UNTIL"),
        ({"rhythm": "own", "rule": "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30"}, "两年内没有任何一天"),
        ({"rhythm": "own", "rule": "每周"}, "不是按天重复的"),
        ({"times": "25:00"}, "时刻写作"),
        ({"times": "16:00, 8:00"}, "时刻写作"),
        ({"applies_from": "2026-11-22"}, "过去的不变"),
        ({"applies_from": "9999-12-31"}, "十年以内"),
        ({"ends_on": "2026-11-01"}, "结束日期早于开始日期"),
        ({"role": "liaison"}, "不由他们填写"),
        ({"who": "person"}, "请选择由谁完成"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    session: Session, world: World, sign_in_as: SignInAs, wrong: dict[str, str], words: str
) -> None:
    answer = sign_in_as(world.supervisor).post("/plans", data=said(world, publish="yes", **wrong))
    assert (answer.status_code, words in answer.text, plans(session)) == (422, True, [])


def test_a_zone_without_schools_is_told_and_cannot_be_published(world: World, sign_in_as: SignInAs) -> None:
    answer = sign_in_as(world.supervisor).post("/plans", data=said(world, zone=str(world.west.uid), look="yes"))
    assert "没有适用的学校" in answer.text
    assert 'name="publish"' not in answer.text


def test_no_plan_for_somebody_elses_zone(session: Session, world: World, sign_in_as: SignInAs) -> None:
    answer = sign_in_as(world.supervisor).post("/plans", data=said(world, zone=str(world.far.uid), publish="yes"))
    assert (answer.status_code, plans(session)) == (422, [])


def test_whatever_it_asks_can_be_written_down(world: World, sign_in_as: SignInAs) -> None:
    form = sign_in_as(world.supervisor).get("/plans/new").text.split('action="/plans#cost"')[1].split("</form>")[0]
    assert ('name="times"' in form, 'type="hidden"' in form) == (True, False)


def test_times_are_taken_as_people_write_them(session: Session, world: World, sign_in_as: SignInAs) -> None:
    sign_in_as(world.supervisor).post("/plans", data=said(world, times="8：00，16:30", publish="yes"))
    assert plans(session)[0].editions[0].times == ["08:00", "16:30"]


def test_a_change_is_another_edition(session: Session, world: World, sign_in_as: SignInAs) -> None:
    daily = plan(session, world)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/plans/{daily.uid}"
    assert "修改计划" in supervisor.get(f"{where}/edit").text
    assert supervisor.post(where, data=said(world, publish="yes")).status_code == 303
    [changed] = plans(session)
    assert [(each.number, each.rhythm) for each in changed.editions] == [(1, Rhythm.SCHOOL_DAYS), (2, Rhythm.WEEKLY)]


def test_it_rests_and_goes_on(session: Session, world: World, sign_in_as: SignInAs) -> None:
    daily = plan(session, world)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/plans/{daily.uid}"
    assert supervisor.post(f"{where}/pauses", data={"starts_on": "2026-11-20", "reason": "停课"}).status_code == 422
    supervisor.post(f"{where}/pauses", data={"starts_on": "2026-11-23", "reason": "停课"})
    page = supervisor.get(where).text
    assert ("11月23日 周一起暂停" in page, "今后没有到期的日子" in page, "每人每周" in page) == (True, True, False)
    assert "已暂停" in supervisor.get("/plans").text
    [resting] = plans(session)
    supervisor.post(f"{where}/pauses/{resting.pauses[0].uid}/destroy")
    assert "已暂停" not in supervisor.get("/plans").text


def test_a_day_is_left_out_and_asked_for_after_all(session: Session, world: World, sign_in_as: SignInAs) -> None:
    daily = plan(session, world)
    session.commit()
    supervisor, where = sign_in_as(world.supervisor), f"/plans/{daily.uid}"
    supervisor.post(f"{where}/skips", data={"due_on": "2026-11-24", "reason": "运动会"})
    assert "11月24日 周二 跳过" in supervisor.get(where).text
    assert "没有到期的检查" not in supervisor.get("/plans").text
    supervisor.post(f"{where}/skips/{plans(session)[0].skips[0].uid}/destroy")
    assert "运动会" not in supervisor.get(where).text


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "每周一、周三、周五"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "每 2 周的周五"),
        ("FREQ=DAILY;INTERVAL=3", "每 3 天"),
        ("FREQ=MONTHLY;BYDAY=2TU", "每月第二个周二"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "每月最后一天"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "每月 1、15 日"),
        ("FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=15", "按指定日期"),
    ],
)
def test_a_rule_is_shown_in_words(session: Session, world: World, sign_in_as: SignInAs, rule: str, words: str) -> None:
    own = plan(session, world, Rhythm.OWN, rule=rule)
    session.commit()
    page = sign_in_as(world.officer).get(f"/plans/{own.uid}").text
    assert (words in page, "FREQ" in page) == (True, False)
