"""New rows, written at once.

The unit of work sorts, compares and cascades; among rows that are all new it finds nothing to do, and takes three times
as long as their statements.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from sqlalchemy import Connection, Insert, Table, inspect
from sqlalchemy import insert as insert_into
from sqlalchemy.orm import MANYTOONE, DeclarativeBase, Mapper, RelationshipProperty, Session


@dataclass(frozen=True)
class Plan:
    """How a class becomes rows: every column with its default, and what its relationships say of columns."""

    statement: Insert
    statement_for_many: Insert
    columns: tuple[tuple[str, Any], ...]
    references: tuple[tuple[str, str, str], ...]  # relationship, our column, theirs

    def row(self, new: DeclarativeBase) -> dict[str, Any]:
        said = vars(new)
        for relationship, ours, theirs in self.references:
            if (other := said.get(relationship)) is not None:
                setattr(new, ours, getattr(other, theirs))
        for name, default in self.columns:
            if name not in said:
                setattr(new, name, default.arg(None) if callable(default.arg) else default.arg)
        return {name: said[name] for name, _ in self.columns}


def insert(session: Session, *groups: Sequence[DeclarativeBase]) -> None:
    """New objects, keyed by `id`, become rows in this order; each learns its id, and the session none of them.

    Each group is of one class. What an object refers to is a row already, or stands in a group before. Raises
    IntegrityError as a flush would.
    """
    for group in filter(None, groups):
        write_rows(session.connection(), group)


def write_rows(connection: Connection, group: Sequence[DeclarativeBase]) -> None:
    plan = plan_of(type(group[0]))
    if len(group) == 1:
        keys: Iterable[Any] = connection.execute(plan.statement, plan.row(group[0])).inserted_primary_key or ()
    else:
        keys = connection.execute(plan.statement_for_many, [plan.row(each) for each in group]).scalars()
    for each, key in zip(group, keys, strict=True):
        vars(each)["id"] = key


@cache
def plan_of(kind: type[DeclarativeBase]) -> Plan:
    mapper: Mapper[Any] = inspect(kind)
    table = cast("Table", mapper.local_table)
    columns = [column for column in table.columns if not column.primary_key]
    return Plan(
        insert_into(table),
        insert_into(table).returning(table.c.id, sort_by_parameter_order=True),
        tuple((column.name, column.default or Nothing) for column in columns),
        tuple(reference for each in mapper.relationships for reference in references(each)),
    )


class Nothing:
    """The default of a column that has none."""

    arg = None


def references(relationship: RelationshipProperty[Any]) -> Iterator[tuple[str, str, str]]:
    if relationship.direction is MANYTOONE and not relationship.viewonly:
        for ours, theirs in relationship.local_remote_pairs or ():
            yield relationship.key, str(ours.key), str(theirs.key)
