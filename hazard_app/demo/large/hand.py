"""What the acts would have written of a zone's deeds, kept in memory until it becomes rows together.

The rules, the chain and the projection are the acts' own; only what they ask the database is remembered here. A test
plays the same deeds both ways and compares the rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy.orm import Session

from hazard_app.acts.add_step import Addition, to_look_into
from hazard_app.acts.find_hazard import Finding, new_hazard
from hazard_app.acts.inspection_flags import inspection_flags
from hazard_app.acts.item_steps import Visit
from hazard_app.acts.judging import judged_at
from hazard_app.acts.record_hazard import Report, finding_of
from hazard_app.acts.record_hazard import to_look_into as of_report
from hazard_app.acts.record_inspection import (
    Filled,
    allowed_roles,
    count,
    fillable,
    inspection_of,
    named_photos,
    take_steps,
)
from hazard_app.acts.standing_hazards import Standing
from hazard_app.acts.step_changes import Changes, handed_to, raised, regraded
from hazard_app.acts.take_step import NewStep, actor_of, follow
from hazard_app.demo.large.deeds import Confirmation, Deed
from hazard_app.demo.large.rows import NewRows
from hazard_app.models.flag import Flag
from hazard_app.models.hazard import Hazard
from hazard_app.models.inspection import Inspection
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.step import Step
from hazard_app.models.time_limit import TimeLimits
from hazard_app.rules.checks import may_fill
from hazard_app.rules.flags import POLICE_OF_A_FORMAL_INSPECTION
from hazard_app.rules.terms import OPEN_STATES, Attention, DoneBy, State, StepKind

# Bound to nothing: whatever would ask the database fails.
UNASKED = Session()
BEGINNING = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Fix:
    """The newest of a hazard."""

    at: datetime
    by: int


@dataclass
class Hand:
    """One school's. `hazards` in the order they were found."""

    rows: NewRows
    limits: TimeLimits
    people: Mapping[UUID, Person]
    hazards: list[Hazard] = field(default_factory=list)
    named: dict[UUID, Hazard] = field(default_factory=dict)
    fixes: dict[UUID, Fix] = field(default_factory=dict)
    asking: set[UUID] = field(default_factory=set)  # for which more time was asked
    inspections: dict[UUID, tuple[Inspection, Filled]] = field(default_factory=dict)

    def take(self, deed: Deed) -> None:
        match deed.what:
            case Filled():
                self.inspect(deed.person, deed.what)
            case Report():
                self.report(deed.person, deed.what)
            case Addition():
                self.add(deed.person, deed.what)
            case Confirmation():
                self.confirm(deed.person, deed.what)

    def inspect(self, person: Person, filled: Filled) -> None:
        _, roles = allowed_roles(person, filled.school, filled.version, filled.told)
        inspection = inspection_of(person, filled)
        count(inspection, filled, fillable(filled.version, roles))
        photos = self.rows.photos_of(person, sorted(named_photos(filled)), filled.told.received_at)
        inspects = may_fill(DoneBy.PATROL, roles)
        visit = Remembered(UNASKED, person, inspection, filled.told, photos, inspects, self.standing(), hand=self)
        inspection.flags.extend(inspection_flags(inspection, filled.version, take_steps(visit, filled)))
        self.inspections[inspection.uid] = inspection, filled
        self.rows.inspections.append(inspection)

    def standing(self) -> dict[str, Standing]:
        """As `standing_hazards` finds it: the open ones win over those closed before, and the newest of these."""
        marks = [
            Standing(hazard.item_code, number, hazard.state, hazard.police_only, hazard.closed_at)
            for number, hazard in enumerate(self.hazards)
            if hazard.item_code and hazard.state in (*OPEN_STATES, State.CLOSED)
        ]
        marks.sort(key=lambda mark: (mark.is_open, mark.closed_at or BEGINNING, mark.id))
        return {mark.item_code: mark for mark in marks}

    def open(self, person: Person, finding: Finding, former: Standing | None = None) -> tuple[Hazard, Step]:
        hazard, step = new_hazard(person, finding, self.limits, repeat_of=None)
        # What a row has by default, and what it refers to, is asked before it is one.
        hazard.attention, hazard.is_major, hazard.found_by_id = Attention.OFFICER, False, person.id
        self.hazards.append(hazard)
        self.named[hazard.uid] = hazard
        self.rows.add_hazard(hazard, self.hazards[former.id] if former else None)
        self.rows.steps.append(step)
        return hazard, step

    def follow(self, hazard: Hazard, person: Person, new: NewStep) -> Step:
        fix = self.fixes.get(hazard.uid)
        waits = fix and hazard.state is State.AWAITING_RECHECK
        fixed_at, fixer = fix.at if fix and waits else None, fix.by if fix else None
        step = follow(hazard, person, new, fixed_at, fixer, help_asked=hazard.uid in self.asking)
        if new.kind is StepKind.ASK_MORE_TIME:
            self.asking.add(hazard.uid)
        if new.kind is StepKind.FIX:
            self.fixes[hazard.uid] = Fix(step.happened_at, person.id)
        self.rows.steps.append(step)
        return step

    def report(self, person: Person, report: Report) -> None:
        photos = self.rows.photos_of(person, report.found.photos, report.told.received_at)
        _, step = self.open(person, finding_of(report, photos, {}))
        step.flags.extend(Flag(kind=flag.kind, facts=flag.facts) for flag in of_report(person, report))

    def add(self, person: Person, added: Addition) -> None:
        hazard = self.named[added.hazard]
        changed = self.changes(hazard, person, added)
        new = NewStep(
            added.kind,
            added.told,
            added.note,
            facts=changed.facts,
            columns=changed.columns,
            assignee=changed.assignee,
        )
        self.follow(hazard, person, new).flags.extend(to_look_into(person, new, hazard.school))

    def changes(self, hazard: Hazard, person: Person, added: Addition) -> Changes:
        if added.kind is StepKind.ASSIGN and added.asked.person:
            return handed_to(self.people[added.asked.person])
        if added.kind is StepKind.REGRADE:
            at = judged_at(person, hazard.school, added.told)
            return regraded(hazard, actor_of(hazard, person, at, None, hazard.school), added.asked)
        return raised(hazard) if added.kind is StepKind.RAISE_ATTENTION else Changes()

    def confirm(self, person: Person, said: Confirmation) -> None:
        inspection, filled = self.inspections[said.inspection]
        for participant in inspection.participants:
            if participant.person is person:
                participant.confirmed_at = said.at
        police = [each for each in inspection.participants if each.police and each.confirmed_at]
        if filled.version.done_by is DoneBy.FORMAL and len(police) >= POLICE_OF_A_FORMAL_INSPECTION:
            inspection.formal_at = said.at


@dataclass(frozen=True)
class Remembered(Visit):
    """A visit whose questions to the database are answered from memory."""

    hand: Hand = field(kw_only=True)

    def hazard(self, mark: Standing) -> Hazard:
        return self.hand.hazards[mark.id]

    def open(self, finding: Finding, former: Standing | None) -> Hazard:
        return self.hand.open(self.person, finding, former)[0]

    def take(self, hazard: Hazard, step: NewStep) -> Step:
        return self.hand.follow(hazard, self.person, step)

    def refuse_used(self, after: Sequence[Photo]) -> None:
        """No deed of this world shows a photo of the fix."""

    def seen_since(self, hazard: Hazard) -> bool:
        """Deeds come in the order in which they were made."""
        return False
