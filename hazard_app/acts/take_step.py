"""Take one step in a hazard's life: the table says whether, the chain keeps it, the hazard's columns follow.

This is the only place that writes the projection.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.judging import judged_at
from hazard_app.acts.refusals import OtherContent
from hazard_app.db import Base
from hazard_app.inserts import insert
from hazard_app.models.assignment import Assignment
from hazard_app.models.attachment import Attachment
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo, SpokenWord
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.rules.chain import GENESIS, step_hash
from hazard_app.rules.deadlines import is_overdue
from hazard_app.rules.steps import Actor, Subject, next_state
from hazard_app.rules.terms import FlagKind, PhotoUse, State, StepKind
from hazard_app.rules.told import Told

RECHECKS = frozenset({StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL})
# Evidence that closes nothing and opens nothing when it arrives after the closing.
EVIDENCE = frozenset({StepKind.SEEN_AGAIN, StepKind.FIX})


@dataclass(frozen=True)
class NewStep:
    """A step to take. `before` and `after` are the photos, `memos` what was said, each in their order."""

    kind: StepKind
    told: Told
    note: str = ""
    before: list[Photo] = field(default_factory=list)
    after: list[Photo] = field(default_factory=list)
    facts: dict[str, Any] = field(default_factory=dict)
    inspection: Inspection | None = None
    columns: dict[str, Any] = field(default_factory=dict)  # of the hazard, that the facts change
    assignee: Person | None = None
    memos: list[Memo] = field(default_factory=list)


def take_step(
    session: Session, hazard: Hazard, person: Person, new: NewStep, to_look_into: Iterable[Flag] = ()
) -> Step:
    """Raises WrongStep, NotAllowed. The hazard's row is locked where the database locks rows."""
    lock(session, hazard)
    return take_locked_step(session, hazard, person, new, to_look_into)


def lock(session: Session, hazard: Hazard) -> None:
    """Read anew, and locked. By a statement of its own: what was read with an outer join cannot be locked with it."""
    alone = select(Hazard).where(Hazard.id == hazard.id).with_for_update(of=Hazard)
    session.scalars(alone.execution_options(populate_existing=True)).one()


def take_locked_step(
    session: Session, hazard: Hazard, person: Person, new: NewStep, to_look_into: Iterable[Flag] = ()
) -> Step:
    step = next_step(session, hazard, person, new)
    step.flags.extend(to_look_into)
    keep_steps(session, [step])
    session.expire(hazard, ["steps"])
    return session.get_one(Step, step.id)


def keep_steps(session: Session, steps: Sequence[Step], *before: Sequence[Base]) -> None:
    """With all that hangs on them, and behind the new rows that they refer to; then the columns of known hazards."""
    attachments = [attachment for step in steps for attachment in step.attachments]
    spoken = [word for step in steps for word in step.spoken]
    insert(session, *before, steps, attachments, spoken, [flag for step in steps for flag in step.flags])
    session.flush()


def next_step(session: Session, hazard: Hazard, person: Person, new: NewStep) -> Step:
    """Not a row yet. The hazard was read and locked here, or is as new."""
    rechecks = new.kind in RECHECKS
    fixer = last_fixer(session, hazard) if rechecks else None
    help_asked = rechecks and help_was_asked(session, hazard)
    return follow(hazard, person, new, last_fix(session, hazard, new), fixer, help_asked=help_asked)


def follow(
    hazard: Hazard,
    person: Person,
    new: NewStep,
    fixed_at: datetime | None,
    fixer: int | None,
    *,
    help_asked: bool = False,
) -> Step:
    """Of the newest fix: when it was made, while it waits, and by whose id. Raises WrongStep, NotAllowed."""
    # An inspection's own school is at hand; the hazard's would have to be read.
    school = new.inspection.school if new.inspection else hazard.school
    at = judged_at(person, school, new.told)
    subject = subject_of(hazard, new, at, fixed_at, help_asked=help_asked)
    state = next_state(new.kind, subject, actor_of(hazard, person, at, fixer, school))
    step = append(hazard, person, new, state)
    if new.kind in EVIDENCE and (subject.made_before_closing or subject.made_before_fix):
        step.flags.append(Flag(kind=FlagKind.LATE_EVIDENCE, facts={}))
    else:
        project(hazard, step, new)
    return step


def last_fix(session: Session, hazard: Hazard, new: NewStep) -> datetime | None:
    """When the fix that awaits its recheck was made, where that matters."""
    if new.kind is not StepKind.SEEN_AGAIN or hazard.state is not State.AWAITING_RECHECK:
        return None
    fixes = select(Step.happened_at).where(Step.hazard_id == hazard.id, Step.kind == StepKind.FIX)
    return session.scalar(fixes.order_by(Step.number.desc()).limit(1))


