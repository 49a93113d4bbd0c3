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
from hazard_app.rules.terms import State, StepKind


@dataclass(frozen=True)
class RecheckLine:
    """`waiting` in local days since the fix was made; `may`: not by whoever reported it."""

    story: HazardStory
    fix: Entry
    waiting: int
    may: bool

    @property
    def hazard(self) -> Hazard:
        return self.story.hazard

    @property
    def needs_photo(self) -> bool:
        return bool(self.hazard.item and self.hazard.item.photo_required)


def recheck_lines(
    session: Session, reach: Reach, school: School, now: datetime, may: Callable[[Hazard], bool]
) -> list[RecheckLine]:
    """The longest waiting first. `may` says whether the reader may recheck a hazard."""
    here = Hazard.visible_to(reach).where(Hazard.school_id == school.id, Hazard.state == State.AWAITING_RECHECK)
    hazards = session.scalars(with_lives(here)).unique().all()
    lines = [line(hazard_story(session, reach, hazard, now), now, may=may(hazard)) for hazard in hazards]
    return sorted(lines, key=lambda each: (-each.waiting, each.hazard.id))


def line(story: HazardStory, now: datetime, *, may: bool) -> RecheckLine:
    fix = next(entry for entry in story.entries if entry.kind is StepKind.FIX)
    waiting = -days_left(fix.at, now, story.hazard.zone.clock)
    return RecheckLine(story, fix, waiting, may)
