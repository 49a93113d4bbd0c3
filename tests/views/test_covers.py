"""Who does whose rounds is arranged in a minute, seen by both on Today, and ended as fast."""

from collections.abc import Callable
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.rules.rounds import Who
from tests.client import PageClient
from tests.rounds import MONDAY, plan
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


def said(by: Person, **more: str) -> dict[str, str]:
    """This week."""
    return {"id": str(uuid4()), "who": str(by.uid), "starts_on": "2026-11-23", "ends_on": "2026-11-30"} | more


def arranged(session: Session) -> list[tuple[int, int]]:
    """Who is away, and who does it."""
    session.rollback()
    return [(each.absent_id, each.person_id) for each in session.scalars(select(Cover).order_by(Cover.id))]


def test_who_is_away_names_a_colleague_and_both_see_it(session: Session, world: World, sign_in_as: SignInAs) -> None:
    plan(session, world, who=Who.EACH_OF, schools=(world.school.id,))
    session.commit()
    away, stands_in = sign_in_as(world.officer), sign_in_as(world.officer2)
    assert "周磊" in away.get("/covers/new").text
    answer = away.post("/covers", data=said(world.officer2), follow_redirects=True)
    assert "周磊" in answer.text[answer.text.index("谁替我的班") :]
    assert "替班：王敏，至11月30日 周一" in stands_in.get("/today").text
    assert "替班" in stands_in.get("/today").text
    assert "周磊替您的班，至11月30日 周一" in away.get("/today").text
    assert "替班：王敏" not in sign_in_as(world.auxiliary).get("/today").text
    assert arranged(session) == [(world.officer.id, world.officer2.id)]


def test_it_is_said_no_longer_when_it_is_over(
    session: Session, world: World, sign_in_as: SignInAs, at: Callable[..., None]
) -> None:
    sign_in_as(world.officer).post("/covers", data=said(world.officer2, ends_on="2026-11-23"))
    at(NOW + timedelta(days=1))
    assert "替班：王敏" not in sign_in_as(world.officer2).get("/today").text


def test_only_those_who_could_are_offered(world: World, sign_in_as: SignInAs) -> None:
    page = sign_in_as(world.officer).get("/covers/new").text
    offered = {
        person.username for person in vars(world).values() if isinstance(person, Person) and str(person.uid) in page
    }
    # The page names its own person, who is away.
    assert offered == {"officer", "officer2", "auxiliary", "supervisor"}
    page = sign_in_as(world.liaison).get("/covers/new").text
    assert str(world.liaison2.uid) in page
    assert str(world.officer.uid) not in page


def test_nobody_could_is_said(session: Session, world: World, sign_in_as: SignInAs) -> None:
    assert "暂无人可以替班" in sign_in_as(world.outsider).get("/covers/new").text


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"ends_on": "2026-11-22", "starts_on": "2026-11-20"}, "这几天已经过去"),
        ({"ends_on": "2026-11-22"}, "最后一天早于第一天"),
        ({"ends_on": "2027-02-23"}, "一次最长三个月"),
        ({"ends_on": ""}, "最后一天：必填"),
        ({"who": ""}, "替班人：必填"),
        ({"ends_on": "later"}, "later"),
    ],
)
def test_what_cannot_be_is_told_at_its_field(
    session: Session, world: World, sign_in_as: SignInAs, wrong: dict[str, str], words: str
) -> None:
    answer = sign_in_as(world.officer).post("/covers", data=said(world.officer2, **wrong))
    assert (answer.status_code, words in answer.text, arranged(session)) == (422, True, [])


def test_somebody_who_is_not_offered_is_refused(session: Session, world: World, sign_in_as: SignInAs) -> None:
    for other in (world.outsider, world.officer, world.auditor):
        assert sign_in_as(world.officer).post("/covers", data=said(other)).status_code == 422
    assert arranged(session) == []


def test_two_for_one_person_are_allowed_and_said(session: Session, world: World, sign_in_as: SignInAs) -> None:
    away = sign_in_as(world.officer)
    away.post("/covers", data=said(world.officer2))
    away.post("/covers", data=said(world.auxiliary, starts_on="2026-11-30", ends_on="2026-12-04"))
    page = away.get("/covers").text
    assert len(arranged(session)) == 2
    assert "其中几天孙辅也替班" in page
    assert "其中几天周磊也替班" in page


def test_a_double_tap_arranges_it_once(session: Session, world: World, sign_in_as: SignInAs) -> None:
    away, twice = sign_in_as(world.officer), said(world.officer2)
    assert [away.post("/covers", data=twice).status_code for _ in range(2)] == [303, 303]
    assert len(arranged(session)) == 1
    assert away.post("/covers", data=twice | {"who": str(world.auxiliary.uid)}).status_code == 409


def test_a_supervisor_arranges_it_for_their_people_and_for_no_others(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    supervisor = sign_in_as(world.supervisor)
    for absent, by in ((world.officer, world.officer2), (world.liaison, world.liaison2)):
        assert supervisor.post("/covers", data=said(by, person=str(absent.uid))).status_code == 303
    assert supervisor.post("/covers", data=said(world.officer, person=str(world.outsider.uid))).status_code == 404
    page = sign_in_as(world.officer).get("/covers").text
    assert "由李建国安排" in page
    assert [text in supervisor.get("/covers").text for text in ("周磊替王敏", "吴静替陈立")] == [True, True]
    assert "周磊替王敏" in supervisor.get(f"/covers?zone={world.east.uid}").text
    assert "周磊替王敏" not in supervisor.get(f"/covers?zone={world.west.uid}").text


def test_the_zone_and_me_lead_there(world: World, sign_in_as: SignInAs) -> None:
    zone = sign_in_as(world.supervisor).get(f"/zones/{world.east.uid}").text
    assert f"/covers?zone={world.east.uid}" in zone
    assert "/covers" in sign_in_as(world.liaison).get("/me").text
    assert "/covers" not in sign_in_as(world.officer).get(f"/zones/{world.east.uid}").text


def test_it_is_ended_by_whoever_may_arrange_it(session: Session, world: World, sign_in_as: SignInAs) -> None:
    away, stands_in, other = (sign_in_as(each) for each in (world.officer, world.officer2, world.outsider))
    away.post("/covers", data=said(world.officer2))
    uid = session.scalars(select(Cover.uid)).one()
    assert [each.post(f"/covers/{uid}/end").status_code for each in (stands_in, other)] == [403, 404]
    answer = away.post(f"/covers/{uid}/end", follow_redirects=True)
    assert "今天起" in answer.text
    assert arranged(session) == []


def test_a_stand_in_who_left_is_said_to_have_left(session: Session, world: World, sign_in_as: SignInAs) -> None:
    away = sign_in_as(world.officer)
    away.post("/covers", data=said(world.officer2))
    sign_in_as(world.administrator).post(f"/people/{world.officer2.uid}/deactivation")
    assert "已离任，目前无人替班" in away.get("/covers").text
    assert "周磊替您的班" not in away.get("/today").text


def test_what_had_begun_stays_until_yesterday(session: Session, world: World, sign_in_as: SignInAs) -> None:
    away = sign_in_as(world.officer)
    away.post("/covers", data=said(world.officer2, starts_on="2026-11-16"))
    uid = session.scalars(select(Cover.uid)).one()
    away.post(f"/covers/{uid}/end")
    session.rollback()
    session.expire_all()
    assert session.scalars(select(Cover.ends_on)).one() == MONDAY - timedelta(days=1)
