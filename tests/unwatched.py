"""A connection as other programs have one, which watches no references."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from hazard_app.db import db


@contextmanager
def unwatched() -> Iterator[Connection]:
    """Of the app at hand; what was done is committed."""
    with db.engine.connect() as connection:
        watch(connection, False)
        yield connection
        connection.commit()
        watch(connection, True)


def watch(connection: Connection, on: bool) -> None:
    if connection.dialect.name == "sqlite":
        raw = connection.connection.driver_connection
        assert raw
        raw.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
    else:
        connection.exec_driver_sql(f"SET session_replication_role = {'origin' if on else 'replica'}")
        connection.commit()
