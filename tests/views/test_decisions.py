"""What only some decide: who has it in hand, how severe it is, whether it counts. Nobody else learns from asking."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.rules.terms import Severity
from hazard_app.words import word
from tests.client import PageClient
from tests.reporting import reported
from tests.stepping import given, standing, take
from tests.world import LONG_AGO, NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def hazard(session: Session, world: World) -> Hazard:
    found = reported(session, world.officer, world.school, "SEC_PHYS", note="围栏缺两根竖杆")
    session.commit()
    return found


def test_a_school_learns_nothing_by_asking_for_what_others_decide(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    secret = reported(session, world.officer, world.school, "CONFLICT", note="秘")
    session.commit()
    liaison = sign_in_as(world.liaison)
    page = liaison.post(f"/hazards/{hazard.uid}/steps", data=given("assign"))
    assert page.status_code == 403
    assert world.officer2.name not in page.text
    people = [take(liaison, hazard, "assign", person=str(each.uid)) for each in (world.officer2, world.outsider)]
    numbers = [take(liaison, hazard, "void", note="x", duplicate_of=number) for number in (str(secret.id), "99999")]
    assert [answer.status_code for answer in (*people, *numbers)] == [403] * 4


def test_what_a_supervisor_calls_major_stays_so_until_a_supervisor_says_otherwise(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    supervisor, officer = sign_in_as(world.supervisor), sign_in_as(world.officer)
    same: dict[str, Any] = {"severity": hazard.severity.value}
    assert take(supervisor, hazard, "regrade", is_major="yes", note="依据", **same).status_code == 201
    assert take(officer, hazard, "regrade", note="不算", **same).status_code == 403
    assert standing(session, hazard).is_major
    assert take(supervisor, hazard, "regrade", note="复核后不算", **same).status_code == 201
    assert not standing(session, hazard).is_major


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "status"),
    [(LONG_AGO, date(2027, 6, 30), 201), (date(2027, 6, 30), None, 422), (LONG_AGO, NOW.date() - timedelta(1), 422)],
)
def test_who_is_posted_here_today_may_have_it_in_hand(
    session: Session,
    world: World,
    sign_in_as: SignInAs,
    hazard: Hazard,
    starts_on: date,
    ends_on: date | None,
    status: int,
) -> None:
    posting = session.scalars(select(Posting).where(Posting.person_id == world.officer2.id)).one()
    posting.starts_on, posting.ends_on = starts_on, ends_on
    session.commit()
    answer = take(sign_in_as(world.supervisor), hazard, "assign", person=str(world.officer2.uid))
    assert answer.status_code == status


def test_two_are_not_each_others_duplicates(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    twin = reported(session, world.officer, world.school, note="同一处围栏")
    session.commit()
    supervisor = sign_in_as(world.supervisor)
    wrong_year = f"2019-{hazard.id:04d}"
    assert take(supervisor, twin, "void", note="重复", duplicate_of=wrong_year).status_code == 422
    assert take(supervisor, twin, "void", note="重复", duplicate_of=str(hazard.id)).status_code == 201
    assert take(supervisor, hazard, "void", note="重复", duplicate_of=str(twin.id)).status_code == 422
    assert f'href="/hazards/{hazard.uid}"' in supervisor.get(f"/hazards/{twin.uid}").text


def test_the_timeline_says_to_whom_and_how_severe(
    session: Session, world: World, sign_in_as: SignInAs, hazard: Hazard
) -> None:
    supervisor = sign_in_as(world.supervisor)
    take(supervisor, hazard, "assign", person=str(world.officer2.uid))
    take(supervisor, hazard, "regrade", severity="critical", is_major="yes", note="依据")
    page = supervisor.get(f"/hazards/{hazard.uid}").text
    log = page[page.index('id="log"') :]
    assert f"交给 {world.officer2.name}" in log
    assert word(Severity.CRITICAL) in log
    assert "重大（事故）隐患" in log


RUBBISH = [
    {"seen": "-1"},
    {"seen": "1e400"},
    {"person": "x"},
    {"severity": "x"},
    {"duplicate_of": "9" * 14},
    {"duplicate_of": "\x00"},
    {"id": "x"},
    {"kind": ""},
    {"kind": "found"},
    {"photos": "zz"},
    {"photos": "a" * 64},
    {"latitude": "1e999"},
    {"made_at": "0001-01-01T00:00:00+14:00"},
]


@pytest.mark.parametrize("said", RUBBISH)
@pytest.mark.parametrize("kind", ["void", "assign", "regrade", "recheck_pass"])
@pytest.mark.parametrize("accept", ["text/html", "application/json"])
def test_rubbish_is_answered_and_never_a_fault(
    world: World, sign_in_as: SignInAs, hazard: Hazard, kind: str, said: dict[str, str], accept: str
) -> None:
    form = given(kind, note="x") | said
    answer = sign_in_as(world.supervisor).post(f"/hazards/{hazard.uid}/steps", data=form, headers={"Accept": accept})
    assert answer.status_code in (201, 303, 403, 409, 422)
