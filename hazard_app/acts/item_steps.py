"""What one item's answer does: it finds a hazard, sees it again, or takes it off the list."""

from dataclasses import dataclass, field, replace
from functools import cached_property
from uuid import UUID, uuid5

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from hazard_app.acts.find_hazard import Finding, new_hazard
from hazard_app.acts.judging import judged_at
from hazard_app.acts.keep_photo import refuse_used
from hazard_app.acts.standing_hazards import Standing
from hazard_app.acts.take_step import NewStep, keep_steps, next_step
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules.answers import Answer
from hazard_app.rules.steps import StepRefused
from hazard_app.rules.terms import Severity, StepKind, Verdict
from hazard_app.rules.told import Told
from hazard_app.rules.whereabouts import NOWHERE, Whereabouts

# Steps that say: it was there, if only to be fixed.
SIGHTINGS = (
    StepKind.FOUND,
    StepKind.FIX,
    StepKind.CONFIRM,
    StepKind.SEEN_AGAIN,
    StepKind.RECHECK_FAIL,
    StepKind.REOPEN,
)


@dataclass(frozen=True)
class NewHazard:
    """A hazard that stands on no list: photos and memos by the SHA-256 of the bytes sent."""

    category: Category
    severity: Severity
    note: str
    whereabouts: Whereabouts = NOWHERE
    photos: tuple[str, ...] = ()
    after_photos: tuple[str, ...] = ()
    fixed_on_spot: bool = False
    memos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Visit:
    """The inspection that the steps belong to, and the photos and memos that came with it by their hashes.

    `inspects`: an inspector's and not a school's own. `standing`: what stands on the school's items.
    """

    session: Session
    person: Person
    inspection: Inspection
    told: Told
    photos: dict[str, Photo]
    inspects: bool
    standing: dict[str, Standing]
    memos: dict[str, Memo] = field(default_factory=dict)
    hazards: list[Hazard] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)

    def sees(self, code: str) -> bool:
        """A school is told nothing of what was marked police-only, not even that it is open."""
        return self.inspects or not self.standing[code].police_only

    def open_on(self, item: ChecklistItem) -> Hazard | None:
        mark = self.standing.get(item.code)
        return self.hazard(mark) if mark and mark.is_open else None

    def closed_on(self, item: ChecklistItem) -> Standing | None:
        mark = self.standing.get(item.code)
        return mark if mark and not mark.is_open else None

    def hazard(self, mark: Standing) -> Hazard:
        return self.session.get_one(Hazard, mark.id, populate_existing=True)

    def step(self, kind: StepKind, name: str, answer: Answer | NewHazard) -> NewStep:
        """A step of this visit; its uid follows from the inspection's, so that a retry makes the same."""
        return NewStep(
            kind=kind,
            told=replace(self.told, uid=uuid5(self.told.uid, f"{name}/{kind}")),
            note=answer.note,
            before=[self.photos[sha] for sha in answer.photos],
            memos=[self.memos[sha] for sha in answer.memos],
            inspection=self.inspection,
        )

    def step_after(self, kind: StepKind, name: str, answer: Answer | NewHazard) -> NewStep:
        """One that shows how it looks now."""
        after = [self.photos[sha] for sha in answer.after_photos]
        return replace(self.step(kind, name, answer), note="", before=[], after=after, memos=[])

    def open(self, finding: Finding, former: Standing | None) -> Hazard:
        hazard, step = new_hazard(self.person, finding, self.limits, former.id if former else None)
        self.hazards.append(hazard)
        self.steps.append(step)
        return hazard

    def take(self, hazard: Hazard, step: NewStep) -> Step:
        self.steps.append(next_step(self.session, hazard, self.person, step))
        return self.steps[-1]

    def refuse_used(self, after: list[Photo]) -> None:
        """Before in this visit, too."""
        here = (attachment.photo for step in self.steps for attachment in step.attachments)
        refuse_used(self.session, after, here)

    def seen_since(self, hazard: Hazard) -> bool:
        looked_at = judged_at(self.person, self.inspection.school, self.told)
        later = exists().where(Step.hazard_id == hazard.id, Step.kind.in_(SIGHTINGS), Step.happened_at > looked_at)
        return bool(self.session.scalar(select(later)))

    def keep(self) -> None:
        """All of it becomes rows at once."""
        inspection = self.inspection
        keep_steps(self.session, self.steps, [inspection], inspection.participants, inspection.flags, self.hazards)

    @cached_property
    def limits(self) -> TimeLimits:
        return TimeLimits.of(self.session)


