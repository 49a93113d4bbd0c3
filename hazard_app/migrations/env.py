"""Bring a database to the newest schema.

SQLite cannot alter a table, so a migration copies it; with foreign keys on, dropping the old one would delete every
child row without a word. So: foreign keys off, migrate, then look whether every reference still holds.
"""

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

migrate = current_app.extensions["migrate"]
database = migrate.db


def is_ours(_object: Any, name: str | None, *_rest: Any) -> bool:
    """The search index is made by hand for each database, and no model knows its tables."""
    return not (name or "").startswith(("hazard_search", "ix_hazards_search"))


def plainly(kind: str, column_type: Any, _context: Any) -> str | bool:
    """Write our own types as the plain ones underneath, so that a migration never needs today's code."""
    if kind == "type" and type(column_type).__module__ == "hazard_app.db":
        return f"sa.{column_type.impl!r}"
    return False


def run(connection: Connection) -> None:
    context.configure(
        connection=connection,
        target_metadata=database.metadatas[None],
        include_object=is_ours,
        render_item=plainly,
        **migrate.configure_args,
    )
    with context.begin_transaction():
        context.run_migrations()
        if connection.dialect.name == "sqlite" and (broken := broken_references(connection)):
            raise RuntimeError(f"references broken by the migration: {broken[:5]}")


def broken_references(connection: Connection) -> list[Any]:
    return list(connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall())


def run_unwatched(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return run(connection)
    raw: Any = connection.connection.driver_connection
    raw.execute("PRAGMA foreign_keys = OFF")
    run(connection)
    # Inside a transaction, which the check began, SQLite would not listen.
    connection.rollback()
    raw.execute("PRAGMA foreign_keys = ON")
    return None


if (given := context.config.attributes.get("connection")) is not None:
    # Part of a larger work, which began and ends the transaction and watches the references (`flask restore`).
    run(given)
else:
    with database.engine.connect() as opened:
        # Of two processes that start at once, one migrates and the other finds it done.
        run_unwatched(opened.execution_options(hazard_begin="IMMEDIATE"))
