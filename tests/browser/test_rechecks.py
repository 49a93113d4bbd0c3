"""Five fixes at one school are judged on one page: 22 touches from Today, a photo of today with each."""

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.terms import State, StepKind
from tests.browser.conftest import Visit
from tests.browser.taps import Taps
from tests.filling import newest
from tests.installed import Instance
from tests.visits import fail, step
from tests.visits import visit as visited

pytestmark = pytest.mark.browser


@pytest.fixture
def five(instance: Instance) -> list[str]:
    """Uids of what officer2 found and said to be fixed at the kindergarten; each item asks for a photo."""
    yesterday = datetime.now(UTC) - timedelta(days=1)
    with instance.session() as session:
        zhou = session.scalars(select(Person).where(Person.username == "officer2")).one()
        kindergarten = session.scalars(select(School).where(School.code == "neighbour")).one()
        codes = [item.code for item in newest(session, "SEC-M").items if item.photo_required][:5]
        visited(session, zhou, kindergarten, {code: fail(f"第 {code} 项没有到位") for code in codes}, yesterday)
        hazards = session.scalars(select(Hazard).where(Hazard.item_code.in_(codes))).all()
        for hazard in hazards:
            step(session, hazard, zhou, StepKind.FIX, yesterday + timedelta(hours=1))
        uids = [str(hazard.uid) for hazard in hazards]
        session.commit()
    return uids


def test_five_rechecks_with_a_photo_each_take_22_touches(instance: Instance, visit: Visit, five: list[str]) -> None:
    phone, taps = visit("officer", touch=True), Taps()
    taps.on(phone.get_by_role("link", name="河滨幼儿园").filter(has_text="待复查 5 处"))
    phone.wait_for_selector("photo-field:defined", state="attached")
    for number, uid in enumerate(five, 31):
        line = phone.locator(".recheck").filter(has=phone.locator(f"[id='{uid}']"))
        taps.on(line.get_by_text("整改到位", exact=True))
        taps.photo(phone, line.locator(".photo-take").first, number)
    taps.on(phone.get_by_role("button", name="提交复查"))
    phone.wait_for_url("**/schools/*")
    assert taps.count == 22
    with instance.session() as session:
        states = session.scalars(select(Hazard.state).where(Hazard.uid.in_(map(UUID, five)))).all()
    assert states == [State.CLOSED] * 5
