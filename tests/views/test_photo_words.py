"""What is said of photos stands once on each page that takes some, whoever many fields it has."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.rules.terms import StepKind
from tests.client import PageClient
from tests.filling import newest
from tests.reporting import reported
from tests.visits import step
from tests.world import NOW, World

SignInAs = Callable[[Person], PageClient]


@pytest.fixture
def pages(session: Session, world: World) -> dict[str, tuple[Person, str]]:
    hazard = reported(session, world.officer, world.school, note="围栏")
    fixed = reported(session, world.officer, world.school, note="路灯")
    step(session, fixed, world.liaison, StepKind.FIX, NOW - timedelta(days=1))
    session.commit()
    patrol = newest(session, "PER-W").uid
    return {
        "an inspection": (world.officer, f"/inspections/new?school={world.school.uid}&version={patrol}"),
        "a report": (world.officer, "/hazards/new"),
        "a hazard": (world.officer, f"/hazards/{hazard.uid}"),
        "a fix": (world.liaison, f"/hazards/{hazard.uid}/steps/new?kind=fix"),
        "a recheck": (world.officer, f"/hazards/{fixed.uid}/steps/new?kind=recheck_pass"),
        "all rechecks of a school": (world.officer, f"/schools/{world.school.uid}/rechecks/new"),
    }


@pytest.mark.parametrize(
    "name", ["an inspection", "a report", "a hazard", "a fix", "a recheck", "all rechecks of a school"]
)
def test_things_not_people_is_said_once_a_page(
    name: str, pages: dict[str, tuple[Person, str]], sign_in_as: SignInAs
) -> None:
    person, path = pages[name]
    page = sign_in_as(person).get(path).get_data(as_text=True)
    assert "<photo-field" in page
    assert page.count("拍物不拍人") == 1
    assert page.count("<photo-blur") == 1
