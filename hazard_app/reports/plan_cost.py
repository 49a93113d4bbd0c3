"""What a plan costs before it is published: how many checks a week, for how many people, and how long they take."""

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.derived import ANYBODY, assignees, bound_schools, coming, holders
from hazard_app.models.inspection import Inspection
from hazard_app.models.plan import Plan, PlanEdition
from hazard_app.models.school import School
from hazard_app.models.school_calendar import school_days
from hazard_app.models.zone import Zone
from hazard_app.rules.flags import CHARACTERS_READ_A_SECOND
from hazard_app.rules.rounds import Who

NEXT = 10  # dates
AHEAD = timedelta(days=400)
WEEKS = 4
# The newest checks of a checklist, of which half took longer and half less.
MEASURED = 200
FEW = 5


@dataclass(frozen=True)
class Cost:
    """`checks` in the four weeks from its first day, at `schools`, by `people`; `minutes` for one check.

    `measured`: of so many real checks that is the median; 0 where it is only what reading the items takes.
    """

    checks: int
    schools: int
    people: int
    minutes: float
    measured: int

    @property
    def checks_a_week(self) -> float:
        """For each of the people; for all of them where there is nobody yet."""
        return self.checks / WEEKS / max(self.people, 1)

    @property
    def minutes_a_week(self) -> float:
        return self.checks_a_week * self.minutes


@dataclass(frozen=True)
class PlanCost:
    """`knows_terms`: are the school terms of all these days known?"""

    dates: list[date]
    cost: Cost
    knows_terms: bool


@dataclass(frozen=True)
class Share:
    """`tasks` of one occurrence, at `schools`, for `people`."""

    tasks: int
    schools: int
    people: int


def plan_cost(session: Session, plan: Plan, today: date) -> PlanCost:
    """Of its newest edition. The plan need not be a row."""
    first = max(today, plan.editions[-1].applies_from)
    share = share_of(session, plan.editions[-1], first)
    coming_days = [each.occurrence.due_on for each in coming(session, plan, first, first + AHEAD)]
    checks = share.tasks * sum(day < first + timedelta(weeks=WEEKS) for day in coming_days)
    minutes, measured = time_taken(session, plan)
    dates, calendar = list(dict.fromkeys(coming_days))[:NEXT], school_days(session, plan.zone)
    cost = Cost(checks, share.schools, share.people, minutes, measured)
    return PlanCost(dates, cost, all(map(calendar.covers, dates)))


def share_of(session: Session, edition: PlanEdition, day: date) -> Share:
    """Whoever of a role comes first does a check: they share them."""
    bound = bound_schools(session, edition, day).join(School.zone)
    schools = session.execute(bound.with_only_columns(School.id, Zone.path)).all()
    doers = assignees(session, edition, day) if edition.who is Who.PERSON else holders(session, edition, day)
    whose = [doers.at(school.path, school.id) for school in schools]
    people = {one for several in whose for one in several} - set(ANYBODY)
    each = sum(map(len, whose)) if edition.who is Who.EACH_OF else len(schools)
    return Share(each, len(schools), len(people))


def time_taken(session: Session, plan: Plan) -> tuple[float, int]:
    """Minutes, and of how many checks they are the median."""
    newest = (
        select(Inspection.started_at, Inspection.made_at)
        .join(Inspection.version)
        .where(ChecklistVersion.checklist_id == plan.checklist_id)
        .order_by(Inspection.id.desc())
        .limit(MEASURED)
    )
    took = [(row.made_at - row.started_at).total_seconds() / 60 for row in session.execute(newest)]
    if len(took) >= FEW:
        return median(took), len(took)
    return reading(session, plan), 0


def reading(session: Session, plan: Plan) -> float:
    """Minutes to read all items once."""
    newest = ChecklistVersion.current().where(ChecklistVersion.checklist_id == plan.checklist_id)
    version = session.scalar(newest)
    return sum(version.characters.values()) / CHARACTERS_READ_A_SECOND / 60 if version else 0.0
