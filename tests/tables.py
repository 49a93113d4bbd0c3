"""All that a database says, to be compared with what another one does."""

from typing import Any

from sqlalchemy import Column, select
from sqlalchemy.orm import Session

from hazard_app.db import Base
from hazard_app.models.task import Task

TABLES = [table for table in Base.metadata.sorted_tables if table.name != "stamps"]


def rows(session: Session) -> dict[str, list[tuple[Any, ...]]]:
    """Of each table, without hashes of passwords, which have salts of their own. A task counts by its place and not by
    its number: PostgreSQL takes one also for a task that turns out to be there already."""
    columns = {table.name: [column for column in table.columns if column.name != "password_hash"] for table in TABLES}
    found = {name: session.execute(select(*own).order_by(own[0])).all() for name, own in columns.items()}
    places = {number: place for place, (number, *_) in enumerate(found["tasks"])}

    def told(column: Column[Any], value: Any) -> Any:
        return places[value] if value is not None and is_task(column) else value

    return {name: [tuple(map(told, columns[name], row)) for row in found[name]] for name in found}


def is_task(column: Column[Any]) -> bool:
    number = Task.__table__.c.id
    return column is number or any(key.column is number for key in column.foreign_keys)
