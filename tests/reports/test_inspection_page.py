import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.record_inspection import Filled, record_inspection
from hazard_app.db import write
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.reports.inspection_page import InspectionRecord, inspection_page
from hazard_app.rules.answers import Answer
from hazard_app.rules.terms import Verdict
from hazard_app.rules.told import Told
from tests.filling import newest
from tests.world import NOW, World

Read = Callable[[Person], InspectionRecord]


@pytest.fixture
def read(session: Session, world: World) -> Read:
    """The record of a weekly check as each person reads it: two failures, one of them police-only."""
    version = newest(session, "PER-W")
    answers = {item.code: Answer(Verdict.PASS, by_rest=not item.is_critical) for item in version.items}
    answers |= {code: Answer(Verdict.FAIL, note="x") for code in ("PER-W-09", "PER-W-23")}
    told = Told(uuid.uuid4(), "0" * 64, NOW, NOW, NOW)
    filled = Filled(told, world.school, version, NOW - timedelta(minutes=20), answers)
    write(lambda session: record_inspection(session, world.officer, filled))

    def as_read_by(person: Person) -> InspectionRecord:
        inspection = session.scalars(select(Inspection)).one()
        return inspection_page(session, person.reach_on(NOW.date()), inspection, NOW)

    return as_read_by


def codes(record: InspectionRecord) -> set[str]:
    return {one.item.code for part in record.parts for one in part.items}


def test_an_officer_reads_every_item(world: World, read: Read) -> None:
    record = read(world.officer)
    assert len(codes(record)) == 26
    assert (record.tally.failed, record.is_mine) == (2, True)


def test_a_liaison_officer_reads_neither_the_police_only_item_nor_its_count(world: World, read: Read) -> None:
    record = read(world.liaison)
    assert "PER-W-23" not in codes(record)
    assert record.tally.failed == 1


def test_what_one_touch_answered_stands_together(world: World, read: Read) -> None:
    part = read(world.supervisor).parts[0]
    assert [one.item.number for one in part.by_rest] == ["02", "03", "04"]
    assert [one.item.number for one in part.singly] == ["01"]


def test_a_failed_item_leads_to_its_hazard(world: World, read: Read) -> None:
    items = [one for part in read(world.supervisor).parts for one in part.items]
    failed = next(one for one in items if one.item.code == "PER-W-09")
    assert [step.hazard.item_code for step in failed.steps] == ["PER-W-09"]
