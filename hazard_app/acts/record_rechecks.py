"""Recheck all that waits at a school with one submission: a step for each hazard that was judged."""

from dataclasses import dataclass, replace
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, add_step
from hazard_app.acts.refusals import Overtaken
from hazard_app.acts.take_step import known_step
from hazard_app.models.person import Person
from hazard_app.models.step import Step
from hazard_app.rules.steps import NotAllowed, WrongStep
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
    memos: tuple[str, ...] = ()


@dataclass(frozen=True)
class Rechecked:
    """`overtaken`: somebody else dealt with them meanwhile; `not_yours`: by the table. Nothing was added to either."""

    steps: tuple[Step, ...]
    overtaken: tuple[UUID, ...]
    not_yours: tuple[UUID, ...]
    is_new: bool


def record_rechecks(session: Session, person: Person, told: Told, rechecks: list[Recheck]) -> Rechecked:
    """Each on its own: what one of them meets does not undo the others; the same submission twice is fine.

    Raises OtherContent, OutOfReach, FilesRefused, and then nothing is kept.
    """
    taken, overtaken, not_yours = [], [], []
    for name, recheck in zip(names(told.uid, [each.hazard for each in rechecks]), rechecks, strict=True):
        try:
            taken.append(add_step(session, person, addition(replace(told, uid=name), recheck)))
        except NotAllowed:
            not_yours.append(recheck.hazard)
        except (Overtaken, WrongStep):
            overtaken.append(recheck.hazard)
    is_new = any(is_new for _, is_new in taken)
    return Rechecked(tuple(step for step, _ in taken), tuple(overtaken), tuple(not_yours), is_new)


def names(uid: UUID, hazards: list[UUID]) -> list[UUID]:
    """Of the steps; the first has the submission's own, so that no other can use it. A resend names them alike."""
    return [uid if number == 0 else uuid5(uid, str(hazard)) for number, hazard in enumerate(hazards)]


def addition(told: Told, recheck: Recheck) -> Addition:
    kind = StepKind.RECHECK_PASS if recheck.gone else StepKind.RECHECK_FAIL
    return Addition(recheck.hazard, kind, told, recheck.note, recheck.photos, seen=recheck.seen, memos=recheck.memos)


def known_rechecks(session: Session, person: Person, uid: UUID, content_hash: str, hazards: list[UUID]) -> Rechecked:
    """What of this submission is kept already; what is not was overtaken then. Raises OtherContent."""
    known = [known_step(session, person, name, content_hash) for name in names(uid, hazards)]
    missed = tuple(hazard for hazard, step in zip(hazards, known, strict=True) if step is None)
    return Rechecked(tuple(step for step in known if step), missed, (), is_new=False)
