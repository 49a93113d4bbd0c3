"""Rows that are written at once are those that a flush would have written."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from hazard_app.inserts import insert
from hazard_app.models.flag import Flag
from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.rules.terms import Capacity, FlagKind, PlaceSource
from tests.filling import newest
from tests.world import NOW, World

TIMES = {"started_at": NOW, "made_at": NOW, "sent_at": NOW, "received_at": NOW, "happened_at": NOW}
COUNTS = {"passed": 1, "failed": 2, "not_applicable": 3, "unanswered": 4}


def inspection(session: Session, world: World, uid: UUID | None = None) -> Inspection:
    """With two who took part and one thing to look into."""
    return Inspection(
        uid=uid or uuid4(),
        content_hash="0" * 64,
        school=world.school,
        zone=world.east,
        version_id=newest(session, "PER-D").id,
        person=world.officer,
        answers={"PER-D-14": {"verdict": "pass"}},
        participants=[participant(0, "王敏"), participant(1, "周磊")],
        flags=[Flag(kind=FlagKind.ONE_OFFICER, facts={"police": 1})],
        **TIMES,
        **COUNTS,
    )


def participant(position: int, name: str) -> Participant:
    return Participant(position=position, name=name, capacity=Capacity.INSPECTOR)


def written(session: Session, kind: type[Any], key: int) -> dict[str, Any]:
    """The row without what is no two rows' own."""
    row = session.execute(select(kind.__table__).where(kind.__table__.c.id == key)).one()._asdict()
    return {name: value for name, value in row.items() if name not in ("id", "uid", "inspection_id")}


def rows_of(new: Inspection) -> list[Any]:
    return [new, *new.participants, *new.flags]


def insert_whole(session: Session, new: Inspection) -> None:
    insert(session, [new], new.participants, new.flags)


def test_the_rows_are_those_of_a_flush(session: Session, world: World) -> None:
    flushed, inserted = inspection(session, world), inspection(session, world)
    session.add(flushed)
    session.flush()
    insert_whole(session, inserted)
    pairs: Any = zip(rows_of(flushed), rows_of(inserted), strict=True)
    for one, other in pairs:
        assert written(session, type(one), one.id) == written(session, type(other), other.id)


def test_what_was_not_said_is_as_the_model_has_it(session: Session, world: World) -> None:
    new = inspection(session, world)
    insert_whole(session, new)
    assert (new.position_source, new.formal_at, new.participants[0].police) == (PlaceSource.NONE, None, False)
    assert len({each.uid for each in new.participants}) == 2


def test_each_learns_its_id_and_the_session_none_of_them(session: Session, world: World) -> None:
    new = inspection(session, world)
    insert_whole(session, new)
    assert [inspect(each).transient for each in rows_of(new)] == [True] * 4
    assert not {*session.new, *session.dirty}
    assert session.scalars(select(Inspection)).one().id == new.id
    assert [each.inspection_id for each in new.participants] == [new.id] * 2


def test_nothing_is_written_for_nothing(session: Session) -> None:
    insert(session, [], [])
    assert not session.in_transaction()


def test_a_name_that_is_taken_is_refused_as_by_a_flush(session: Session, world: World) -> None:
    uid = uuid4()
    insert_whole(session, inspection(session, world, uid))
    with pytest.raises(IntegrityError):
        insert_whole(session, inspection(session, world, uid))
