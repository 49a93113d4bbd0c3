"""From a filled database of any older release to this one: every row stays, on both databases."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import JSON, Column, Date, Enum, LargeBinary, String, Table, Uuid, delete, insert, select
from sqlalchemy.orm import Session

from hazard_app.db import Base, UtcDateTime, db, write
from hazard_app.keeping.fill import all_or_nothing, fill
from hazard_app.keeping.kept_set import KeptSet
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.hazard import Hazard
from hazard_app.models.memo import SpokenWord
from hazard_app.models.search import holding
from hazard_app.models.sign_in import SignInFailure
from tests.places import Place, copied, place, rows_as_in, rows_of
from tests.source import PACKAGE, ROOT
from tests.world import NOW

REVISIONS = [step.revision for step in ScriptDirectory(str(ROOT / PACKAGE / "migrations")).walk_revisions()]


@pytest.fixture(scope="module")
def full(demo_world: Place, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Rows in every table."""
    with copied(demo_world, tmp_path_factory.mktemp("upgrades") / "full") as full:
        with full.session():
            write(fill_what_the_demo_leaves_empty)
        yield full


def fill_what_the_demo_leaves_empty(session: Session) -> None:
    """One row each, of whatever its columns take and its references find."""
    for table in Base.metadata.sorted_tables:
        if session.execute(select(table).limit(1)).first() is None:
            session.execute(insert(table), {column.name: some(session, column) for column in needed(table)})


def needed(table: Table) -> list[Column[Any]]:
    return [column for column in table.columns if not column.nullable and column.name != "id"]


def some(session: Session, column: Column[Any]) -> Any:
    for key in column.foreign_keys:
        return session.scalar(select(key.column).limit(1))
    match column.type:
        case Enum():
            return next(iter(column.type.enum_class or []))
        case String():
            return "a"
        case UtcDateTime():
            return NOW
        case Date():
            return NOW.date()
        case Uuid():
            return uuid4()
        case LargeBinary():
            return b"a"
    return {} if isinstance(column.type, JSON) else 1


@pytest.fixture(scope="module")
def kept(full: Place, tmp_path_factory: pytest.TempPathFactory) -> KeptSet:
    return full.backup(tmp_path_factory.mktemp("now"), "--without-photos")


def test_no_table_is_empty(kept: KeptSet) -> None:
    assert not [name for name, part in kept.manifest.tables.items() if not part.rows]


@pytest.fixture(scope="module", params=REVISIONS[1:])
def then(full: Place, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[KeptSet]:
    """What an older release would hold."""
    folder = tmp_path_factory.mktemp("older")
    with copied(full, folder / "older") as older:
        older.done("db", "downgrade", request.param)
        yield older.backup(folder / "copies", "--without-photos")


@pytest.fixture(scope="module")
def filled(then: KeptSet, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """An installation that never saw a newer release than that one, and filled its tables."""
    with place(tmp_path_factory.mktemp("filled"), migrated=False) as filled:
        filled.done("db", "upgrade", then.manifest.revision)
        with filled.app.app_context(), all_or_nothing(db.engine) as connection:
            fill(connection, then, lambda: None)
        yield filled


@pytest.fixture
def old(filled: Place, tmp_path: Path) -> Iterator[Place]:
    with copied(filled, tmp_path / "old") as old:
        yield old


def test_every_row_of_an_older_release_is_there_after_the_upgrade(then: KeptSet, old: Place, tmp_path: Path) -> None:
    old.done("db", "upgrade")
    old.done("db", "check")
    now = old.backup(tmp_path / "copies", "--without-photos")
    for table in then.manifest.tables:
        assert rows_as_in(now, then, table) == rows_of(then, table), table
    with old.session():
        # It was put there to fill a table: the step that it is laid to never named it, and the chain knows.
        write(lambda session: session.execute(delete(SpokenWord)))
    assert "All is as it was written" in old.done("audit", "verify")


def test_old_hazards_are_found_by_their_words_and_can_be_reworded(old: Place) -> None:
    old.done("db", "upgrade")
    with old.session() as session:
        hazard = session.scalars(select(Hazard)).first()
        assert hazard
        assert hazard.id in session.scalars(select(Hazard.id).where(holding(hazard.words[:5]))).all()
        write(lambda session: setattr(session.get_one(Hazard, hazard.id), "words", "鲸鱼 鱼雕 雕塑"))
        assert session.scalars(select(Hazard.id).where(holding("鲸鱼雕塑"))).all() == [hazard.id]


def test_what_is_new_takes_the_next_number(old: Place) -> None:
    old.done("db", "upgrade")
    with old.session() as session:
        last = max(session.scalars(select(CalendarDay.day)))
        write(lambda session: session.add(CalendarDay(day=last + timedelta(days=1), working=True)))
        highest = max(session.scalars(select(SignInFailure.id)))
        write(lambda session: session.add(SignInFailure(name_hash="", source="", at=NOW)))
        assert max(session.scalars(select(SignInFailure.id))) == highest + 1
