"""Since when the figures of a school's ledger count."""

from collections.abc import Callable
from datetime import date

from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.school_calendar import Term
from tests.client import PageClient
from tests.world import World

SignInAs = Callable[[Person], PageClient]
NOT_KNOWN = "学期起止日期还没有录入"


def test_a_ledger_counts_since_its_zones_term_and_says_where_that_is_a_guess(
    session: Session, world: World, sign_in_as: SignInAs
) -> None:
    liaison, where = sign_in_as(world.liaison), f"/schools/{world.school.uid}/ledger"
    page = liaison.get(where).text
    assert "2026年秋季学期" in page
    assert "9月1日 周二" in page
    assert NOT_KNOWN in page
    session.add(Term(zone_id=world.station.id, name="第一学期", starts_on=date(2026, 9, 7), ends_on=date(2027, 1, 29)))
    session.commit()
    page = liaison.get(where).text
    assert "9月7日 周一" in page
    assert NOT_KNOWN not in page
