"""A look back is drawn by many touches at once: real servers, either database, and one draw with one seed."""

from collections import Counter
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.draw import Draw
from hazard_app.rules.draw import drawn
from hazard_app.rules.terms import StepKind
from tests.campaigns import campaign
from tests.filling import newest
from tests.installed import at_once, installed
from tests.rounds import local
from tests.visits import PASS, fail, hazards, step, visit
from tests.world import read_world

pytestmark = pytest.mark.servers


def closed_in_a_campaign(session: Session) -> UUID:
    """Six hazards; the uid of the campaign."""
    world, items = read_world(session), newest(session, "PER-D").items
    answers = {item.code: PASS for item in items} | {item.code: fail("不好") for item in items[:6]}
    visit(session, world.officer, world.school, answers, local(date(2026, 11, 18)))
    for hazard in hazards(session):
        step(session, hazard, world.supervisor, StepKind.RECHECK_PASS)
    uid = campaign(session, world).uid
    session.commit()
    return uid


def test_sixteen_touches_of_one_page_are_one_draw(tmp_path: Path) -> None:
    with (
        installed(tmp_path) as instance,
        instance.server(processes=2) as first,
        instance.server(processes=2) as second,
    ):
        phone, given = instance.phone(first, "supervisor"), {"id": str(uuid4()), "share": "50"}
        phones = [phone, phone.at(second)]
        with instance.session() as session:
            about = closed_in_a_campaign(session)
        answers = Counter(
            at_once(16, lambda number: phones[number % 2].post(f"/campaigns/{about}/draws", given).status)
        )
        with instance.session() as session:
            [draw] = session.scalars(select(Draw)).all()
            found = [each.hazard.uid for each in draw.drawn]
    assert (answers, len(found), len(draw.pool)) == (Counter({303: 16}), 3, 6)
    assert found == drawn(draw.seed, 50, map(UUID, draw.pool))