def known_step(session: Session, person: Person, uid: UUID, content_hash: str) -> Step | None:
    """The step that has this name already. Raises OtherContent if it is another person's or another thing."""
    step = session.scalar(select(Step).where(Step.uid == uid))
    if step is None:
        return None
    if step.person_id != person.id or step.content_hash != content_hash:
        raise OtherContent
    return step


def help_was_asked(session: Session, hazard: Hazard) -> bool:
    """Did the school turn to the police with its own finding? More time is theirs to give, so asking for it counts."""
    if not hazard.self_found:
        return False
    asked = select(Step.id).where(Step.hazard_id == hazard.id, Step.kind == StepKind.ASK_MORE_TIME)
    return session.scalar(asked.limit(1)) is not None


def subject_now(session: Session, hazard: Hazard, now: datetime) -> Subject:
    """As a step that is made now would find it."""
    overdue, help_asked = is_overdue(hazard.deadline, now), help_was_asked(session, hazard)
    return Subject(hazard.state, hazard.self_found, hazard.severity, overdue, help_asked)


def subject_of(
    hazard: Hazard, new: NewStep, at: datetime, fixed_at: datetime | None = None, *, help_asked: bool = False
) -> Subject:
    """As the step finds it; `at` is when it counts as made, `fixed_at` when the fix was that waits."""
    return Subject(
        state=hazard.state,
        self_found=hazard.self_found,
        severity=hazard.severity,
        overdue=is_overdue(hazard.deadline, at),
        help_asked=help_asked,
        in_its_inspection=new.inspection is not None and belongs_to(hazard, new.inspection),
        made_before_closing=hazard.closed_at is not None and at < hazard.closed_at,
        made_before_fix=fixed_at is not None and at < fixed_at,
    )


def belongs_to(hazard: Hazard, inspection: Inspection) -> bool:
    """Neither has an id yet where both are of this very unit of work."""
    return hazard.inspection is inspection if hazard.id is None else hazard.inspection_id == inspection.id


def actor_for(session: Session, hazard: Hazard, person: Person, at: datetime, *, rechecks: bool = True) -> Actor:
    """The person's part in this hazard, judged when the step was made; who reported the fix matters to a recheck."""
    return actor_of(hazard, person, at, last_fixer(session, hazard) if rechecks else None, hazard.school)


def actor_of(hazard: Hazard, person: Person, at: datetime, fixer: int | None, school: School) -> Actor:
    """`school`: the hazard's, with its zone, where that is the hazard's own still."""
    zone = school.zone if school.zone_id == hazard.zone_id else hazard.zone
    reach = person.reach_on(at.astimezone(zone.clock).date())
    return Actor(
        roles=reach.roles_at(zone.path, school.id),
        reported_this_fix=fixer == person.id,
        found_it=hazard.found_by_id == person.id,
    )


def last_fixer(session: Session, hazard: Hazard) -> int | None:
    fixes = select(Step.person_id).where(Step.hazard_id == hazard.id, Step.kind == StepKind.FIX)
    return session.scalar(fixes.order_by(Step.number.desc()).limit(1))


def append(hazard: Hazard, person: Person | None, new: NewStep, state: State) -> Step:
    """Add the next link of the chain; without a person it is a rule's.

    Two who append at once meet in the unique (hazard, number).
    """
    told = new.told
    step = Step(
        uid=told.uid,
        content_hash=told.content_hash,
        hazard=hazard,
        number=hazard.length + 1,
        kind=new.kind,
        state=state,
        person=person,
        inspection=new.inspection,
        note=new.note,
        facts=new.facts,
        made_at=told.made_at,
        sent_at=told.sent_at,
        received_at=told.received_at,
        happened_at=told.happened_at,
        salt=told.step_salt,
        previous_hash=hazard.tip if hazard.length else GENESIS,
    )
    step.stand_at(told.place)
    attach(step, new.before, PhotoUse.BEFORE)
    attach(step, new.after, PhotoUse.AFTER)
    step.spoken.extend(SpokenWord(memo=memo, position=position) for position, memo in enumerate(new.memos))
    step.seal()
    step.hash = step_hash(step.previous_hash, step.record())
    hazard.length, hazard.tip = step.number, step.hash
    return step


def attach(step: Step, photos: list[Photo], use: PhotoUse) -> None:
    for position, photo in enumerate(photos, len(step.attachments)):
        step.attachments.append(Attachment(photo=photo, use=use, position=position))


def project(hazard: Hazard, step: Step, new: NewStep) -> None:
    """Bring the hazard's columns up to its newest step."""
    hazard.state = step.state
    # A word said of it later does not move its closing.
    hazard.closed_at = (hazard.closed_at or step.happened_at) if step.state is State.CLOSED else None
    if hazard.cover_id is None and hazard.cover is None and (seen := step.photos(PhotoUse.BEFORE)):
        hazard.cover = seen[0].photo
    for column, value in new.columns.items():
        setattr(hazard, column, value)
    if new.assignee:
        hazard.assignment = hazard.assignment or Assignment()
        hazard.assignment.person_id = new.assignee.id
