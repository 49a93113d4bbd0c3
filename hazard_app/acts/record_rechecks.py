"""Recheck all that waits at a school with one submission: a step for each hazard that was judged."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.refusals import Overtaken
from hazard_app.acts.take_step import known_step
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.steps import StepRefused
from hazard_app.rules.terms import StepKind
from hazard_app.rules.told import Told


@dataclass(frozen=True)
class Recheck:
    """`hazard` by uid; `seen`: how many steps it had when this person looked."""

    hazard: UUID
    gone: bool
    note: str = ""
    photos: tuple[str, ...] = ()
    seen: int | None = None


@dataclass(frozen=True)
class Rechecked:
    """`overtaken`: hazards that somebody else dealt with meanwhile; nothing was added to them."""

    steps: tuple[Step, ...]
    overtaken: tuple[UUID, ...]
    is_new: bool


def record_rechecks(session: Session, person: Person, told: Told, rechecks: list[Recheck]) -> Rechecked:
    """Each on its own: what one of them meets does not undo the others; the same submission twice is fine.

    Raises OtherContent, OutOfReach, MissingPhotos, UsedPhotos, and then nothing is kept.
    """
    taken, overtaken = [], []
    for recheck in rechecks:
        try:
            taken.append(add_step(session, person, addition(told, recheck)))
        except (Overtaken, StepRefused):
            overtaken.append(recheck.hazard)
    return Rechecked(tuple(step for step, _ in taken), tuple(overtaken), any(is_new for _, is_new in taken))


def addition(told: Told, recheck: Recheck) -> Addition:
    """Its step's name follows from the submission's, so that a resend names the same."""
    kind = StepKind.RECHECK_PASS if recheck.gone else StepKind.RECHECK_FAIL
    named = replace(told, uid=uuid5(told.uid, str(recheck.hazard)))
    return Addition(recheck.hazard, kind, named, recheck.note, recheck.photos, seen=recheck.seen)


def known_rechecks(session: Session, person: Person, uid: UUID, content_hash: str, hazards: list[UUID]) -> Rechecked:
    """What of this submission is kept already. Raises OtherContent."""
    known = (known_step(session, person, uuid5(uid, str(hazard)), content_hash) for hazard in hazards)
    return Rechecked(tuple(step for step in known if step), (), is_new=False)
