"""What a person's phone holds for a round without a net: all of it, or what changed since it asked last."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.models.stamp import Subject, stamp_of
from hazard_app.models.step import Step
from hazard_app.reports.offline_hazards import (
    MOST_HAZARDS,
    PackedHazard,
    are_too_many,
    changed_hazards,
    open_hazards,
)
from hazard_app.reports.offline_places import PackedChecklist, PackedSchool, Places, places, with_buildings
from hazard_app.reports.offline_tasks import PackedTask, packed_tasks
from hazard_app.rules.cursors import OVERLAP, Cursor, digest

SHAPE = 2  # of what is told: raised when it changes, every phone takes a whole pack
# Looking through more steps than these costs more than telling everything.
MOST_STEPS = 20_000
CUT = "cut"  # instead of a digest, which it never is: what was left out is in no change


@dataclass(frozen=True)
class Asking:
    """`edition`: what else the pack's words hang on, such as the language and the version of the app."""

    person: Person
    reach: Reach
    now: datetime
    edition: tuple[str, ...] = ()
    since: Cursor | None = None


@dataclass(frozen=True)
class Pack:
    """`full`: it takes the place of all that the phone holds. Else what is told takes the place of what has the same
    uid; `checklists` are always all. `gone`: hazards that are not open any more. Lists stand in no particular order.
    `tasks` are all of them, or None: as they were.
    """

    person: UUID
    cursor: Cursor
    full: bool
    made_at: datetime
    there_are_more: bool
    schools: list[PackedSchool]
    checklists: list[PackedChecklist]
    hazards: list[PackedHazard]
    gone: list[UUID]
    tasks: list[PackedTask] | None


def offline_pack(session: Session, asking: Asking) -> Pack:
    known = places(session, asking.person, asking.reach)
    tasks, are_cut = packed_tasks(session, asking.person, asking.reach, known.schools, asking.now)
    # Before anything of hazards is read: what comes in meanwhile is told again the next time.
    newest = session.execute(select(Step.uid, Step.hash, Step.id).order_by(Step.id.desc()).limit(1)).one_or_none()
    uid, tip, last = newest or (None, "", 0)
    cursor = Cursor(asking.now, uid, tip[:16], deciding(session, asking, known), known.digest, digest(tasks))
    after = begins_after(session, asking, cursor, last)
    pack = None if after is None else what_changed(session, asking, known, cursor, after)
    pack = pack or whole_pack(session, asking, known, cursor)
    are_known = not pack.full and asking.since is not None and asking.since.tasks == cursor.tasks
    return replace(pack, tasks=None if are_known else tasks, there_are_more=pack.there_are_more or are_cut)


def deciding(session: Session, asking: Asking, known: Places) -> str:
    held = sorted(f"{each.role} {each.path} {each.school_id}" for each in asking.reach.held)
    library = stamp_of(session, Subject.LIBRARY)
    return digest([SHAPE, asking.person.uid, *asking.edition, library, *held, *known.deciding])


def begins_after(session: Session, asking: Asking, cursor: Cursor, last: int) -> int | None:
    """The id of a step up to which the phone knows everything; None when it has to be told all.

    Also where its newest step is not there: it was told it by a database that was lost and came back from a backup.
    """
    since = asking.since
    if since is None or not since.is_fresh(asking.now) or since.deciding != cursor.deciding:
        return None
    if since.step is None:
        return 0 if last <= MOST_STEPS else None
    known = session.execute(select(Step.id, Step.hash).where(Step.uid == since.step)).one_or_none()
    if known is None or known.hash[:16] != since.tip:
        return None
    settled = select(Step.id).where(Step.id <= known.id, Step.received_at < since.made_at - OVERLAP)
    after = session.scalar(settled.order_by(Step.id.desc()).limit(1)) or 0
    return after if last - after <= MOST_STEPS else None


def what_changed(session: Session, asking: Asking, known: Places, cursor: Cursor, after: int) -> Pack | None:
    """None when there is more now than a pack holds, so that only a whole one tells which."""
    since, reach, schools = asking.since, asking.reach, known.schools
    assert since
    span = since.made_at, asking.now
    hazards, gone, touched = changed_hazards(session, reach, schools, after, span)
    if hazards and are_too_many(session, reach, schools):
        return None
    other = since.places != cursor.places
    told = with_buildings(session, reach, [school for school in schools if other or school.uid in touched])
    return Pack(
        person=asking.person.uid,
        cursor=cursor,
        full=False,
        made_at=asking.now,
        there_are_more=known.there_are_more,
        schools=told,
        checklists=known.checklists,
        hazards=hazards,
        gone=gone,
        tasks=None,
    )


def whole_pack(session: Session, asking: Asking, known: Places, cursor: Cursor) -> Pack:
    hazards = open_hazards(session, asking.reach, known.schools, asking.now)
    is_cut = len(hazards) > MOST_HAZARDS
    return Pack(
        person=asking.person.uid,
        cursor=replace(cursor, deciding=CUT) if is_cut else cursor,
        full=True,
        made_at=asking.now,
        there_are_more=known.there_are_more or is_cut,
        schools=with_buildings(session, asking.reach, known.schools),
        checklists=known.checklists,
        hazards=hazards[:MOST_HAZARDS],
        gone=[],
        tasks=None,
    )
