"""Record an inspection: one row for the checklist, and a step for every item that failed or was asked about."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Self
from uuid import UUID, uuid5

from sqlalchemy.orm import Session

from hazard_app.acts.carry_over import follow_merger
from hazard_app.acts.do_task import do_task
from hazard_app.acts.inspection_flags import inspection_flags
from hazard_app.acts.item_steps import NewHazard, Visit, take_item_steps, take_new_hazard
from hazard_app.acts.judging import judged
from hazard_app.acts.keep_memo import memos_of
from hazard_app.acts.keep_photo import photos_of
from hazard_app.acts.once import once
from hazard_app.acts.refusals import NotForYou, OtherContent, OutOfReach
from hazard_app.acts.standing_hazards import standing_hazards
from hazard_app.models.checklist import ChecklistItem, ChecklistVersion
from hazard_app.models.inspection import NAMED, Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.rules.answers import UNANSWERED, Answer, tally
from hazard_app.rules.checks import may_fill
from hazard_app.rules.task_names import TaskName
from hazard_app.rules.terms import Capacity, DoneBy, FlagKind, Role, Verdict
from hazard_app.rules.told import Told


@dataclass(frozen=True)
class Companion:
    """Who else took part: a person of ours by uid, or a name with unit and title."""

    capacity: Capacity
    person: Person | None = None
    name: str = ""
    unit: str = ""
    title: str = ""


@dataclass(frozen=True)
class Filled:
    """A filled checklist. `answers` by item code; `others` are hazards that stand on no list."""

    told: Told
    school: School
    version: ChecklistVersion
    started_at: datetime  # by the phone's clock
    answers: dict[str, Answer]
    others: list[NewHazard] = field(default_factory=list)
    companions: list[Companion] = field(default_factory=list)
    task: TaskName | None = None


@dataclass(frozen=True)
class Receipt:
    """What the phone is told of an inspection that was kept."""

    uid: UUID
    received_at: datetime
    answered: int  # items
    flags: tuple[FlagKind, ...]

    @classmethod
    def of(cls, inspection: Inspection) -> Self:
        flags = tuple(flag.kind for flag in inspection.flags)
        return cls(inspection.uid, inspection.received_at, len(inspection.answers), flags)


def record_inspection(session: Session, person: Person, filled: Filled) -> tuple[Receipt, bool]:
    """The receipt, and whether the inspection is new: the same thing twice is fine.

    Raises OtherContent, OutOfReach, NotForYou, FilesRefused. Role and reach are those of when it was made.
    """
    told = filled.told
    return once(
        partial(known_inspection, session, person, told.uid, told.content_hash),
        partial(record_new, session, person, filled),
    )


def record_new(session: Session, person: Person, filled: Filled) -> Receipt:
    roles = allowed_roles(person, filled.school, filled.version, filled.told)[1]
    inspection = inspection_of(person, filled)
    photos = photos_of(session, person, named_photos(filled))
    memos = memos_of(session, person, named_memos(filled))
    count(inspection, filled, fillable(filled.version, roles))
    decided = [code for code, answer in filled.answers.items() if answer.verdict is Verdict.FAIL or answer.gone]
    standing = standing_hazards(session, filled.school, decided)
    visit = Visit(session, person, inspection, filled.told, photos, may_fill(DoneBy.PATROL, roles), standing, memos)
    inspection.flags.extend(inspection_flags(inspection, filled.version, take_steps(visit, filled)))
    visit.keep()
    do_task(session, inspection, filled.version, filled.school, filled.task)
    if visit.hazards:
        follow_merger(session, filled.school.id, filled.told.received_at)
    return Receipt.of(inspection)


def take_steps(visit: Visit, filled: Filled) -> list[str]:
    """In the order of the checklist. Codes of the items that passed while their hazard stays open, if in sight."""
    items = [item for item in filled.version.items if item.code in filled.answers]
    left_open = [item.code for item in items if not take_item_steps(visit, item, filled.answers[item.code])]
    for number, found in enumerate(filled.others, 1):
        take_new_hazard(visit, uuid5(filled.told.uid, f"other-{number}"), found)
    return [code for code in left_open if visit.sees(code)]


def inspection_of(person: Person, filled: Filled) -> Inspection:
    told = filled.told
    inspection = Inspection(
        uid=told.uid,
        content_hash=told.content_hash,
        school=filled.school,
        zone=filled.school.zone,
        version_id=filled.version.id,
        person=person,
        started_at=filled.started_at,
        made_at=told.made_at,
        sent_at=told.sent_at,
        received_at=told.received_at,
        happened_at=told.happened_at,
        answers={code: answer.as_json() for code, answer in filled.answers.items() if answer != UNANSWERED},
        participants=participants(person, filled),
        flags=[],
    )
    inspection.stand_at(told.place)
    return inspection


def known_inspection(session: Session, person: Person, uid: UUID, content_hash: str) -> Receipt | None:
    """Of the inspection that has this id already. Raises OtherContent if it is another person's or another thing."""
    known = session.execute(NAMED, {"uid": uid}).one_or_none()
    if known is None:
        return None
    if known.person_id != person.id or known.content_hash != content_hash:
        raise OtherContent
    return Receipt.of(session.get_one(Inspection, known.id))


def allowed_roles(
    person: Person, school: School, version: ChecklistVersion, told: Told
) -> tuple[datetime, frozenset[Role]]:
    """When it counts as made, and the person's roles at the school then. Raises OutOfReach, NotForYou."""
    at, roles = judged(person, school, told)
    if not roles:
        raise OutOfReach
    if not may_fill(version.done_by, roles):
        raise NotForYou
    return at, roles


def fillable(version: ChecklistVersion, roles: frozenset[Role]) -> list[ChecklistItem]:
    """The items that someone in these roles is shown: what is police-only is not for a liaison officer."""
    if may_fill(DoneBy.PATROL, roles):
        return version.items
    return [item for item in version.items if not item.for_police]


def count(inspection: Inspection, filled: Filled, items: list[ChecklistItem]) -> None:
    sums = tally(filled.answers, [item.code for item in items])
    inspection.passed, inspection.failed = sums.passed, sums.failed
    inspection.not_applicable, inspection.unanswered = sums.not_applicable, sums.unanswered


def named_photos(filled: Filled) -> frozenset[str]:
    named: list[Answer | NewHazard] = [*filled.answers.values(), *filled.others]
    return frozenset(sha for each in named for sha in (*each.photos, *each.after_photos))


def named_memos(filled: Filled) -> frozenset[str]:
    named: list[Answer | NewHazard] = [*filled.answers.values(), *filled.others]
    return frozenset(sha for each in named for sha in each.memos)


def participants(person: Person, filled: Filled) -> list[Participant]:
    """The maker leads and has confirmed by sending; everybody else may confirm later, and nobody counts twice."""
    told = filled.told
    others = [each for each in filled.companions if each.person is None or each.person.id != person.id]
    lead = Participant(
        position=0,
        person=person,
        name=person.name,
        unit=person.unit,
        title=person.title,
        police=person.police,
        capacity=Capacity.LEAD,
        confirmed_at=told.happened_at,
    )
    return [lead, *(participant(at, companion) for at, companion in enumerate(others, 1))]


def participant(position: int, companion: Companion) -> Participant:
    known = companion.person
    return Participant(
        position=position,
        person=known,
        name=known.name if known else companion.name,
        unit=known.unit if known else companion.unit,
        title=known.title if known else companion.title,
        police=known.police if known else False,
        capacity=companion.capacity,
    )
