"""A page of hazards behind a cursor. There is no OFFSET: a page costs the same wherever it is."""

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, tuple_
from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.reports.hazard_query import HazardQuery, Order, asked_for
from hazard_app.reports.hazard_rows import HazardRow, rows_of
from hazard_app.reports.hazard_strategy import gathering, walking
from hazard_app.rules.terms import Attention

PAGE = 50
CHUNK = 500
# Up to so many are gathered and sorted in a millisecond or two; more are walked in the order of an index.
SORTED_AT_ONCE = 2_000
EVERYTHING = 1_000_000_000

KEYS: dict[Order, tuple[Any, ...]] = {
    Order.ATTENTION: (Hazard.attention, Hazard.deadline, Hazard.happened_at, Hazard.id),
    Order.DEADLINE: (Hazard.deadline, Hazard.happened_at, Hazard.id),
    Order.NEWEST: (Hazard.happened_at, Hazard.id),
}


class CursorError(ValueError):
    """Not a cursor that was given out for this order."""


@dataclass(frozen=True)
class ListPage:
    """`after` leads to the next page; empty when there is none."""

    rows: list[HazardRow]
    after: str


def list_page(
    session: Session, reach: Reach, query: HazardQuery, now: datetime, after: str, expected: int, limit: int = PAGE
) -> ListPage:
    """`expected` is how many are asked for in all: it decides how they are best read. Raises CursorError."""
    order = query.ordered_by
    keys = session.execute(next_keys(reach, query, now, after, expected).limit(limit + 1)).all()
    rows = rows_of(session, [key.id for key in keys[:limit]], now)
    return ListPage(rows, written(order, keys[limit - 1]) if len(keys) > limit else "")


def every_row(session: Session, reach: Reach, query: HazardQuery, now: datetime) -> Iterator[list[HazardRow]]:
    """All that are asked for, in parts; between two of them no transaction is open, however slow the reader."""
    after, more = "", True
    while more:
        page = list_page(session, reach, query, now, after, EVERYTHING, CHUNK)
        session.rollback()
        yield page.rows
        after, more = page.after, bool(page.after)


def next_keys(reach: Reach, query: HazardQuery, now: datetime, after: str, expected: int) -> Select[Any]:
    order = query.ordered_by
    keys = KEYS[order]
    asked = asked_for(reach, query, now).with_only_columns(*keys)
    if after:
        asked = asked.where(beyond(order, read(order, after)))
    asked = walking(asked, reach, query) if expected > SORTED_AT_ONCE else gathering(asked, reach, query)
    return asked.order_by(*(key.desc() if order is Order.NEWEST else key for key in keys))


def beyond(order: Order, last: tuple[Any, ...]) -> ColumnElement[bool]:
    keys = tuple_(*KEYS[order])
    return keys < last if order is Order.NEWEST else keys > last


def written(order: Order, key: Row[Any]) -> str:
    """Opaque on purpose: nobody should build one."""
    values = [value.isoformat() if isinstance(value, datetime) else int(value) for value in key]
    return urlsafe_b64encode(json.dumps([order, *values]).encode()).decode().rstrip("=")


def read(order: Order, cursor: str) -> tuple[Any, ...]:
    try:
        given, *values = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        kinds = READ[order]
        if given != order or len(values) != len(kinds):
            raise CursorError(cursor)
        return tuple(kind(value) for kind, value in zip(kinds, values, strict=True))
    except (ValueError, TypeError, OverflowError, RecursionError) as error:
        raise CursorError(cursor) from error


def moment(text: str) -> datetime:
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise CursorError(text)
    return at.astimezone(UTC)


def serial(number: int) -> int:
    if type(number) is not int or not 0 < number < 2**31:
        raise CursorError(number)
    return number


READ: dict[Order, tuple[Any, ...]] = {
    Order.ATTENTION: (Attention, moment, moment, serial),
    Order.DEADLINE: (moment, moment, serial),
    Order.NEWEST: (moment, serial),
}
