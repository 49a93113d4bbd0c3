"""A place that somebody set by hand is shown as that, and never as a reading of their phone."""

from collections.abc import Callable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.flag import Flag
from hazard_app.models.person import Person
from hazard_app.rules.terms import FlagKind
from tests.client import PageClient
from tests.filling import filled, newest
from tests.reporting import posted
from tests.world import World

SignInAs = Callable[[Person], PageClient]

BY_HAND = {"latitude": "36.6512", "longitude": "117.0205", "accuracy": "150", "position_source": "map"}
BY_PHONE = BY_HAND | {"position_source": "device"}


def test_the_record_of_an_inspection_says_so(session: Session, world: World, sign_in_as: SignInAs) -> None:
    officer = sign_in_as(world.officer)
    pages = [
        officer.get(officer.post("/inspections", data=filled(newest(session, "PER-D"), world.school) | place).location)
        for place in (BY_HAND, BY_PHONE)
    ]
    assert ["位置由人工指定" in page.text for page in pages] == [True, False]
    outside = select(func.count()).select_from(Flag).where(Flag.kind == FlagKind.OUTSIDE_SCHOOL)
    assert session.scalar(outside) == 0


def test_a_hazard_says_so_instead_of_how_near_it_was(world: World, sign_in_as: SignInAs) -> None:
    officer = sign_in_as(world.officer)
    by_hand, by_phone = (
        officer.get(officer.post("/hazards", data=posted(world.school) | place).location).text
        for place in (BY_HAND, BY_PHONE)
    )
    # Beside its school, and at the step.
    assert (by_hand.count("位置由人工指定"), by_hand.count("距学校")) == (2, 0)
    assert (by_phone.count("位置由人工指定"), by_phone.count("距学校")) == (0, 1)
