"""What the quick report offers before anything is typed: one's schools, the kinds one reports most, what is open."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload

from hazard_app.models.category import Category
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.reach import INSPECTORS, Reach
from hazard_app.models.school import School
from hazard_app.rules.bigrams import bigrams
from hazard_app.rules.terms import Role

MOST_SCHOOLS = 200  # as many as one page can hold and a thumb can filter
MOST_RECENT = 6
MOST_TWINS = 3
# How long the last school is still where one most likely stands.
SAME_ROUND = timedelta(hours=12)


@dataclass(frozen=True)
class QuickReportPage:
    """`at_hand` are offered as chips, `others` behind a line; `school` is chosen beforehand, or None."""

    schools: list[School]
    there_are_more: bool
    school: School | None
    at_hand: list[Category]
    others: list[Category]
    inspects: bool


def quick_report_page(
    session: Session, person: Person, reach: Reach, asked: School | None, now: datetime
) -> QuickReportPage:
    last_at = last_there(session, person)
    schools = offered_schools(session, reach, asked, last_at)
    at_hand, others = offered_categories(session, person, reach)
    return QuickReportPage(
        schools=schools[:MOST_SCHOOLS],
        there_are_more=len(schools) > MOST_SCHOOLS,
        school=asked or likely_school(schools, last_at, now),
        at_hand=at_hand,
        others=others,
        inspects=bool(reach.roles & INSPECTORS),
    )


def last_there(session: Session, person: Person) -> dict[int, datetime]:
    """When the person last inspected or found something, by the id of the school."""
    visits = select(Inspection.school_id, func.max(Inspection.happened_at)).where(Inspection.person_id == person.id)
    finds = select(Hazard.school_id, func.max(Hazard.happened_at)).where(Hazard.found_by_id == person.id)
    last_at: dict[int, datetime] = dict(session.execute(visits.group_by(Inspection.school_id)).all())
    for school_id, at in session.execute(finds.group_by(Hazard.school_id)):
        last_at[school_id] = max(at, last_at.get(school_id, at))
    return last_at


def offered_schools(session: Session, reach: Reach, asked: School | None, last_at: dict[int, datetime]) -> list[School]:
    """One more than fit, if there are so many: the last ones first, then by name."""
    first = ([asked.id] if asked else []) + newest_first(last_at)[:MOST_RECENT]
    mine = schools_in_order(reach, first).options(joinedload(School.zone)).limit(MOST_SCHOOLS + 1)
    return [school for school in session.scalars(mine) if may_report_at(reach, school)]


def newest_first(last_at: dict[int, datetime]) -> list[int]:
    return sorted(last_at, key=lambda school_id: last_at[school_id], reverse=True)


def schools_in_order(reach: Reach, first: list[int]) -> Select[School]:
    """Those in sight that are not closed: these ids first, in their order, then by name."""
    order = case({school_id: rank for rank, school_id in enumerate(first)}, value=School.id, else_=len(first))
    mine = School.visible_to(reach).where(School.closed_on.is_(None))
    return mine.order_by(*([order] if first else []), School.name, School.id)


def may_report_at(reach: Reach, school: School) -> bool:
    return bool(reach.roles_at(school.zone.path, school.id) & (INSPECTORS | {Role.LIAISON}))


def likely_school(schools: list[School], last_at: dict[int, datetime], now: datetime) -> School | None:
    if len(schools) == 1:
        return schools[0]
    here = [school for school in schools if school.id in last_at and last_at[school.id] > now - SAME_ROUND]
    return max(here, key=lambda school: last_at[school.id], default=None)


def offered_categories(session: Session, person: Person, reach: Reach) -> tuple[list[Category], list[Category]]:
    """The kinds this person found last stand at hand."""
    found = session.scalars(
        select(Hazard.category_code).where(Hazard.found_by_id == person.id).order_by(Hazard.id.desc()).limit(50)
    )
    rank = {code: position for position, code in enumerate(dict.fromkeys(found))}
    known = list(categories_on_offer(session, reach).values())
    at_hand = sorted(known, key=lambda category: rank.get(category.code, len(rank)))[:MOST_RECENT]
    return at_hand, [category for category in known if category not in at_hand]


def categories_on_offer(session: Session, reach: Reach) -> dict[str, Category]:
    """By code, in their order; whoever inspects nowhere is offered nothing police-only."""
    police = bool(reach.roles & INSPECTORS)
    every = session.scalars(Category.in_order())
    return {category.code: category for category in every if police or not category.police_only}


def open_at(session: Session, reach: Reach, school: School) -> list[Hazard]:
    """The newest that are open there, to be looked at before a second one is reported."""
    here = Hazard.visible_to(reach).where(Hazard.school_id == school.id, Hazard.open_only())
    newest = here.order_by(Hazard.id.desc()).limit(MOST_RECENT)
    return list(session.scalars(newest.options(joinedload(Hazard.item), joinedload(Hazard.category))))


def possible_twins(session: Session, reach: Reach, hazard: Hazard) -> list[Hazard]:
    """Open ones of the same school and kind that may be the same thing. They are shown, never merged."""
    same = Hazard.visible_to(reach).where(
        Hazard.school_id == hazard.school_id,
        Hazard.category_code == hazard.category_code,
        Hazard.id != hazard.id,
        Hazard.open_only(),
    )
    newest = same.order_by(Hazard.id.desc()).limit(50)
    found = session.scalars(newest.options(joinedload(Hazard.item), joinedload(Hazard.category)))
    return [other for other in found if may_be_the_same(other, hazard)][:MOST_TWINS]


def may_be_the_same(other: Hazard, hazard: Hazard) -> bool:
    return other.item_code is None or shares_a_word(str(other.whereabouts), str(hazard.whereabouts))


def shares_a_word(one: str, other: str) -> bool:
    return not set(bigrams(one)).isdisjoint(bigrams(other))
