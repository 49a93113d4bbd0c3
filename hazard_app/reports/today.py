"""What each role comes for today."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, aliased, contains_eager, joinedload

from hazard_app.models.assignment import Assignment
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard, flags_visible_to
from hazard_app.models.inspection import Inspection, participants_visible_to
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.models.zone import Zone
from hazard_app.reports.hazard_counts import HazardCounts, hazard_counts
from hazard_app.reports.hazard_list import list_page
from hazard_app.reports.hazard_query import HazardQuery, Order
from hazard_app.reports.hazard_rows import HazardRow, rows_of
from hazard_app.reports.looks_ahead import LookAhead, looks_ahead
from hazard_app.reports.round import Round, round_of
from hazard_app.reports.school_rows import SchoolRow, school_page
from hazard_app.reports.school_story import SchoolStory, school_story
from hazard_app.reports.waiting_schools import WaitingSchool, waiting_schools
from hazard_app.reports.zone_checks import ZoneChecks, zone_checks
from hazard_app.reports.zone_story import ZoneRow, side_by_side, tops_of, worst_schools, zone_rows
from hazard_app.rules.places import Place
from hazard_app.rules.terms import DoneBy, FlagKind, State, StepKind

DUE_FIRST = 8
SCHOOLS = 5
WORST = 5
SHOWN = 5
# What is said after somebody asked for more time.
ANSWERS = (StepKind.ASK_MORE_TIME, StepKind.DECIDE_EXTENSION)

# A voided inspection asks nobody for anything.
COUNTS = ~Inspection.voiding.has()


@dataclass(frozen=True)
class Mine:
    """What waits for this one person: their inspections of today, and what asks for a word of theirs."""

    done: list[Inspection]
    in_hand: list[HazardRow]  # assigned to this person and still open
    to_confirm: list[Participant]
    to_answer: list[Flag]


@dataclass(frozen=True)
class OfficerToday:
    round: Round
    counts: HazardCounts
    due: list[HazardRow]
    waiting: list[WaitingSchool]
    looks: list[LookAhead]
    schools: list[SchoolRow]
    near: Place | None


@dataclass(frozen=True)
class LiaisonToday:
    round: Round
    schools: list[SchoolStory]


@dataclass(frozen=True)
class SupervisorToday:
    counts: HazardCounts
    tops: list[Zone]
    zones: list[ZoneRow]
    checks: list[ZoneChecks]  # none where nothing is planned
    worst: list[HazardRow]
    waiting: list[WaitingSchool]
    asking: list[HazardRow]  # for which a school asks for more time, the newest first


@dataclass(frozen=True)
class AdministratorToday:
    schools: int
    people: int
    tops: list[Zone]


def officer_today(session: Session, reach: Reach, near: Place | None, now: datetime) -> OfficerToday:
    counts = hazard_counts(session, reach, HazardQuery(), now)
    return OfficerToday(
        round=round_of(session, reach, near, now),
        counts=counts,
        due=first(session, reach, HazardQuery(order=Order.DEADLINE), now, DUE_FIRST),
        waiting=waiting_schools(session, reach, now, SCHOOLS),
        looks=looks_ahead(session, reach, now),
        schools=schools_for(session, reach, near, now),
        near=near,
    )


def liaison_today(session: Session, reach: Reach, now: datetime) -> LiaisonToday:
    ours = select(School).where(School.id.in_(reach.school_ids), ~School.merger.has())
    schools = session.scalars(ours.order_by(School.name)).all()
    stories = [school_story(session, reach, school, now) for school in schools]
    return LiaisonToday(round_of(session, reach, None, now, None), stories)


def supervisor_today(session: Session, reach: Reach, now: datetime) -> SupervisorToday:
    overdue = HazardQuery(order=Order.DEADLINE, overdue=True)
    tops = tops_of(session, reach)
    zones = side_by_side(zone_rows(session, reach, tops, now), tops)
    return SupervisorToday(
        counts=hazard_counts(session, reach, HazardQuery(), now),
        tops=tops,
        zones=zones,
        checks=zone_checks(session, reach, zones, now.astimezone(tops[0].clock).date(), now) if tops else [],
        worst=first(session, reach, overdue, now, WORST),
        waiting=waiting_schools(session, reach, now, SCHOOLS),
        asking=asking(session, reach, now),
    )


def administrator_today(session: Session, reach: Reach, day: date) -> AdministratorToday:
    """Places and people, no hazards; `day` is the local one."""
    schools = School.visible_to(reach).where(School.closed_on.is_(None)).with_only_columns(func.count())
    inside = Zone.ids_inside(reach.place_paths)
    in_force = (Posting.starts_on <= day, or_(Posting.ends_on.is_(None), Posting.ends_on >= day))
    at_school = Posting.school_id.in_(select(School.id).where(School.zone_id.in_(inside)))
    people = (
        select(func.count(Posting.person_id.distinct()))
        .join(Posting.person)
        .where(or_(Posting.zone_id.in_(inside), at_school), Person.deactivated_at.is_(None), *in_force)
    )
    return AdministratorToday(session.scalar(schools) or 0, session.scalar(people) or 0, tops_of(session, reach))


def first(session: Session, reach: Reach, query: HazardQuery, now: datetime, limit: int) -> list[HazardRow]:
    return list_page(session, reach, query, now, "", 0, limit).rows


def schools_for(session: Session, reach: Reach, near: Place | None, now: datetime) -> list[SchoolRow]:
    """The nearest, else those where most is overdue and open."""
    if near:
        return school_page(session, reach, "", near, None, now).rows[:SCHOOLS]
    schools = [row for zone in tops_of(session, reach) for row in worst_schools(session, reach, zone, now)]
    return sorted(schools, key=lambda row: (-row.sums.overdue, -row.sums.open, row.name))[:SCHOOLS]


def asking(session: Session, reach: Reach, now: datetime) -> list[HazardRow]:
    """Until somebody decides, or the hazard is fixed. Read along the index of those who asked, the newest first."""
    asked, later = aliased(Step), aliased(Step)
    since = later.hazard_id == asked.hazard_id, later.id > asked.id, later.kind.in_(ANSWERS)
    undecided = (
        Hazard.visible_to(reach)
        .join(asked, asked.hazard_id == Hazard.id)
        .where(Hazard.state == State.OPEN, Step.is_asking(asked), ~select(later.id).where(*since).exists())
        .with_only_columns(Hazard.id)
        .with_hint(asked, "INDEXED BY ix_steps_asking", "sqlite")
        .order_by(asked.id.desc())
    )
    return rows_of(session, list(session.scalars(undecided.limit(WORST))), now)


def in_hand(session: Session, reach: Reach, now: datetime) -> list[HazardRow]:
    """What was assigned to this person, the most urgent first."""
    assigned = Hazard.visible_to(reach).join(Hazard.assignment).where(Assignment.person_id == reach.person_id)
    open_ones = assigned.where(Hazard.open_only()).order_by(Hazard.deadline, Hazard.id)
    return rows_of(session, list(session.scalars(open_ones.with_only_columns(Hazard.id).limit(SHOWN))), now)


def mine(session: Session, reach: Reach, since: datetime, now: datetime) -> Mine:
    """`since`: the local midnight."""
    visible = Inspection.visible_to(reach).options(joinedload(Inspection.school), joinedload(Inspection.version))
    own = visible.where(Inspection.person_id == reach.person_id, Inspection.happened_at >= since, COUNTS)
    return Mine(
        done=list(session.scalars(own.order_by(Inspection.happened_at.desc(), Inspection.id.desc()))),
        in_hand=in_hand(session, reach, now),
        to_confirm=list(session.scalars(to_confirm(reach).limit(SHOWN))),
        to_answer=list(session.scalars(to_answer(reach).limit(SHOWN))),
    )


def to_confirm(reach: Reach) -> Select[Participant]:
    """Police inspections that wait for this person to say that they were there."""
    return (
        participants_visible_to(reach)
        .join(Participant.inspection)
        .join(Inspection.version)
        .where(Participant.person_id == reach.person_id, Participant.confirmed_at.is_(None))
        .where(ChecklistVersion.done_by == DoneBy.FORMAL, COUNTS)
        .options(contains_eager(Participant.inspection).joinedload(Inspection.school))
        .order_by(Participant.id.desc())
    )


def to_answer(reach: Reach) -> Select[Flag]:
    """What is to look into in this person's own inspections and steps and has no answer of theirs yet."""
    unsettled = or_(Flag.kind != FlagKind.ONE_OFFICER, Inspection.formal_at.is_(None))
    own = or_(Inspection.person_id == reach.person_id, Step.person_id == reach.person_id)
    return (
        flags_visible_to(reach)
        .outerjoin(Flag.inspection)
        .outerjoin(Flag.step)
        .where(own, Flag.answered_at.is_(None), unsettled, or_(Flag.inspection_id.is_(None), COUNTS))
        .order_by(Flag.id.desc())
    )
