"""What waits at a school to be rechecked: before and after side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from hazard_app.models.hazard import Hazard
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.reports.hazard_story import Entry, HazardStory, hazard_story, with_lives
from hazard_app.rules.deadlines import days_left
from hazard_app.rules.steps import Reason
from hazard_app.rules.terms import State, StepKind


@dataclass(frozen=True)
class RecheckLine:
    """`waiting` in local days since the fix was made; `why_not` the reader may not judge it, or None."""

    story: HazardStory
    fix: Entry
    waiting: int
    why_not: Reason | None

    @property
    def may(self) -> bool:
        return self.why_not is None

    @property
    def hazard(self) -> Hazard:
        return self.story.hazard

    @property
    def needs_photo(self) -> bool:
        return bool(self.hazard.item and self.hazard.item.photo_required)


def recheck_lines(
    session: Session, reach: Reach, school: School, now: datetime, why_not: Callable[[Hazard], Reason | None]
) -> list[RecheckLine]:
    """The longest waiting first. `why_not` says why the reader may not recheck a hazard, if so."""
    here = Hazard.listed_for(reach, now).where(Hazard.school_id == school.id, Hazard.state == State.AWAITING_RECHECK)
    hazards = session.scalars(with_lives(here)).unique().all()
    lines = [line(hazard_story(session, reach, hazard, now), now, why_not(hazard)) for hazard in hazards]
    return sorted(lines, key=lambda each: (-each.waiting, each.hazard.id))


def line(story: HazardStory, now: datetime, why_not: Reason | None) -> RecheckLine:
    fix = next(entry for entry in story.entries if entry.kind is StepKind.FIX)
    waiting = -days_left(fix.at, now, story.hazard.zone.clock)
    return RecheckLine(story, fix, waiting, why_not)
