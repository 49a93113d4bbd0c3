from collections.abc import Callable

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from tests.client import PageClient
from tests.filling import filled, newest
from tests.world import World

SignInAs = Callable[[Person], PageClient]


def test_the_form_of_every_checklist_opens(session: Session, world: World, sign_in_as: SignInAs) -> None:
    version = newest(session, "PER-D")
    page = sign_in_as(world.officer).get(f"/inspections/new?version={version.uid}&school={world.school.uid}")
    assert page.status_code == 200
    assert "PER-D-01" in page.text


def test_a_filled_checklist_is_kept_and_its_failures_are_hazards(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    version = newest(session, "PER-D")
    code = next(item.code for item in version.items if not item.photo_required)
    given = filled(version, world.school) | {code: "fail", f"{code}-note": "路灯不亮"}
    answer = sign_in_as(world.officer).post("/inspections", data=given)
    assert answer.status_code == 303, answer.text
    inspection = session.scalars(select(Inspection)).one()
    hazard = session.scalars(select(Hazard)).one()
    assert (inspection.failed, inspection.passed) == (1, 18)
    assert (hazard.item_code, hazard.note, hazard.state) == (code, "路灯不亮", "open")
