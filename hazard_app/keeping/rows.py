"""Rows as lines of JSON that come back exactly, on either database.

Tables are read as they stand in the database, not as today's models have them: a set may be of another release.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CHAR,
    JSON,
    Boolean,
    Connection,
    Date,
    DateTime,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
    select,
)
from sqlalchemy.types import TypeEngine

from hazard_app.db import UtcDateTime

# Each database makes these itself: its revision, what its processes know, and what its search index holds.
ITS_OWN = ("alembic_version", "stamps", "hazard_search")
AT_ONCE = 500


def kept_tables(connection: Connection) -> list[Table]:
    """Parents first."""
    metadata = MetaData()
    metadata.reflect(connection, only=lambda name, _: not name.startswith(ITS_OWN))
    for table in metadata.sorted_tables:
        for column in table.columns:
            column.type = plain(column.type)
    return metadata.sorted_tables


def plain(kind: TypeEngine[Any]) -> TypeEngine[Any]:
    """What both databases mean by a type of one of them. Raises TypeError for one that is not kept yet."""
    match kind:
        case Uuid() | CHAR(length=32):  # SQLite has no type of its own for it
            return Uuid()
        case DateTime():
            return UtcDateTime()
        case JSON():
            return JSON(none_as_null=True)
        case LargeBinary():
            return LargeBinary()
        case Boolean() | Date() | Float() | Integer() | String():
            return kind
    raise TypeError(f"rows with a {kind!r} are not kept")


def lines_of(connection: Connection, table: Table) -> Iterator[bytes]:
    """In the order of their keys, so that the same rows are the same bytes."""
    rows = connection.execution_options(yield_per=AT_ONCE).execute(select(table).order_by(*table.primary_key))
    for row in rows.mappings():
        yield json.dumps({name: written(value) for name, value in row.items()}, ensure_ascii=False).encode() + b"\n"


def written(value: Any) -> Any:
    match value:
        case datetime() | date():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return b64encode(value).decode()
    return value


def row_of(table: Table, line: bytes) -> dict[str, Any]:
    """Raises KeyError or ValueError for a line that no `lines_of` this table wrote."""
    return {name: read(table.columns[name].type, value) for name, value in json.loads(line).items()}


def read(kind: TypeEngine[Any], value: Any) -> Any:
    if value is None:
        return None
    match kind:
        case UtcDateTime():
            return datetime.fromisoformat(value)
        case Date():
            return date.fromisoformat(value)
        case Uuid():
            return UUID(value)
        case LargeBinary():
            return b64decode(value)
    return value
