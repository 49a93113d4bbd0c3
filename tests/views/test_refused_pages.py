"""A page that is refused stays the page it was, with each error at its field and in the order of the page."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.rules.terms import StepKind
from tests.client import PageClient
from tests.reporting import reported
from tests.stepping import given
from tests.visits import step
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


def links(page: str) -> list[str]:
    """Where the errors on top lead, in their order."""
    # The first: behind it stands what a script makes such lines of.
    summary, *_ = re.findall(r'<div class="error-summary".*?</div>', page, flags=re.DOTALL)
    return re.findall(r'href="#([^"]+)"', summary)


@pytest.fixture
def waiting(session: Session, world: World) -> list[Hazard]:
    """Two that the school fixed, the second with a long story."""
    found = [reported(session, world.officer, world.school, note=note) for note in ("围栏", "路灯")]
    for number, hazard in enumerate(found):
        step(
            session,
            hazard,
            world.liaison,
            StepKind.FIX,
            NOW - timedelta(days=2 - number),
            note="补" * (1 + 900 * number),
        )
    session.commit()
    return found


def post(browser: PageClient, hazard: Hazard, kind: str, **said: Any) -> Any:
    return browser.post(f"/hazards/{hazard.uid}/steps", data=given(kind, **said))


def test_a_recheck_without_a_verdict_asks_for_it_on_the_same_page(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    answer = post(sign_in_as(world.officer), waiting[0], "", page="recheck_pass", note="去看过")
    assert answer.status_code == 422
    assert "请先选整改到位或未整改到位" in answer.text
    assert links(answer.text) == ["kind"]
    assert 'id="recheck_fail"' in answer.text
    assert "去看过" in answer.text


def test_nobody_is_shown_a_recheck_that_is_not_theirs(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    answer = post(sign_in_as(world.liaison), waiting[0], "", page="recheck_pass")
    assert answer.status_code == 422
    assert 'id="recheck_pass"' not in answer.text


@pytest.mark.parametrize(
    ("kind", "field"), [("assign", "person"), ("regrade", "note"), ("void", "note"), ("fix", "photos")]
)
def test_what_a_step_lacks_is_told_at_its_field(
    session: Session, world: World, sign_in_as: SignInAs, kind: str, field: str
) -> None:
    hazard = reported(session, world.officer, world.school)
    session.commit()
    answer = post(sign_in_as(world.supervisor), hazard, kind)
    assert answer.status_code == 422
    assert links(answer.text) == [field]
    assert f'id="{field}-error"' in answer.text


def test_errors_of_rechecks_stand_in_the_order_of_the_page(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    names = [str(hazard.uid) for hazard in waiting]
    times = {"made_at": "2026-11-23T06:01:00Z", "sent_at": "2026-11-23T06:02:00Z"}
    data = times | {"id": str(uuid4())} | dict.fromkeys(names, "fail")
    page = sign_in_as(world.officer).post(f"/schools/{world.school.uid}/rechecks", data=data).text
    assert sorted(names, key=page.rindex) == links(page)


def test_a_long_story_does_not_bury_what_is_to_be_judged(
    world: World, sign_in_as: SignInAs, waiting: list[Hazard]
) -> None:
    page = sign_in_as(world.officer).get(f"/schools/{world.school.uid}/rechecks/new").text
    [shown] = re.findall(r"<summary>(补+)… ", page)
    assert len(shown) == 120
    assert page.count("补" * 901) == 1


def test_a_new_person_is_told_what_is_wrong_with_them_and_with_their_posting_at_once(
    world: World, sign_in_as: SignInAs
) -> None:
    page = sign_in_as(world.administrator).post("/people", data={"username": "a", "name": "", "role": "officer"}).text
    assert links(page) == ["name", "place"]
