"""Who is asking is read once a process, and anew as soon as anything about them has changed."""

import pytest
from sqlalchemy import event, text
from sqlalchemy.orm import Session, object_session

from hazard_app.db import db
from hazard_app.models.person import known_person
from tests.world import NOW, World

CHANGES = {
    "deactivated": "UPDATE people SET deactivated_at = '2026-11-23 00:00:00' WHERE id = :person",
    "posting ended": "UPDATE postings SET ends_on = '2026-11-01' WHERE person_id = :person",
    "posting taken away": "DELETE FROM postings WHERE person_id = :person",
    "zone moved": "UPDATE zones SET path = '/9/' WHERE id IN (SELECT zone_id FROM postings WHERE person_id = :person)",
}


def change(session: Session, statement: str, person_id: int) -> None:
    session.rollback()
    with db.engine.begin() as somebody_else:
        somebody_else.execute(text(statement), {"person": person_id})


def test_it_is_read_once_and_belongs_to_no_session(session: Session, world: World) -> None:
    known = known_person(session, world.officer.id)
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", note := lambda *given: asked.append(given[2]))
    assert known_person(session, world.officer.id) is known
    event.remove(db.engine, "before_cursor_execute", note)
    assert known is not None
    assert object_session(known) is None
    assert len(asked) == 1


def test_it_knows_postings_and_their_places(session: Session, world: World) -> None:
    wang, chen = known_person(session, world.officer.id), known_person(session, world.liaison.id)
    assert wang is not None
    assert chen is not None
    assert wang.reach_on(NOW.date()) == world.officer.reach_on(NOW.date())
    assert [posting.place for posting in (*wang.postings, *chen.postings)] == ["东片警务区", "新安实验小学"]


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_counts_at_once(session: Session, world: World, what: str) -> None:
    officer = world.officer.id
    before = known_person(session, officer)
    change(session, CHANGES[what], officer)
    after = known_person(session, officer)
    assert before is not None
    assert after is not None
    told = [(each.deactivated_at, each.reach_on(NOW.date())) for each in (before, after)]
    assert told[0] != told[1]


def test_nobody_is_known_by_a_number_that_is_nobodys(session: Session) -> None:
    assert known_person(session, 999_999) is None
