"""Every hazard's chain, read again as it is stored and held against its hashes. A few hundred at a time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import attrgetter
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Row, Select, exists, func, select, true
from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.attachment import Attachment
from hazard_app.models.hazard import Hazard, number_of
from hazard_app.models.memo import Memo, SpokenWord
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.stamp import apart
from hazard_app.models.step import Step
from hazard_app.models.zone import Zone
from hazard_app.rules.audit import Break, Broken, Entry, first_break
from hazard_app.rules.chain import Link

BATCH = 200
# What a value that is none of its kind raises while it is read, and a photo or memo that is no row while it is named.
UNREADABLE = (AttributeError, LookupError, TypeError, ValueError)


@dataclass(frozen=True)
class Found:
    """One hazard: what people call it, how many steps it has, and what is broken."""

    hazard: str
    steps: int
    broken: Broken | None


def audit_chains(session: Session, hazard_id: int | None = None) -> Iterator[Found]:
    """In the order of their ids, then steps whose hazard is gone. One hazard alone by its id."""
    only = Hazard.id == hazard_id if hazard_id else true()
    last = 0
    while hazards := session.execute(heads(only, last)).all():
        yield from audit_batch(session, hazards)
        last = hazards[-1].id
    if hazard_id is None:
        yield from without_hazard(session)


def heads(only: ColumnElement[bool], after: int) -> Select[Any]:
    clock = select(Zone.timezone).where(Zone.id == Hazard.zone_id).scalar_subquery()
    columns = (Hazard.id, Hazard.tip, Hazard.length, Hazard.happened_at, clock.label("clock"))
    return select(*columns).where(Hazard.id > after, only).order_by(Hazard.id).limit(BATCH)


def audit_batch(session: Session, hazards: Sequence[Row[Any]]) -> Iterator[Found]:
    entries = entries_of(session, [hazard.id for hazard in hazards])
    for hazard in hazards:
        chain = entries.get(hazard.id, [])
        yield Found(called(hazard), len(chain), first_break(chain, hazard.length, hazard.tip))


def called(hazard: Row[Any]) -> str:
    return number_of(hazard.id, hazard.happened_at, ZoneInfo(hazard.clock))


def entries_of(session: Session, hazard_ids: list[int]) -> dict[int, list[Entry]]:
    """Read together; where that fails because of one, each by itself, so that it can be named."""
    try:
        with apart(session) as other:
            steps = other.scalars(whole_steps(Step.hazard_id.in_(hazard_ids))).all()
            return {key: [entry_of(step) for step in life] for key, life in groupby(steps, attrgetter("hazard_id"))}
    except UNREADABLE:
        return {hazard_id: list(entries_singly(session, hazard_id)) for hazard_id in hazard_ids}


def entries_singly(session: Session, hazard_id: int) -> Iterator[Entry]:
    numbers = select(Step.id, Step.number).where(Step.hazard_id == hazard_id).order_by(Step.number)
    for step_id, number in session.execute(numbers).all():
        try:
            with apart(session) as other:
                yield entry_of(other.scalars(whole_steps(Step.id == step_id)).one())
        except UNREADABLE:
            yield Entry(number, None)


def whole_steps(which: ColumnElement[bool]) -> Select[Step]:
    return (
        select(Step)
        .where(which)
        .order_by(Step.hazard_id, Step.number)
        .options(
            joinedload(Step.hazard).load_only(Hazard.uid),
            joinedload(Step.person).load_only(Person.uid),
            selectinload(Step.attachments).joinedload(Attachment.photo).load_only(Photo.stored_sha256),
            selectinload(Step.spoken).joinedload(SpokenWord.memo).load_only(Memo.stored_sha256),
        )
    )


def entry_of(step: Step) -> Entry:
    named = (*(attached.photo for attached in step.attachments), *(word.memo for word in step.spoken))
    if any(file is None for file in named):
        return Entry(step.number, None, has_its_files=False)
    link = Link(step.number, step.previous_hash, step.hash, step.record())
    return Entry(step.number, link, reads_as_sealed(step))


def reads_as_sealed(step: Step) -> bool:
    """Retention takes the salt together with what it sealed: a note without its salt is nobody's."""
    return step.reads_as_sealed and bool(step.salt or not (step.note or step.place))


def without_hazard(session: Session) -> Iterator[Found]:
    """With references unwatched, as other programs have them on SQLite, a hazard can go and leave its steps."""
    gone = (
        select(Step.hazard_id, func.count())
        .where(~exists().where(Hazard.id == Step.hazard_id))
        .group_by(Step.hazard_id)
        .order_by(Step.hazard_id)
    )
    for hazard_id, steps in session.execute(gone):
        yield Found(f"????-{hazard_id:04d}", steps, Broken(1, Break.HAZARD_GONE))
