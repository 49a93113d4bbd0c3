"""The schema's revisions, asked for and changed on a connection that is already at work."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util.exc import CommandError
from flask import current_app
from sqlalchemy import Connection

NOTHING = "base"


def revision_of(connection: Connection) -> str:
    """Of the database; `base` when there is no schema yet."""
    return MigrationContext.configure(connection).get_current_revision() or NOTHING


def newest_revision() -> str:
    return ScriptDirectory.from_config(config()).get_current_head() or NOTHING


def is_known(revision: str) -> bool:
    """No: a newer release made it."""
    try:
        return revision == NOTHING or ScriptDirectory.from_config(config()).get_revision(revision) is not None
    except CommandError:
        return False


def migrate_to(connection: Connection, revision: str) -> None:
    """In the transaction that has begun. An older revision is reached by way of nothing: only for empty tables."""
    if revision == revision_of(connection):
        return
    if revision != newest_revision():
        command.downgrade(on(connection), NOTHING)
    command.upgrade(on(connection), revision)


def on(connection: Connection) -> Config:
    ours = config()
    ours.attributes["connection"] = connection
    return ours


def config() -> Config:
    ours: Config = current_app.extensions["migrate"].migrate.get_config()
    return ours
