"""What a supervisor may choose from for a plan or a campaign: their zones, with the schools and people in them."""

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
class PlaceChoices:
    """`schools` are empty where there are too many to choose from."""

    checklists: list[ChecklistVersion]
    zones: list[Zone]
    schools: list[School]


@dataclass(frozen=True)
class PlanChoices(PlaceChoices):
    """`people` are empty where there are too many, too."""

    people: list[Person]


def plan_choices(session: Session, reach: Reach, zone: Zone | None, today: date) -> PlanChoices:
    """`zone`: in which schools and people are chosen from; None is all of the person's zones."""
    inside = Zone.ids_inside(paths_of(reach, zone))
    at_school = Posting.school_id.in_(select(School.id).where(School.zone_id.in_(inside)))
    there = or_(Posting.zone_id.in_(inside), at_school)
    held = select(Posting.person_id).where(Posting.role.in_(DOERS), there, Posting.on(today))
    people = select(Person).where(Person.id.in_(held), Person.deactivated_at.is_(None)).order_by(Person.name)
    return PlanChoices(
        **vars(place_choices(session, reach, zone)), people=few(list(session.scalars(people.limit(MOST + 1))))
    )


def place_choices(session: Session, reach: Reach, zone: Zone | None) -> PlaceChoices:
    inside = Zone.ids_inside(paths_of(reach, zone))
    schools = select(School).where(School.zone_id.in_(inside), School.closed_on.is_(None)).order_by(School.name)
    return PlaceChoices(
        list(session.scalars(ChecklistVersion.current().options(joinedload(ChecklistVersion.checklist)))),
        list(session.scalars(select(Zone).where(Zone.inside(supervised(reach))).order_by(Zone.path))),
        few(list(session.scalars(schools.limit(MOST + 1)))),
    )


def paths_of(reach: Reach, zone: Zone | None) -> tuple[str, ...]:
    return (zone.path,) if zone else supervised(reach)


def supervised(reach: Reach) -> tuple[str, ...]:
    return reach.paths_as(frozenset({Role.SUPERVISOR}))


def few(found: list[T]) -> list[T]:
    return found if len(found) <= MOST else []
