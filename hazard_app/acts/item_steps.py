"""What one item's answer does: it finds a hazard, sees it again, or takes it off the list."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from hazard_app.acts.find_hazard import Finding, find_hazard, open_on
from hazard_app.acts.keep_photo import refuse_used
from hazard_app.acts.take_step import NewStep, take_step
from hazard_app.models.category import Category
from hazard_app.models.checklist import ChecklistItem
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.rules.answers import Answer
from hazard_app.rules.steps import StepRefused
from hazard_app.rules.terms import Severity, StepKind, Verdict
from hazard_app.rules.told import Told


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
    """The inspection that the steps belong to, and the photos that came with it by their hashes."""

    session: Session
    person: Person
    inspection: Inspection
    told: Told
    photos: dict[str, Photo]

    def step(self, kind: StepKind, name: str, answer: Answer | NewHazard) -> NewStep:
        """A step of this visit; its uid follows from the inspection's, so that a retry makes the same."""
        return NewStep(
            kind=kind,
            told=replace(self.told, uid=uuid5(self.told.uid, f"{name}/{kind}")),
            note=answer.note,
            before=[self.photos[sha] for sha in answer.photos],
            inspection=self.inspection,
        )


def take_item_steps(visit: Visit, item: ChecklistItem, answer: Answer) -> bool:
    """False when the item passed while its hazard stays open, which the inspection's flag then says."""
    if answer.verdict not in (Verdict.PASS, Verdict.FAIL):
        return True
    open_hazard = open_on(visit.session, visit.inspection.school, item.code)
    if answer.verdict is Verdict.PASS:
        return open_hazard is None or settle(visit, item, answer, open_hazard)
    if open_hazard is not None:
        see_again(visit, item, answer, open_hazard)
        return True
    finding = Finding(
        uid=uuid5(visit.told.uid, item.code),
        school=visit.inspection.school,
        category=item.category,
        severity=answer.severity or item.severity,
        item=item,
        step=visit.step(StepKind.FOUND, item.code, answer),
    )
    open_and_fix(visit, item.code, answer, finding)
    return True


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


def open_and_fix(visit: Visit, name: str, answer: Answer | NewHazard, finding: Finding) -> Hazard:
    hazard = find_hazard(visit.session, visit.person, finding)
    if answer.fixed_on_spot:
        after = [visit.photos[sha] for sha in answer.after_photos]
        refuse_used(visit.session, after)
        fixed = replace(visit.step(StepKind.FIXED_ON_SPOT, name, answer), note="", before=[], after=after)
        take_step(visit.session, hazard, visit.person, fixed)
    return hazard


def see_again(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard) -> None:
    """Still there: evidence on the same hazard. Put right before the inspector's eyes, it is also a recheck."""
    take_step(visit.session, hazard, visit.person, visit.step(StepKind.SEEN_AGAIN, item.code, answer))
    if answer.fixed_on_spot:
        recheck(visit, item, answer, hazard)


def settle(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard) -> bool:
    """Gone is a recheck. Passing alone never closes anything, nor may whoever reported the fix."""
    if answer.gone is not True:
        return answer.gone is False
    return recheck(visit, item, answer, hazard)


def recheck(visit: Visit, item: ChecklistItem, answer: Answer, hazard: Hazard) -> bool:
    """False when this person may not recheck it; the hazard then stays open and the inspection is kept."""
    after = [visit.photos[sha] for sha in answer.after_photos]
    refuse_used(visit.session, after)
    passed = replace(visit.step(StepKind.RECHECK_PASS, item.code, answer), note="", before=[], after=after)
    try:
        take_step(visit.session, hazard, visit.person, passed)
    except StepRefused:
        return False
    return True
