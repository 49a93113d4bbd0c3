"""The database: its session, its types, its pragmas, and the one place that commits."""

import sqlite3
import uuid
from collections.abc import Callable
from datetime import UTC, datetime
from enum import Enum, IntEnum
from functools import cache
from typing import Any, ClassVar, TypeVar

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    Connection,
    DateTime,
    Dialect,
    Engine,
    MetaData,
    SmallInteger,
    TypeDecorator,
    Uuid,
    event,
    inspect,
)
from sqlalchemy import Enum as EnumColumn
from sqlalchemy.dialects.sqlite.base import SQLiteCompiler, SQLiteDialect
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import DeclarativeBase, Session

from hazard_app.rules.terms import Attention

T = TypeVar("T")

# Named, so that a migration can find on SQLite what it has to alter.
NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware moment, stored in UTC. A naive one is a mistake and raises ValueError."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment without a time zone cannot be stored")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Ranked(TypeDecorator[IntEnum]):
    """A rank that sorts: stored as its number."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, ranks: type[IntEnum]) -> None:
        super().__init__()
        self.ranks = ranks

    def process_bind_param(self, value: IntEnum | None, dialect: Dialect) -> int | None:
        return None if value is None else int(value)

    def process_result_value(self, value: int | None, dialect: Dialect) -> IntEnum | None:
        return None if value is None else self.ranks(value)


def values_of(words: type[Enum]) -> list[str]:
    return [word.value for word in words]


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMES)
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime,
        uuid.UUID: Uuid(),
        Attention: Ranked(Attention),
        Enum: EnumColumn(Enum, native_enum=False, length=24, values_callable=values_of),
    }

    def __init__(self, **said: Any) -> None:
        """What is new has no history: its columns are set without telling anybody. TypeError for a name not ours."""
        columns, given = columns_of(type(self)), vars(self)
        for name, value in said.items():
            if name in columns:
                given[name] = value
            elif hasattr(type(self), name):
                setattr(self, name, value)
            else:
                raise TypeError(f"{type(self).__name__} has no {name}")


@cache
def columns_of(kind: type[Base]) -> frozenset[str]:
    return frozenset(inspect(kind).column_attrs.keys())


# What a page has read stays read when the reading transaction ends; acts look anew at what they change.
db = SQLAlchemy(metadata=Base.metadata, disable_autonaming=True, session_options={"expire_on_commit": False})


def write(work: Callable[[Session], T], tries: int = 5) -> T:
    """Run one unit of work and commit it once.

    The reading transaction ends first and SQLite's write lock is taken explicitly and late: a transaction
    that read before another one wrote could not be upgraded. Whoever loses a race over a unique constraint
    starts again and then finds what the winner wrote. Raises IntegrityError when every try was lost.
    """
    session = db.session()
    let_go(session)
    for _ in range(tries - 1):
        try:
            return attempt(session, work)
        except IntegrityError:
            continue
    return attempt(session, work)


def end_reading(session: Session) -> None:
    """Before something that may take long: what is read after it is read anew."""
    let_go(session)
    session.info.clear()


def let_go(session: Session) -> None:
    """Of the snapshot that was read; what was read of it is kept: a rollback would ask for all of it again.

    What was changed outside the unit of work is a mistake: RuntimeError.
    """
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("something was changed before the unit of work began")
    session.commit()


def attempt(session: Session, work: Callable[[Session], T]) -> T:
    session.connection(execution_options={"hazard_begin": "IMMEDIATE"})
    try:
        result = work(session)
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.clear()
    return result


class HintedSQLiteCompiler(SQLiteCompiler):
    """`with_hint(table, "INDEXED BY …", "sqlite")`: SQLAlchemy writes other databases' hints but not this one's."""

    def get_from_hint_text(self, table: Any, text: str | None) -> str | None:
        return text


SQLiteDialect.statement_compiler = HintedSQLiteCompiler


@event.listens_for(Engine, "connect")
def prepare_sqlite(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    # The driver's own guesses about when to begin would defeat the explicit BEGIN below.
    connection.isolation_level = None
    for pragma in ("foreign_keys = ON", "journal_mode = WAL", "busy_timeout = 30000", "synchronous = FULL"):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def begin_sqlite(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        mode = connection.get_execution_options().get("hazard_begin", "DEFERRED")
        connection.exec_driver_sql(f"BEGIN {mode}")
