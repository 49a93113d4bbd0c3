"""Put a set's rows into the tables of its own release, and its files into their stores."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Engine, Table, delete, func, insert, select, text

from hazard_app.keeping.kept_set import Damaged, KeptSet, content_of, whole
from hazard_app.keeping.rows import AT_ONCE, kept_tables, row_of
from hazard_app.storage import PhotoStore

Progress = Callable[[], object]


class BrokenReferences(Exception):  # noqa: N818
    """A row refers to one that is not there."""


def has_rows(connection: Connection) -> bool:
    tables = kept_tables(connection)
    return any(connection.scalar(select(text("1")).select_from(table).limit(1)) for table in tables)


def take_rows_away(connection: Connection) -> None:
    for table in reversed(kept_tables(connection)):
        connection.execute(delete(table))


def fill(connection: Connection, kept: KeptSet, told: Progress) -> None:
    """The tables are empty, and of the set's revision. Raises Damaged."""
    tables = kept_tables(connection)
    if {table.name for table in tables} != kept.manifest.tables.keys():
        raise Damaged("manifest.json")
    with references_later(connection, tables):
        for table in tables:
            fill_table(connection, table, kept, told)
            count_on(connection, table)


def fill_table(connection: Connection, table: Table, kept: KeptSet, told: Progress) -> None:
    lines, rows = kept.lines(table.name), 0
    while batch := [row_of(table, line) for line in islice(lines, AT_ONCE)]:
        connection.execute(insert(table), batch)
        rows += len(batch)
        told()
    if rows != kept.manifest.tables[table.name].rows:
        raise Damaged(f"tables/{table.name}.jsonl.gz")


def count_on(connection: Connection, table: Table) -> None:
    """The next row's id follows the last one. Unlike setval this is undone with the rest, should it fail."""
    if connection.dialect.name != "postgresql" or "id" not in table.columns:
        return
    sequence = connection.scalar(select(func.pg_get_serial_sequence(table.name, "id")))
    if sequence:
        following = (connection.scalar(select(func.max(table.columns["id"]))) or 0) + 1
        connection.exec_driver_sql(f"ALTER SEQUENCE {sequence} RESTART WITH {following}")


@contextmanager
def references_later(connection: Connection, tables: list[Table]) -> Iterator[None]:
    """A row may refer to one of its own table that comes after it."""
    if connection.dialect.name != "postgresql":
        yield
        return
    to_itself = [
        (table.name, key.name)
        for table in tables
        for key in table.foreign_key_constraints
        if key.referred_table is table
    ]
    for table, key in to_itself:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" DEFERRABLE INITIALLY DEFERRED')
    yield
    connection.exec_driver_sql("SET CONSTRAINTS ALL IMMEDIATE")
    for table, key in to_itself:
        connection.exec_driver_sql(f'ALTER TABLE "{table}" ALTER CONSTRAINT "{key}" NOT DEFERRABLE')


@contextmanager
def all_or_nothing(engine: Engine) -> Iterator[Connection]:
    """One transaction. SQLite watches no references meanwhile; they are looked at before it ends: BrokenReferences."""
    with engine.connect() as connection:
        raw: Any = connection.connection.driver_connection
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            raw.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.execution_options(hazard_begin="IMMEDIATE").begin():
                yield connection
                if sqlite and (broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchone()):
                    raise BrokenReferences(broken[0])
        finally:
            if sqlite:
                raw.execute("PRAGMA foreign_keys = ON")


def put_files(kept: KeptSet, stores: Mapping[str, PhotoStore], told: Progress) -> None:
    """Each is looked at as it comes, and as it lies in its store. Raises Damaged, StoreBroken."""
    for kind, source in kept.stores:
        for key in kept.keys(kind):
            told()
            if whole(stores[kind], key) is None:
                put_anew(stores[kind], key, content_of(kind, source, key))


def put_anew(store: PhotoStore, key: str, content: bytes) -> None:
    # Whatever else lies under this name, it is not this one.
    store.delete(key)
    store.put(key, content)
    if sha256(store.get(key)).hexdigest() != key:
        raise Damaged(key)
