"""Record a hazard that somebody came upon: no checklist, one report. Its step has the name that the phone gave it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from uuid import UUID, uuid5

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.carry_over import follow_merger
from hazard_app.acts.find_hazard import Finding, keep_hazard, new_hazard
from hazard_app.acts.item_steps import NewHazard
from hazard_app.acts.judging import judged, judged_at
from hazard_app.acts.keep_memo import memos_of
from hazard_app.acts.keep_photo import photos_of, refuse_used
from hazard_app.acts.once import once
from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.acts.take_step import NewStep, actor_for, append, known_step, project, subject_of
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.memo import Memo
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.reach import INSPECTORS
from hazard_app.models.school import School
from hazard_app.models.step import Step
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules import flags
from hazard_app.rules.steps import next_state
from hazard_app.rules.terms import StepKind
from hazard_app.rules.told import Told


@dataclass(frozen=True)
class Report:
    told: Told
    school: School
    found: NewHazard


def record_hazard(session: Session, person: Person, report: Report) -> tuple[Hazard, bool]:
    """The hazard, and whether it is new: the same report twice is fine.

    Raises OtherContent, OutOfReach, NotForYou, NotAllowed, FilesRefused. Role and reach are those of when it was
    made.
    """
    told = report.told
    return once(
        partial(known_report, session, person, told.uid, told.content_hash),
        partial(record_new, session, person, report),
    )


def record_new(session: Session, person: Person, report: Report) -> Hazard:
    told, found = report.told, report.found
    refuse_strangers(person, report)
    photos = photos_of(session, person, frozenset((*found.photos, *found.after_photos)))
    finding = finding_of(report, photos, memos_of(session, person, frozenset(found.memos)))
    hazard, found_it = new_hazard(person, finding, TimeLimits.of(session), repeat_of=None)
    found_it.flags.extend(Flag(kind=flag.kind, facts=flag.facts) for flag in to_look_into(person, report))
    steps = [found_it]
    if found.fixed_on_spot:
        after = [photos[sha] for sha in found.after_photos]
        refuse_used(session, after, here=finding.step.before)
        fix = replace(told, uid=uuid5(told.uid, StepKind.FIXED_ON_SPOT))
        steps.append(close(session, hazard, person, NewStep(StepKind.FIXED_ON_SPOT, fix, after=after)))
    kept = keep_hazard(session, hazard, steps)
    follow_merger(session, report.school.id, told.received_at)
    return kept


def finding_of(report: Report, photos: Mapping[str, Photo], memos: Mapping[str, Memo]) -> Finding:
    told, found = report.told, report.found
    shown, said = [photos[sha] for sha in found.photos], [memos[sha] for sha in found.memos]
    first = NewStep(StepKind.FOUND, told, found.note, before=shown, memos=said)
    return Finding(told.uid, report.school, found.category, found.severity, whereabouts=found.whereabouts, step=first)


def known_report(session: Session, person: Person, uid: UUID, content_hash: str) -> Hazard | None:
    """The hazard that has this id already. Raises OtherContent if it is another person's or another thing."""
    # Asked for first: what is committed between two questions must not look like half of something else.
    is_taken = session.scalar(select(Hazard.id).where(Hazard.uid == uid)) is not None
    step = known_step(session, person, uid, content_hash)
    if step is not None and step.kind is StepKind.FOUND:
        return step.hazard
    # A hazard of an inspection has a step of another name.
    if step is not None or is_taken:
        raise OtherContent
    return None


def refuse_strangers(person: Person, report: Report) -> None:
    """Raises OutOfReach; NotForYou when the category is only for police, which a liaison is never offered."""
    _, roles = judged(person, report.school, report.told)
    if not roles:
        raise OutOfReach
    if report.found.category.police_only and not roles & INSPECTORS:
        raise NotForYou


def to_look_into(person: Person, report: Report) -> Iterable[flags.Flag]:
    told, school = report.told, report.school
    times = flags.time_flags(told.made_at, told.sent_at, told.received_at)
    place = flags.place_flags(told.place, school.centre, school.radius) if school.centre else ()
    left = flags.handed_in_flag(person.deactivated_at, told.received_at)
    return (*times, *place, *filter(None, (left,)))


def close(session: Session, hazard: Hazard, person: Person, fix: NewStep) -> Step:
    """Put right before the finder's eyes: the one report stands for the inspection that found it."""
    at = judged_at(person, hazard.school, fix.told)
    subject = replace(subject_of(hazard, fix, at), in_its_inspection=True)
    actor = actor_for(session, hazard, person, at, rechecks=False)
    state = next_state(fix.kind, subject, actor)
    step = append(hazard, person, fix, state)
    project(hazard, step, fix)
    return step
