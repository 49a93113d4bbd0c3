"""People whom an administrator may look up, by name, a page at a time."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Select, func, or_, select, tuple_
from sqlalchemy.orm import Session, selectinload

from hazard_app.models.person import NO_PASSWORD, Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import Reach
from hazard_app.models.school import School

PAGE = 50


@dataclass(frozen=True)
class PeoplePage:
    """`after` leads on by name."""

    people: list[Person]
    total: int
    after: str


def people_page(session: Session, reach: Reach, q: str, after: UUID | None) -> PeoplePage:
    found = matching(reach, q)
    total = session.scalar(select(func.count()).select_from(found.with_only_columns(Person.id).subquery())) or 0
    if after:
        last = Person.visible_to(reach).where(Person.uid == after).with_only_columns(Person.name, Person.id)
        found = found.where(tuple_(Person.name, Person.id) > last.scalar_subquery())
    people = list(session.scalars(with_postings(found).order_by(Person.name, Person.id).limit(PAGE + 1)))
    return PeoplePage(people[:PAGE], total, str(people[PAGE - 1].uid) if len(people) > PAGE else "")


def matching(reach: Reach, q: str) -> Select[Any]:
    return Person.visible_to(reach).where(*(named_like(word) for word in q.split()))


def named_like(word: str) -> Any:
    parts = (Person.name, Person.username, Person.mobile, Person.unit)
    return or_(*(part.contains(word, autoescape=True) for part in parts))


def with_postings(found: Select[Any]) -> Select[Any]:
    postings = selectinload(Person.postings)
    return found.options(postings.joinedload(Posting.zone), postings.joinedload(Posting.school).joinedload(School.zone))


def without_password(session: Session, reach: Reach, limit: int) -> list[Person]:
    """Active people who have never been given a code."""
    waiting = Person.visible_to(reach).where(Person.password_hash == NO_PASSWORD, Person.deactivated_at.is_(None))
    return list(session.scalars(with_postings(waiting).order_by(Person.unit, Person.name, Person.id).limit(limit)))
