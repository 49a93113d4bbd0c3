"""A hazard's columns are nothing but its steps, whatever people do in whatever order."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.school import School
from hazard_app.rules.chain import Link, first_broken
from hazard_app.rules.terms import OPEN_STATES
from tests.deeds import DEEDS, Deed, tried
from tests.fold import columns, fold
from tests.world import World


@given(st.lists(DEEDS, min_size=1, max_size=25))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_columns_follow_from_steps(session: Session, world: World, deeds: list[Deed]) -> None:
    # Also when it fails: the next example begins with nothing.
    session.rollback()
    for hour, deed in enumerate(deeds):
        tried(session, world, deed, hour)
    for hazard in session.scalars(select(Hazard).execution_options(populate_existing=True)):
        assert fold(session, hazard.id) == columns(session, hazard.id)
        assert (
            first_broken(Link(each.number, each.previous_hash, each.hash, each.record()) for each in hazard.steps)
            is None
        )
    assert not items_open_twice(session)
    assert not session.scalars(
        select(Hazard.id).join(Hazard.school).where(School.merger.has(), Hazard.open_only())
    ).all()
    session.rollback()


def items_open_twice(session: Session) -> list[str | None]:
    open_items = select(Hazard.item_code).where(Hazard.state.in_(OPEN_STATES), Hazard.item_code.is_not(None))
    twice = open_items.group_by(Hazard.school_id, Hazard.item_code).having(func.count() > 1)
    return list(session.scalars(twice))
