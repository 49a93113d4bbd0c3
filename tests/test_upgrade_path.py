"""From a filled database of any older release to this one: every row stays, on both databases."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from alembic.script import ScriptDirectory
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.db import db, write
from hazard_app.keeping.fill import all_or_nothing, fill
from hazard_app.keeping.kept_set import KeptSet
from hazard_app.models.calendar_day import CalendarDay
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.search import holding
from hazard_app.models.sign_in import SignIn, SignInFailure
from tests.places import Place, place, rows_of
from tests.source import PACKAGE, ROOT
from tests.world import NOW

REVISIONS = [step.revision for step in ScriptDirectory(str(ROOT / PACKAGE / "migrations")).walk_revisions()]


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """Rows in every table. Steps back are taken and made good by each test."""
    with place(tmp_path_factory.mktemp("full")) as full:
        full.done("demo")
        with full.session():
            write(fill_what_the_demo_leaves_empty)
        yield full


def fill_what_the_demo_leaves_empty(session: Session) -> None:
    person = session.scalars(select(Person)).first()
    assert person
    session.add(CalendarDay(day=date(2026, 10, 1), working=False))
    session.add(SignInFailure(name_hash="ab" * 32, source="cd" * 32, at=NOW))
    given = {"key_hash": "ef" * 32, "device": "phone", "is_phone": True, "created_at": NOW, "seen_at": NOW}
    session.add(SignIn(uid=uuid4(), person_id=person.id, expires_at=NOW + timedelta(days=1), **given))


@pytest.fixture(scope="module")
def kept(full: Place, tmp_path_factory: pytest.TempPathFactory) -> KeptSet:
    return full.backup(tmp_path_factory.mktemp("now"))


def test_no_table_is_empty(kept: KeptSet) -> None:
    assert not [name for name, part in kept.manifest.tables.items() if not part.rows]


@pytest.fixture(scope="module", params=REVISIONS[1:])
def then(kept: KeptSet, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[KeptSet]:
    """What an older release would hold."""
    folder = tmp_path_factory.mktemp("older")
    with place(folder / "older", migrated=False) as older:
        older.done("restore", kept.folder)
        older.done("db", "downgrade", request.param)
        yield older.backup(folder / "copies")


@pytest.fixture
def old(then: KeptSet, tmp_path: Path) -> Iterator[Place]:
    """An installation that never saw a newer release than that one, and filled its tables."""
    with place(tmp_path / "old", migrated=False) as old:
        old.done("db", "upgrade", then.manifest.revision)
        with old.app.app_context(), all_or_nothing(db.engine) as connection:
            fill(connection, then, lambda: None)
        yield old


def test_every_row_of_an_older_release_is_there_after_the_upgrade(then: KeptSet, old: Place, tmp_path: Path) -> None:
    old.done("db", "upgrade")
    old.done("db", "check")
    now = old.backup(tmp_path / "copies", "--without-photos")
    for table in then.manifest.tables:
        assert as_it_was(now, then, table) == rows_of(then, table), table
    assert "All is as it was written" in old.done("audit", "verify")


def as_it_was(now: KeptSet, then: KeptSet, table: str) -> list[dict[str, Any]]:
    """In the columns that were there."""
    columns = [list(row) for row in rows_of(then, table)[:1]]
    return [{name: row[name] for name in columns[0]} for row in rows_of(now, table)]


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
