"""One hazard with its whole life: who raised it, who has it, what became of it, step by step."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from hazard_app.models.assignment import Assignment
from hazard_app.models.attachment import Attachment
from hazard_app.models.department import Department
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo, SpokenWord
from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.reports.hazard_rows import SCHOOL
from hazard_app.reports.team import team_of
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.chain import Link, first_broken
from hazard_app.rules.deadlines import days_left
from hazard_app.rules.distance import metres
from hazard_app.rules.places import Place
from hazard_app.rules.terms import PhotoUse, PlaceSource, Severity, StepKind


@dataclass(frozen=True)
class Picture:
    """`distance` in metres from the school's centre, where both are known."""

    uid: UUID
    use: PhotoUse
    at: datetime
    distance: float | None


@dataclass(frozen=True)
class Changed:
    """What a step changed besides the state; nothing of it is said of most steps."""

    assigned_to: str = ""
    severity: Severity | None = None
    is_major: bool = False
    duplicate_of: Hazard | None = None
    moved_from: str = ""


@dataclass(frozen=True)
class Entry:
    """One step; `who` is empty for one that a rule took. `by_hand`: somebody said where, not their phone."""

    kind: StepKind
    who: str
    at: datetime
    checklist: Bilingual | None
    note: str
    photos: list[Picture]
    memos: list[Memo]
    flags: list[Flag]
    changed: Changed
    by_hand: bool


@dataclass(frozen=True)
class HazardStory:
    """`entries` newest first; `broken` is the first step that is not as it was made, or None.

    `distance` in metres from the school's centre to where it was found, where both are known.
    """

    hazard: Hazard
    number: str
    days_left: int
    days_open: int
    distance: float | None
    responsible: Bilingual
    liaisons: list[str]  # the school's own, when the work is the school's
    entries: list[Entry]
    broken: int | None
    earlier: Hazard | None  # the same at this school, closed before

    @property
    def by_hand(self) -> bool:
        """Its place proves nothing of who was there."""
        return self.found.by_hand

    @property
    def pictures(self) -> list[Picture]:
        """The first photo of how it was found and the last one of the fix."""
        shown = [photo for entry in self.entries for photo in entry.photos]
        before = [photo for photo in shown if photo.use is PhotoUse.BEFORE]
        after = [photo for photo in shown if photo.use is PhotoUse.AFTER]
        oldest = self.entries[-1].photos[:1] or before[-1:]
        return [*(photo for photo in oldest if photo.use is PhotoUse.BEFORE), *after[:1]]

    @property
    def found(self) -> Entry:
        return self.entries[-1]


def with_its_life(reach: Reach, uid: UUID) -> Select[Hazard]:
    return with_lives(Hazard.visible_to(reach).where(Hazard.uid == uid))


def with_lives(chosen: Select[Hazard]) -> Select[Hazard]:
    """Of hazards already chosen, all that their stories tell."""
    steps = selectinload(Hazard.steps)
    attachments = steps.selectinload(Step.attachments).joinedload(Attachment.photo)
    return chosen.options(
        joinedload(Hazard.school),
        joinedload(Hazard.zone),
        joinedload(Hazard.category),
        joinedload(Hazard.item),
        joinedload(Hazard.assignment).joinedload(Assignment.person),
        attachments,
        steps.selectinload(Step.spoken).joinedload(SpokenWord.memo),
        steps.joinedload(Step.person),
        steps.joinedload(Step.inspection).joinedload(Inspection.version),
        steps.selectinload(Step.flags),
    )


def hazard_story(session: Session, reach: Reach, hazard: Hazard, now: datetime) -> HazardStory:
    clock = hazard.zone.clock
    department = session.get_one(Department, hazard.responsible_code)
    return HazardStory(
        hazard=hazard,
        number=hazard.number(clock),
        days_left=days_left(hazard.deadline, now, clock),
        days_open=-days_left(hazard.happened_at, hazard.closed_at or now, clock),
        distance=distance_of(hazard, hazard.steps[0].place),
        responsible=department.name,
        liaisons=liaisons(session, hazard, now) if hazard.responsible_code == SCHOOL else [],
        entries=[entry(session, reach, hazard, step) for step in reversed(hazard.steps)],
        broken=first_changed(hazard.steps),
        earlier=session.scalar(Hazard.visible_to(reach).where(Hazard.id == hazard.repeat_of_id)),
    )


def entry(session: Session, reach: Reach, hazard: Hazard, step: Step) -> Entry:
    """What is to look into is its maker's and the police's to read, not the school's."""
    looks_into = step.person_id == reach.person_id or reach.reads_police_only_at(hazard.zone.path)
    return Entry(
        kind=step.kind,
        who=step.person.name if step.person else "",
        at=step.happened_at,
        checklist=step.inspection.version.title if step.inspection else None,
        note=step.note,
        photos=[picture(hazard, attached) for attached in step.attachments],
        memos=[word.memo for word in step.spoken],
        flags=step.flags if looks_into else [],
        changed=changed(session, reach, step.facts),
        by_hand=step.position_source is PlaceSource.MAP,
    )


def changed(session: Session, reach: Reach, facts: Mapping[str, Any]) -> Changed:
    """Names are looked up now; whoever may not see the other hazard is not led to it."""
    person, other = facts.get("assigned_to"), facts.get("duplicate_of")
    school = facts.get("from")
    return Changed(
        assigned_to=(person and session.scalar(select(Person.name).where(Person.uid == UUID(person)))) or "",
        severity=Severity(facts["severity"]) if "severity" in facts else None,
        is_major=bool(facts.get("is_major")),
        duplicate_of=session.scalar(Hazard.visible_to(reach).where(Hazard.uid == UUID(other))) if other else None,
        moved_from=(school and session.scalar(select(School.name).where(School.uid == UUID(school)))) or "",
    )


def picture(hazard: Hazard, attached: Attachment) -> Picture:
    photo = attached.photo
    taken_at = photo.taken_at or attached.step.happened_at
    return Picture(photo.uid, attached.use, taken_at, distance_of(hazard, photo.place))


def distance_of(hazard: Hazard, place: Place | None) -> float | None:
    centre = hazard.school.centre
    return metres(place, centre) if place and centre else None


def first_changed(steps: Sequence[Step]) -> int | None:
    """The number of the first step that is not what it was when it was made, or None."""
    chain = first_broken(Link(step.number, step.previous_hash, step.hash, step.record()) for step in steps)
    reworded = next((step.number for step in steps if not step.reads_as_sealed), None)
    return min((number for number in (chain, reworded) if number is not None), default=None)


def liaisons(session: Session, hazard: Hazard, now: datetime) -> list[str]:
    """Who is liaison officer of the school today."""
    day = now.astimezone(hazard.zone.clock).date()
    return [posting.person.name for posting in team_of(session, hazard.school_id, day) if posting.in_force(day)]
