"""What one item's answer does: it finds a hazard, sees it again, or takes it off the list."""

from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID, uuid5

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hazard_app.acts.find_hazard import Finding, last_closed, open_hazard
from hazard_app.acts.judging import judged_at
from hazard_app.acts.keep_photo import refuse_used
from hazard_app.acts.take_step import NewStep, take_locked_step
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules.answers import Answer
from hazard_app.rules.steps import StepRefused
from hazard_app.rules.terms import Severity, StepKind, Verdict
from hazard_app.rules.told import Told

# Steps that say: it was there.
SIGHTINGS = (StepKind.FOUND, StepKind.CONFIRM, StepKind.SEEN_AGAIN, StepKind.RECHECK_FAIL, StepKind.REOPEN)


@dataclass(frozen=True)
class NewHazard:
    """A hazard that stands on no list: photos by the SHA-256 of the bytes sent."""

    category: Category
    severity: Severity
    note: str
    place_words: str = ""
    photos: tuple[str, ...] = ()
    after_photos: tuple[str, ...] = ()
    fixed_on_spot: bool = False


@dataclass(frozen=True)
class Visit:
    """The inspection that the steps belong to, and the photos that came with it by their hashes.

    `inspects`: an inspector's and not a school's own. `open_hazards` are those of the school, by their item.
    """

    session: Session
    person: Person
    inspection: Inspection
    told: Told
    photos: dict[str, Photo]
    inspects: bool
    open_hazards: dict[str, Hazard]

    def sees(self, code: str) -> bool:
        """A school is told nothing of what was marked police-only, not even that it is open."""
        hazard = self.open_hazards.get(code)
        return self.inspects or hazard is None or not hazard.police_only

    def step(self, kind: StepKind, name: str, answer: Answer | NewHazard) -> NewStep:
        """A step of this visit; its uid follows from the inspection's, so that a retry makes the same."""
        return NewStep(
            kind=kind,
            told=replace(self.told, uid=uuid5(self.told.uid, f"{name}/{kind}")),
            note=answer.note,
            before=[self.photos[sha] for sha in answer.photos],
            inspection=self.inspection,
        )

    def step_after(self, kind: StepKind, name: str, answer: Answer | NewHazard) -> NewStep:
        """One that shows how it looks now."""
        after = [self.photos[sha] for sha in answer.after_photos]
        return replace(self.step(kind, name, answer), note="", before=[], after=after)

    def take(self, hazard: Hazard, step: NewStep) -> None:
        """The hazard is locked; the visit flushes all its steps at once."""
        take_locked_step(self.session, hazard, self.person, step)

    @cached_property
    def limits(self) -> TimeLimits:
        with self.session.no_autoflush:
            return TimeLimits.of(self.session)

    def last_closed(self, item: ChecklistItem) -> Hazard | None:
        """Locked, so that nobody reopens it meanwhile."""
        with self.session.no_autoflush:
            return last_closed(self.session, self.inspection.school, item.code, lock=True)


def open_items(session: Session, inspection: Inspection) -> dict[str, Hazard]:
    """The school's open hazards that stand on an item, by its code; locked, so that none is closed meanwhile."""
    here = Hazard.open_at(inspection.school).where(Hazard.item_code.is_not(None)).with_for_update()
    hazards = session.scalars(here.execution_options(populate_existing=True))
    return {str(hazard.item_code): hazard for hazard in hazards}


def take_item_steps(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    """False when the item passed while its hazard stays open, which the inspection's flag then says."""
    if answer.verdict is Verdict.FAIL:
        return fail(visit, item, answer)
    if answer.verdict is Verdict.PASS and answer.gone:
        return settle(visit, item, answer)
    # Passing alone never closes anything.
    return answer.verdict is not Verdict.PASS or answer.gone is False or item.code not in visit.open_hazards


def fail(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    former = None
    if (hazard := visit.open_hazards.get(item.code)) is None:
        former = visit.last_closed(item)
        hazard = former if former and closed_since(visit, former) else None
    if hazard is not None:
        return see_again(visit, item, answer, hazard)
    finding = Finding(
        uid=uuid5(visit.told.uid, item.code),
        school=visit.inspection.school,
        category=item.category,
        severity=answer.severity or item.severity,
        item=item,
        step=visit.step(StepKind.FOUND, item.code, answer),
    )
    open_and_fix(visit, item.code, answer, finding, former)
    return True


def closed_since(visit: Visit, hazard: Hazard) -> bool:
    """Between the looking and the arriving: late evidence belongs to what was closed, and opens nothing."""
    looked_at = judged_at(visit.person, visit.inspection.school, visit.told)
    return hazard.closed_at is not None and looked_at < hazard.closed_at


def take_new_hazard(visit: Visit, uid: UUID, found: NewHazard) -> Hazard:
    finding = Finding(
        uid=uid,
        school=visit.inspection.school,
        category=found.category,
        severity=found.severity,
        place_words=found.place_words,
        step=visit.step(StepKind.FOUND, str(uid), found),
    )
    return open_and_fix(visit, str(uid), found, finding)


def open_and_fix(
    visit: Visit, name: str, answer: Answer | NewHazard, finding: Finding, former: Hazard | None = None
) -> Hazard:
    """Fixed on the spot by a school is a fix that somebody else looks at later."""
    hazard = open_hazard(visit.session, visit.person, finding, visit.limits, former)
    if answer.fixed_on_spot:
        fixed = visit.step_after(StepKind.FIXED_ON_SPOT if visit.inspects else StepKind.FIX, name, answer)
        refuse_used(visit.session, fixed.after)
        visit.take(hazard, fixed)
    return hazard


def see_again(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard) -> bool:
    """Still there: evidence on the same hazard. Put right before the inspector's eyes, it is also a recheck."""
    visit.take(hazard, visit.step(StepKind.SEEN_AGAIN, item.code, answer))
    if not answer.fixed_on_spot:
        return True
    return show_after(visit, item, answer, hazard, StepKind.RECHECK_PASS if visit.inspects else StepKind.FIX)


def settle(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    """Gone is a recheck, but not by whoever reported the fix, nor when somebody saw it there after this visit."""
    hazard = visit.open_hazards.get(item.code)
    if hazard is None:
        gone = visit.last_closed(item)
        return gone is None or keep_evidence(visit, item, answer, gone)
    if seen_since(visit, hazard):
        return keep_evidence(visit, item, answer, hazard)
    return show_after(visit, item, answer, hazard, StepKind.RECHECK_PASS)


def seen_since(visit: Visit, hazard: Hazard) -> bool:
    later = select(
        exists().where(Step.hazard_id == hazard.id, Step.kind.in_(SIGHTINGS), Step.happened_at > visit.told.happened_at)
    )
    return bool(visit.session.scalar(later))


def show_after(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard, kind: StepKind) -> bool:
    """False when this person may not take the step; the hazard then stays open and the inspection is kept."""
    shown = visit.step_after(kind, item.code, answer)
    refuse_used(visit.session, shown.after)
    try:
        visit.take(hazard, shown)
    except StepRefused:
        return keep_evidence(visit, item, answer, hazard)
    return True


def keep_evidence(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard) -> bool:
    """The photos of a step that could not be taken stay with the hazard. False while it is open."""
    if answer.after_photos:
        visit.take(hazard, visit.step_after(StepKind.COMMENT, item.code, answer))
    return not hazard.is_open
