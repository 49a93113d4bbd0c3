"""Whether what a process has read still holds: each change of it leaves a new stamp (migrations 0004, 0012).

Triggers set it, so that nobody has to remember. It is random: a counter that was rolled back would come again.
"""

from collections.abc import Callable, Hashable, Iterator, Mapping
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import String, bindparam, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hazard_app.db import Base

T = TypeVar("T")


class Subject(StrEnum):
    """`library`: departments, categories, time limits, calendar days. `people`: they, postings, zones and schools.

    `plans`: they, what they say, where they stand still; terms and school days.
    """

    LIBRARY = "library"
    PEOPLE = "people"
    PLANS = "plans"


class Stamp(Base):
    __tablename__ = "stamps"

    name: Mapped[str] = mapped_column(String(16), primary_key=True)
    value: Mapped[str] = mapped_column(String(32))


class Kept(NamedTuple):
    stamp: str
    things: dict[Hashable, Any]


STAMP = select(Stamp.__table__.c.value).where(Stamp.__table__.c.name == bindparam("name"))
# All of them, as columns of another statement.
STAMPS = tuple(
    select(Stamp.__table__.c.value).where(Stamp.__table__.c.name == subject.value).scalar_subquery().label(subject)
    for subject in Subject
)
# By the database, of which a process may know several.
KEPT: WeakKeyDictionary[Any, dict[Subject, Kept]] = WeakKeyDictionary()
# Of a subject, so that a process does not grow with the years it runs.
MOST = 5_000


def kept(session: Session, subject: Subject, name: Hashable, read: Callable[[Session], T]) -> T:
    """What `read` made of it: anew after a change, else as this process has kept it. It is shared: read only.

    What is None is not kept.
    """
    stamp = stamp_of(session, subject)
    subjects = KEPT.setdefault(session.get_bind(), {})
    known = subjects.get(subject)
    if known is None or known.stamp != stamp or len(known.things) >= MOST:
        known = Kept(str(stamp), {})
    if name not in known.things:
        thing = read(session)
        if thing is None or stamp is None:
            return thing
        known.things[name] = thing
        subjects[subject] = known
    found: T = known.things[name]
    return found


def stamp_of(session: Session, subject: Subject) -> str | None:
    """As it is held, else as it stands."""
    return session.info.get(subject) or session.scalar(STAMP, {"name": subject.value})


def hold(session: Session, stamps: Mapping[Subject, str]) -> None:
    """As read beside something else: they hold until something was written, or took long."""
    session.info.update(stamps)


@contextmanager
def apart(session: Session) -> Iterator[Session]:
    """A session for rows that shall belong to none; in the same transaction, so that the stamp is theirs."""
    with Session(session.connection(), join_transaction_mode="rollback_only") as other:
        yield other
