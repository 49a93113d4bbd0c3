"""What whoever leaves a school's team hands over: all that is open there, who has it, and what was asked for."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from hazard_app.models.assignment import Assignment
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.posting import Posting
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.reports.hazard_rows import HazardRow
from hazard_app.reports.school_story import open_among
from hazard_app.reports.team import team_of
from hazard_app.rules.terms import State, StepKind


@dataclass(frozen=True)
class HandedOver:
    """`in_hand`: who has it, if anybody; `asked_at`: when more time was last asked for."""

    row: HazardRow
    in_hand: Person | None
    asked_at: datetime | None


@dataclass(frozen=True)
class Handover:
    """`team`: the school's liaison officers, those who come included; what is open stands once."""

    team: list[Posting]
    lines: list[HandedOver]

    @property
    def awaiting(self) -> list[HandedOver]:
        return [line for line in self.lines if line.row.state is State.AWAITING_RECHECK]

    @property
    def ours(self) -> list[HandedOver]:
        return [line for line in self.lines if line.row.state is State.OPEN and line.row.is_ours_to_fix]

    @property
    def others(self) -> list[HandedOver]:
        return [line for line in self.lines if line.row.state is State.OPEN and not line.row.is_ours_to_fix]

    @property
    def hands(self) -> dict[Person, int]:
        """Whoever has something in hand, and how many."""
        return Counter(line.in_hand for line in self.lines if line.in_hand)

    def takers(self, giver: Person) -> list[Person]:
        """Of the team, who could take it over."""
        return [posting.person for posting in self.team if posting.person_id != giver.id]


def handover(session: Session, reach: Reach, school: School, now: datetime) -> Handover:
    # All of it, the school's own findings too, whoever prints the page for the school.
    rows = open_among(session, Hazard.visible_to(reach), school, now)
    ids = [row.id for row in rows]
    hands, asked = hands_of(session, ids), asked_for(session, ids)
    lines = [HandedOver(row, hands.get(row.id), asked.get(row.id)) for row in rows]
    return Handover(team_of(session, school.id, now.astimezone(school.zone.clock).date()), lines)


def hands_of(session: Session, hazards: Sequence[int]) -> dict[int, Person]:
    assigned = select(Assignment.hazard_id, Person).join(Assignment.person)
    return dict(session.execute(assigned.where(Assignment.hazard_id.in_(hazards))).all())


def asked_for(session: Session, hazards: Sequence[int]) -> dict[int, datetime]:
    """Of each hazard, the newest time."""
    asking = select(Step.hazard_id, func.max(Step.happened_at)).where(Step.kind == StepKind.ASK_MORE_TIME)
    newest = asking.where(Step.hazard_id.in_(hazards)).group_by(Step.hazard_id)
    return dict(session.execute(newest).all())
