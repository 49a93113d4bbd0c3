"""Take by hand what the table allows: a fix, a recheck, an assignment, a word."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.carry_over import follow_merger
from hazard_app.acts.judging import judged_at
from hazard_app.acts.keep_memo import memos_of
from hazard_app.acts.keep_photo import photos_of, refuse_used
from hazard_app.acts.refusals import OutOfReach, Overtaken
from hazard_app.acts.step_changes import Asked, Deciding, changes
from hazard_app.acts.take_step import (
    RECHECKS,
    NewStep,
    actor_for,
    help_was_asked,
    known_step,
    lock,
    subject_now,
    subject_of,
    take_locked_step,
)
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.rules import flags
from hazard_app.rules.demands import DEMANDS
from hazard_app.rules.steps import Actor, NotAllowed, Reason, WrongStep, is_barred, next_state, possible
from hazard_app.rules.terms import FlagKind, PhotoUse, StepKind
from hazard_app.rules.told import Told

# What may be added by hand, the weightier first.
OFFERED = (
    StepKind.RECHECK_PASS,
    StepKind.RECHECK_FAIL,
    StepKind.FIX,
    StepKind.SEEN_AGAIN,
    StepKind.ASK_MORE_TIME,
    StepKind.ASSIGN,
    StepKind.RAISE_ATTENTION,
    StepKind.REGRADE,
    StepKind.REOPEN,
    StepKind.VOID,
    StepKind.COMMENT,
)
# What moves a hazard from one state to another.
MOVES = (StepKind.SEEN_AGAIN, StepKind.FIX, *RECHECKS, StepKind.VOID, StepKind.REOPEN)
# Whoever takes these was there.
ON_THE_SPOT = frozenset({StepKind.SEEN_AGAIN, StepKind.FIX, StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL})


@dataclass(frozen=True)
class Addition:
    """`hazard` by uid, `photos` and `memos` by the SHA-256 of the bytes sent.

    `seen`: how many steps the hazard had when this person looked; None when nobody says.
    """

    hazard: UUID
    kind: StepKind
    told: Told
    note: str = ""
    photos: tuple[str, ...] = ()
    asked: Asked = field(default_factory=Asked)
    seen: int | None = None
    memos: tuple[str, ...] = ()


def add_step(session: Session, person: Person, added: Addition) -> tuple[Step, bool]:
    """The step, and whether it is new: the same thing twice is fine.

    Raises OtherContent, OutOfReach, WrongStep, NotAllowed, FilesRefused, Overtaken, StandsOpen. Role and
    reach are those of when it was made.
    """
    known = known_addition(session, person, added)
    if known is not None:
        return known, False
    hazard = hazard_in_reach(session, person, added.hazard, added.told)
    lock(session, hazard)
    # Who waited for the lock may find that the same was kept meanwhile.
    known = known_addition(session, person, added)
    if known is not None:
        return known, False
    if added.kind in RECHECKS and moved_since(session, hazard, added.seen):
        raise Overtaken
    try:
        new = new_step(session, hazard, person, added)
        step = take_locked_step(session, hazard, person, new, to_look_into(person, new, hazard.school))
    except WrongStep as refusal:
        if added.seen is not None and added.seen < hazard.length:
            raise Overtaken from refusal
        raise
    if added.kind is StepKind.REOPEN:
        follow_merger(session, hazard.school_id, added.told.received_at)
    return step, True


def known_addition(session: Session, person: Person, added: Addition) -> Step | None:
    return known_step(session, person, added.told.uid, added.told.content_hash)


def moved_since(session: Session, hazard: Hazard, seen: int | None) -> bool:
    """Did anybody move it on since this person looked? A recheck judges the fix that it saw, and no other."""
    if seen is None or seen >= hazard.length:
        return False
    later = select(Step.id).where(Step.hazard_id == hazard.id, Step.number > seen, Step.kind.in_(MOVES))
    moving = later.where(~Step.flags.any(Flag.kind == FlagKind.LATE_EVIDENCE))
    return session.scalar(moving.limit(1)) is not None


def new_step(session: Session, hazard: Hazard, person: Person, added: Addition) -> NewStep:
    actor = refuse_others(session, hazard, person, added.kind, added.told)
    kept = photos_of(session, person, frozenset(added.photos))
    photos = [kept[sha] for sha in added.photos]
    memos = memos_of(session, person, frozenset(added.memos))
    shows_after = DEMANDS[added.kind].shows is PhotoUse.AFTER
    if shows_after and photos:
        refuse_used(session, photos)
    day = added.told.received_at.astimezone(hazard.zone.clock).date()
    changed = changes(session, hazard, added.kind, Deciding(person, actor, day), added.asked)
    return NewStep(
        added.kind,
        added.told,
        added.note,
        before=[] if shows_after else photos,
        after=photos if shows_after else [],
        facts=changed.facts,
        columns=changed.columns,
        assignee=changed.assignee,
        memos=[memos[sha] for sha in added.memos],
    )


def refuse_others(session: Session, hazard: Hazard, person: Person, kind: StepKind, told: Told) -> Actor:
    """By the table, before anything that only some may know is looked up. Raises NotAllowed, WrongStep."""
    at = judged_at(person, hazard.school, told)
    actor = actor_for(session, hazard, person, at)
    if is_barred(kind, actor):
        raise NotAllowed(kind, hazard.state, Reason.NOT_YOUR_STEP)
    help_asked = kind in RECHECKS and help_was_asked(session, hazard)
    next_state(kind, subject_of(hazard, NewStep(kind, told), at, help_asked=help_asked), actor)
    return actor


def hazard_in_reach(session: Session, person: Person, uid: UUID, told: Told) -> Hazard:
    """As far as the person's reach went when it was made. Raises OutOfReach, also when there is no such hazard."""
    hazard = session.scalar(select(Hazard).where(Hazard.uid == uid))
    if hazard is None:
        raise OutOfReach
    at = judged_at(person, hazard.school, told)
    then = person.reach_on(at.astimezone(hazard.zone.clock).date())
    if session.scalar(Hazard.visible_to(then).where(Hazard.id == hazard.id)) is None:
        raise OutOfReach
    return hazard


def offered(session: Session, hazard: Hazard, person: Person, now: datetime) -> tuple[StepKind, ...]:
    """What this person may add now, the weightier first."""
    actor = actor_for(session, hazard, person, now)
    may = possible(subject_now(session, hazard, now), actor)
    return tuple(kind for kind in OFFERED if kind in may and not is_barred(kind, actor))


def to_look_into(person: Person, new: NewStep, school: School) -> Iterable[Flag]:
    """A comment may be written anywhere; who saw it again was there."""
    told, was_there = new.told, new.kind in ON_THE_SPOT
    times = flags.time_flags(told.made_at, told.sent_at, told.received_at)
    place = flags.place_flags(told.place, school.centre, school.radius) if school.centre and was_there else ()
    left = flags.handed_in_flag(person.deactivated_at, told.received_at)
    return [Flag(kind=flag.kind, facts=flag.facts) for flag in (*times, *place, *filter(None, (left,)))]
