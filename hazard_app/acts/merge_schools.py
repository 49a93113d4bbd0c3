"""Merge two schools: what is open at one goes on at the other, its team serves there, and it closes; its past stays."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.carry_over import Carried, Carrier, carry_over, goes_along, open_items
from hazard_app.acts.log_act import Actor
from hazard_app.acts.post_person import NewPosting, post_person, posting_facts, standing, today
from hazard_app.acts.refusals import Refused
from hazard_app.acts.run_people import note
from hazard_app.acts.run_places import note_school
from hazard_app.acts.settle_tasks import settle_near
from hazard_app.models.hazard import Hazard
from hazard_app.models.merger import Merger
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.school import School
from hazard_app.rules.administration import ActKind


class CannotMerge(Refused):
    """One of the two is closed or was merged elsewhere, or they are the same one."""


@dataclass(frozen=True)
class Preview:
    """How many open hazards would go along, how many of them stand at both, and who would serve there."""

    moving: int
    duplicates: int
    team: list[str]


@dataclass(frozen=True)
class Merged:
    """`is_new` is False when it had been done before."""

    carried: Carried
    team: int
    is_new: bool


def preview(session: Session, school: School, into: School, now: datetime) -> Preview:
    """Numbers, not hazards: whoever administers sees none."""
    there = open_items(session, into)
    going = session.scalars(goes_along(school)).all()
    twins = sum(hazard.is_open and hazard.item_code in there for hazard in going)
    return Preview(len(going), twins, [posting.person.name for posting in team(session, school, today(session, now))])


def merge_schools(session: Session, person_id: int, school_id: int, into_id: int, now: datetime) -> Merged:
    """Raises CannotMerge. The same thing twice is fine."""
    school, into = locked(session, school_id, into_id)
    known = session.scalar(select(Merger.into_id).where(Merger.school_id == school_id))
    if known == into_id:
        return Merged(Carried(0, 0), 0, is_new=False)
    if known or school is into or school.closed_on or into.closed_on:
        raise CannotMerge
    person = session.get_one(Person, person_id)
    for path in sorted({school.zone.path, into.zone.path}):
        settle_near(session, path, now)
    for former in list(school.absorbed):
        former.into = into
    session.add(Merger(school=school, into=into, person_id=person_id, at=now))
    school.closed_on = today(session, now)
    carried = carry_over(session, school, into, Carrier(person, now))
    moved = move_team(session, Actor.of(person), school, into, now)
    facts = {"into": into.name, "open_hazards": carried.moved, "duplicates": carried.duplicates}
    note_school(session, Actor.of(person), ActKind.MERGED, school, now, **facts)
    note_school(session, Actor.of(person), ActKind.MERGED, into, now, **{"from": school.name})
    return Merged(carried, moved, is_new=True)


def locked(session: Session, school_id: int, into_id: int) -> tuple[School, School]:
    """Both, until this ends. Their hazards first: a submission has those when it asks for its school."""
    both = [school_id, into_id]
    session.execute(select(Hazard.id).where(Hazard.school_id.in_(both)).order_by(Hazard.id).with_for_update()).all()
    rows = select(School).where(School.id.in_(both)).order_by(School.id).with_for_update(of=School)
    found = {school.id: school for school in session.scalars(rows.execution_options(populate_existing=True))}
    return found[school_id], found[into_id]


def team(session: Session, school: School, day: date) -> list[Posting]:
    """Whose postings there are in force or to come."""
    held = session.scalars(select(Posting).where(Posting.school_id == school.id).order_by(Posting.id))
    return [posting for posting in held if posting.lasts(day)]


def move_team(session: Session, actor: Actor, school: School, into: School, now: datetime) -> int:
    """From today on; until yesterday they served where they served. Whoever serves there already goes on doing so."""
    day = today(session, now)
    moving = team(session, school, day)
    for posting in moving:
        person, ends_on, there = posting.person, posting.ends_on, posting
        if posting.starts_on < day:
            posting.ends_on = day - timedelta(days=1)
            note(session, actor, ActKind.POSTING_ENDED, person, now, posting=posting_facts(posting))
            new = NewPosting(posting.role, None, into.id, None, ends_on)
            if standing(person, new, day):
                continue
            there = post_person(session, person, new, day)
        there.school = into
        note(session, actor, ActKind.POSTED, person, now, zone_id=into.zone_id, posting=posting_facts(there))
    return len(moving)
