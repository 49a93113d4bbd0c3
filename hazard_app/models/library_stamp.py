"""Whether the library is still what a process has read: each change of it leaves a new stamp (migration 0004).

Triggers set it, so that nobody has to remember. It is random: a counter that was rolled back would come again.
"""

from collections.abc import Callable, Hashable
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hazard_app.db import Base

T = TypeVar("T")


class LibraryStamp(Base):
    """One row. It covers departments, categories, time limits and calendar days; published versions never change."""

    __tablename__ = "library_stamp"

    id: Mapped[int] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(String(32))


class Kept(NamedTuple):
    stamp: str
    things: dict[Hashable, Any]


STAMP = select(LibraryStamp.__table__.c.value)
# By the database, of which a process may know several.
KEPT: WeakKeyDictionary[Any, Kept] = WeakKeyDictionary()


def kept(session: Session, name: Hashable, read: Callable[[Session], T]) -> T:
    """What `read` made of the library: anew after a change, else as this process has kept it. It is shared: read only.

    What is None is not kept.
    """
    stamp = session.scalar(STAMP)
    known = KEPT.get(session.get_bind())
    if known is None or known.stamp != stamp:
        known = Kept(str(stamp), {})
    if name not in known.things:
        thing = read(session)
        if thing is None or stamp is None:
            return thing
        known.things[name] = thing
        KEPT[session.get_bind()] = known
    found: T = known.things[name]
    return found