def take_item_steps(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    """False when the item passed while its hazard stays open, which the inspection's flag then says."""
    if answer.verdict is Verdict.FAIL:
        return fail(visit, item, answer)
    if answer.verdict is Verdict.PASS and answer.gone:
        return settle(visit, item, answer)
    # Passing alone never closes anything.
    return answer.verdict is not Verdict.PASS or answer.gone is False or not is_open_here(visit, item)


def is_open_here(visit: Visit, item: ChecklistItem) -> bool:
    mark = visit.standing.get(item.code)
    return mark is not None and mark.is_open


def fail(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    former = visit.closed_on(item)
    hazard = visit.hazard(former) if former and closed_since(visit, former) else visit.open_on(item)
    if hazard is not None:
        return see_again(visit, item, answer, hazard)
    finding = Finding(
        uid=uuid5(visit.told.uid, item.code),
        school=visit.inspection.school,
        category=item.category,
        severity=answer.severity or item.severity,
        item=item,
        whereabouts=Whereabouts(answer.building, answer.room),
        step=visit.step(StepKind.FOUND, item.code, answer),
    )
    open_and_fix(visit, item.code, answer, finding, former)
    return True


def closed_since(visit: Visit, former: Standing) -> bool:
    """Between the looking and the arriving: late evidence belongs to what was closed, and opens nothing."""
    looked_at = judged_at(visit.person, visit.inspection.school, visit.told)
    return former.closed_at is not None and looked_at < former.closed_at


def take_new_hazard(visit: Visit, uid: UUID, found: NewHazard) -> Hazard:
    finding = Finding(
        uid=uid,
        school=visit.inspection.school,
        category=found.category,
        severity=found.severity,
        whereabouts=found.whereabouts,
        step=visit.step(StepKind.FOUND, str(uid), found),
    )
    return open_and_fix(visit, str(uid), found, finding)


def open_and_fix(
    visit: Visit, name: str, answer: Answer | NewHazard, finding: Finding, former: Standing | None = None
) -> Hazard:
    """Fixed on the spot by a school is a fix that somebody else looks at later."""
    hazard = visit.open(finding, former)
    if answer.fixed_on_spot:
        fixed = visit.step_after(StepKind.FIXED_ON_SPOT if visit.inspects else StepKind.FIX, name, answer)
        visit.refuse_used(fixed.after)
        visit.take(hazard, fixed)
    return hazard


def see_again(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard) -> bool:
    """Still there: evidence on the same hazard. Put right before the inspector's eyes, it is also a recheck."""
    seen = visit.take(hazard, visit.step(StepKind.SEEN_AGAIN, item.code, answer))
    if not answer.fixed_on_spot:
        return True
    if seen.flags:
        # Late evidence judges no fix that was made since.
        return keep_evidence(visit, item, answer, hazard)
    return show_after(visit, item, answer, hazard, StepKind.RECHECK_PASS if visit.inspects else StepKind.FIX)


def settle(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    """Gone is a recheck, but not by whoever reported the fix, nor when somebody saw it there after this visit."""
    hazard = visit.open_on(item)
    if hazard is None:
        gone = visit.closed_on(item)
        return gone is None or keep_evidence(visit, item, answer, visit.hazard(gone))
    if visit.seen_since(hazard):
        return keep_evidence(visit, item, answer, hazard)
    return show_after(visit, item, answer, hazard, StepKind.RECHECK_PASS)


def show_after(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard, kind: StepKind) -> bool:
    """False when this person may not take the step; the hazard then stays open and the inspection is kept."""
    shown = visit.step_after(kind, item.code, answer)
    visit.refuse_used(shown.after)
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
