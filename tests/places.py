"""Installations side by side, each with a folder and a database of its own, worked by their commands."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text
from sqlalchemy.orm import Session

from hazard_app import create_app
from hazard_app.db import db
from hazard_app.keeping.kept_set import KeptSet
from tests.servers import copied_database, fresh_database, postgres
from tests.world import CHEAP


@dataclass
class Place:
    folder: Path
    app: Flask
    clock: datetime | None = None  # the right time, unless a test says another

    def run(self, *words: str | Path) -> Result:
        self.app.config["CLOCK"] = lambda: self.clock or datetime.now(UTC)
        done = self.app.test_cli_runner().invoke(args=[str(word) for word in words])
        if done.exception and not isinstance(done.exception, SystemExit):
            raise done.exception
        return done

    def done(self, *words: str | Path) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output
        return result.output

    def refused(self, *words: str | Path) -> str:
        result = self.run(*words)
        assert result.exit_code == 1, result.output
        return result.output

    def backup(self, into: Path, *options: str) -> KeptSet:
        before = set(into.glob("backup-*"))
        self.done("backup", into, *options)
        [new] = set(into.glob("backup-*")) - before
        return KeptSet.at(new)

    @contextmanager
    def session(self) -> Iterator[Session]:
        with self.app.app_context():
            yield db.session()
            db.session.remove()

    def leave(self) -> None:
        """Close every connection to its database; the next session opens another."""
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def count(self, table: str) -> int:
        with self.session() as session:
            return int(session.scalar(text(f"SELECT count(*) FROM {table}")) or 0)

    def uri(self) -> str:
        return str(self.app.config["SQLALCHEMY_DATABASE_URI"])


@contextmanager
def place(folder: Path, database: str = "", *, migrated: bool = True) -> Iterator[Place]:
    """`database` is sqlite, postgresql, or nothing for the kind this run is about."""
    folder.mkdir(exist_ok=True)
    with place_at(folder, new_database(folder, database)) as there:
        if migrated:
            with there.app.app_context():
                upgrade()
        yield there


@contextmanager
def place_at(folder: Path, uri: str) -> Iterator[Place]:
    """An installation in a folder and a database that are there already."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("HAZARD_INSTANCE_PATH", str(folder))
        patch.setenv("HAZARD_SQLALCHEMY_DATABASE_URI", uri)
        app = create_app(CHEAP)
    there = Place(folder, app)
    try:
        yield there
    finally:
        there.leave()


@contextmanager
def copied(original: Place, to: Path) -> Iterator[Place]:
    """Another installation with the same photos, rows and clock, that may be worked and harmed."""
    original.leave()
    shutil.copytree(original.folder, to, ignore=shutil.ignore_patterns("*.sqlite3*"))
    with place_at(to, copied_database(original.uri(), to)) as there:
        there.clock = original.clock
        yield there


def new_database(folder: Path, kind: str) -> str:
    if kind == "postgresql":
        return postgres().database()
    return f"sqlite:///{folder / 'hazards.sqlite3'}" if kind == "sqlite" else fresh_database(folder)


def rows_of(kept: KeptSet, table: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in kept.lines(table)]


def rows_as_in(now: KeptSet, then: KeptSet, table: str) -> list[dict[str, Any]]:
    """Of a newer set, in the columns of an older one."""
    columns = next(iter(rows_of(then, table)), {})
    return [{name: row[name] for name in columns} for row in rows_of(now, table)]


def copied_set(kept: KeptSet, to: Path) -> Path:
    """To be damaged."""
    shutil.copytree(kept.folder, to)
    return to


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
