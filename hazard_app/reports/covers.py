"""Who does whose rounds, and who could."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.cover import Cover, arranged_by
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.zone import Zone
from hazard_app.reports.people_rows import with_postings
from hazard_app.rules.terms import Role

# So many people can be looked through on a page.
MOST = 200


@dataclass(frozen=True)
class CoverLine:
    """`also`: who else does rounds of the same person on some of these days."""

    cover: Cover
    also: list[str]


@dataclass(frozen=True)
class Covers:
    """Those that last. `mine`: others do my rounds; `promised`: I do theirs; `others`: of the people I look after."""

    mine: list[CoverLine]
    promised: list[CoverLine]
    others: list[CoverLine]
    people: list[Person]


def covers(session: Session, reach: Reach, looked_after: Reach, day: date) -> Covers:
    """`looked_after`: the reader's reach, narrowed to a zone where they chose one."""
    me, people = reach.person_id, people_of(session, looked_after, day)
    ids = {person.id for person in people} - {me}
    lines = lines_of(list(session.scalars(lasting(Cover.visible_to(reach, day), day))))
    return Covers(
        [line for line in lines if line.cover.absent_id == me],
        [line for line in lines if line.cover.person_id == me],
        [line for line in lines if line.cover.absent_id in ids],
        [person for person in people if person.id in ids],
    )


def lasting(found: Select[Any], day: date) -> Select[Cover]:
    both = joinedload(Cover.absent), joinedload(Cover.person), joinedload(Cover.made_by)
    chosen: Select[Cover] = found.where(Cover.ends_on >= day).options(*both).order_by(Cover.starts_on, Cover.id)
    return chosen


def lines_of(found: Sequence[Cover]) -> list[CoverLine]:
    return [CoverLine(each, [other.person.name for other in found if each.meets(other)]) for each in found]


def people_of(session: Session, reach: Reach, day: date) -> list[Person]:
    """Whose rounds this person looks after; none where they are too many to look through."""
    found = with_postings(arranged_by(reach, day)).order_by(Person.name, Person.id)
    people = list(session.scalars(found.limit(MOST + 1)))
    return people if len(people) <= MOST else []


def of_today(session: Session, person_id: int, day: date) -> list[Cover]:
    """In force: those in which the person stands in, and those in which others do for them. Whoever left does not."""
    both = or_(Cover.person_id == person_id, Cover.absent_id == person_id)
    here = select(Cover).where(Cover.on(day), both, Cover.person.has(Person.deactivated_at.is_(None)))
    return list(session.scalars(lasting(here, day)))


def stand_ins(session: Session, absent: Person, day: date) -> list[Person]:
    """Who could do their rounds, of those who serve that day."""
    held = absent.reach_on(day).held
    paths = {each.path for each in held if each.path and each.role in INSPECTORS}
    schools = {each.school_id for each in held if each.role is Role.LIAISON}
    above = {"/".join(path.split("/")[:at]) + "/" for path in paths for at in range(2, path.count("/") + 1)}
    posted = select(Posting.person_id).outerjoin(Posting.zone).where(Posting.on(day))
    inspects = and_(Posting.role.in_(INSPECTORS), Zone.path.in_(above))
    helps = and_(Posting.role == Role.LIAISON, Posting.school_id.in_(schools))
    found = select(Person).where(
        Person.id.in_(posted.where(or_(inspects, helps))), Person.id != absent.id, Person.deactivated_at.is_(None)
    )
    return list(session.scalars(with_postings(found).order_by(Person.name, Person.id).limit(MOST)))
