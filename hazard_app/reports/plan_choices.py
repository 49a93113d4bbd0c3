"""What a supervisor may choose from for a plan: their zones, with the schools and the people in them."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.terms import Role

T = TypeVar("T")

# So many schools or people can be looked through on a page; where there are more, a smaller zone is chosen first.
MOST = 200
DOERS = (Role.OFFICER, Role.SUPERVISOR, Role.LIAISON)


@dataclass(frozen=True)
class PlanChoices:
    """`schools` and `people` are empty where there are too many to choose from."""

    checklists: list[ChecklistVersion]
    zones: list[Zone]
    schools: list[School]
    people: list[Person]


def plan_choices(session: Session, reach: Reach, zone: Zone | None, today: date) -> PlanChoices:
    """`zone`: in which schools and people are chosen from; None is all of the person's zones."""
    paths = (zone.path,) if zone else supervised(reach)
    inside = Zone.ids_inside(paths)
    schools = select(School).where(School.zone_id.in_(inside), School.closed_on.is_(None)).order_by(School.name)
    at_school = Posting.school_id.in_(select(School.id).where(School.zone_id.in_(inside)))
    in_force = Posting.starts_on <= today, or_(Posting.ends_on.is_(None), Posting.ends_on >= today)
    there = or_(Posting.zone_id.in_(inside), at_school)
    held = select(Posting.person_id).where(Posting.role.in_(DOERS), there, *in_force)
    people = select(Person).where(Person.id.in_(held), Person.deactivated_at.is_(None)).order_by(Person.name)
    return PlanChoices(
        list(session.scalars(ChecklistVersion.current().options(joinedload(ChecklistVersion.checklist)))),
        list(session.scalars(select(Zone).where(Zone.inside(supervised(reach))).order_by(Zone.path))),
        few(list(session.scalars(schools.limit(MOST + 1)))),
        few(list(session.scalars(people.limit(MOST + 1)))),
    )


def supervised(reach: Reach) -> tuple[str, ...]:
    return reach.paths_as(frozenset({Role.SUPERVISOR}))


def few(found: list[T]) -> list[T]:
    return found if len(found) <= MOST else []
