"""New rows, written at once.

The unit of work sorts, compares and cascades; among rows that are all new it finds nothing to do, and takes three times
as long as their statements. A statement that is always the same is also compiled once and not looked up each time.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import Column, Connection, Dialect, Table, inspect
from sqlalchemy import insert as insert_into
from sqlalchemy.orm import MANYTOONE, DeclarativeBase, Mapper, RelationshipProperty, Session


@dataclass(frozen=True)
class Plan:
    """How a class becomes rows: every column with its default, and what its relationships say of columns."""

    statement: str  # of a row; it answers the row's id
    by_name: bool  # are its values given by name, or in its columns' order?
    columns: tuple[tuple[str, Any, Callable[[Any], Any]], ...]  # with its default, and as the driver wants it
    references: tuple[tuple[str, str, str], ...]  # relationship, our column, theirs

    def complete(self, new: DeclarativeBase) -> dict[str, Any]:
        said = vars(new)
        for relationship, ours, theirs in self.references:
            if (other := said.get(relationship)) is not None:
                said[ours] = getattr(other, theirs)
        for name, default, _ in self.columns:
            if name not in said:
                said[name] = default.arg(None) if callable(default.arg) else default.arg
        return said

    def row(self, new: DeclarativeBase) -> dict[str, Any] | tuple[Any, ...]:
        said = self.complete(new)
        if self.by_name:
            return {name: plain(said[name]) for name, _, plain in self.columns}
        return tuple([plain(said[name]) for name, _, plain in self.columns])


def insert(session: Session, *groups: Sequence[DeclarativeBase]) -> None:
    """New objects, keyed by `id`, become rows in this order; each learns its id, and the session none of them.

    Each group is of one class. What an object refers to is a row already, or stands in a group before. Raises
    IntegrityError as a flush would.
    """
    if not any(groups):
        return
    connection = session.connection()
    for group in filter(None, groups):
        write_rows(connection, group)


def write_rows(connection: Connection, group: Sequence[DeclarativeBase]) -> None:
    plan = plan_of(type(group[0]), connection.dialect)
    for new in group:
        vars(new)["id"] = connection.exec_driver_sql(plan.statement, plan.row(new)).scalar_one()


@lru_cache(maxsize=256)
def plan_of(kind: type[DeclarativeBase], dialect: Dialect) -> Plan:
    mapper: Mapper[Any] = inspect(kind)
    table = cast("Table", mapper.local_table)
    columns = [column for column in table.columns if not column.primary_key]
    named = insert_into(table).values({column.name: None for column in columns}).returning(table.c.id)
    compiled = named.compile(dialect=dialect)
    return Plan(
        statement=str(compiled),
        by_name=not compiled.positional,
        columns=tuple((column.name, column.default or Nothing, driver(column, dialect)) for column in columns),
        references=tuple(reference for each in mapper.relationships for reference in references(each)),
    )


def driver(column: Column[Any], dialect: Dialect) -> Callable[[Any], Any]:
    """Makes of a value what the database's driver takes."""
    return column.type.dialect_impl(dialect).bind_processor(dialect) or as_it_is


def as_it_is(value: Any) -> Any:
    return value


class Nothing:
    """The default of a column that has none."""

    arg = None


def references(relationship: RelationshipProperty[Any]) -> Iterator[tuple[str, str, str]]:
    if relationship.direction is MANYTOONE and not relationship.viewonly:
        for ours, theirs in relationship.local_remote_pairs or ():
            yield relationship.key, str(ours.key), str(theirs.key)
