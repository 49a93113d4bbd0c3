"""A hazard's life as data: who may take which step, from which state, to which.

Nobody's rank makes an exception.
"""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from enum import StrEnum

from hazard_app.rules.terms import OPEN_STATES, Joining, Role, Severity, State, StepKind


class Reason(StrEnum):
    """Why a step cannot be taken; pages put it into a sentence."""

    NOT_FOUND_YET = "not_found_yet"
    ALREADY_FOUND = "already_found"
    UNCONFIRMED = "unconfirmed"
    STILL_OPEN = "still_open"
    AWAITING_RECHECK = "awaiting_recheck"
    CLOSED = "closed"
    VOID = "void"
    OTHER_INSPECTION = "other_inspection"
    NOT_YOUR_STEP = "not_your_step"
    OWN_FIX = "own_fix"
    OWN_FINDING = "own_finding"
    JOINED_THE_OTHERS = "joined_the_others"
    NOBODY_HERE = "nobody_here"
    NOTHING_CHANGES = "nothing_changes"
    HIGHEST_ALREADY = "highest_already"
    NO_SUCH_HAZARD = "no_such_hazard"


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever takes a step: roles at the hazard's place when the step was made, and their part in the hazard.

    `reported_this_fix`: the newest fix is theirs, even one that failed. `found_it`: they raised the hazard.
    """

    roles: frozenset[Role]
    reported_this_fix: bool = False
    found_it: bool = False
    is_rule: bool = False
    is_public: bool = False


@dataclass(frozen=True, slots=True)
class Subject:
    """The hazard as a step finds it; state None before it is found.

    `in_its_inspection`: the step belongs to the inspection that found the hazard.
    `merging`: its school becomes part of another one.
    `made_before_closing`: the step was made before the hazard was closed and arrived after; `made_before_fix` likewise.
    """

    state: State | None
    self_found: bool = False
    severity: Severity = Severity.MINOR
    overdue: bool = False
    help_asked: bool = False
    in_its_inspection: bool = False
    made_before_closing: bool = False
    made_before_fix: bool = False
    merging: bool = False


def joins_the_others(subject: Subject) -> bool:
    """Is it more than the school's own ledger: not self-found, or critical, overdue or with help asked?"""
    return not subject.self_found or bool(why_joined(subject))


def why_joined(subject: Subject) -> tuple[Joining, ...]:
    """What makes a school's own finding one like any other; nothing while it is the school's own affair."""
    reasons = {
        Joining.CRITICAL: subject.severity is Severity.CRITICAL,
        Joining.OVERDUE: subject.overdue,
        Joining.HELP_ASKED: subject.help_asked,
    }
    return tuple(reason for reason, holds in reasons.items() if holds)


def _always(_: Subject) -> bool:
    return True


def _in_its_inspection(subject: Subject) -> bool:
    return subject.in_its_inspection


def _made_before_closing(subject: Subject) -> bool:
    return subject.made_before_closing


def _made_before_fix(subject: Subject) -> bool:
    return subject.made_before_fix


def _merging(subject: Subject) -> bool:
    return subject.merging


def _nothing(_: Subject, __: Actor) -> Reason | None:
    return None


def _own_fix(_: Subject, actor: Actor) -> Reason | None:
    return Reason.OWN_FIX if actor.reported_this_fix else None


def _not_the_schools_second_person(subject: Subject, actor: Actor) -> Reason | None:
    if not subject.self_found:
        return Reason.NOT_YOUR_STEP
    if joins_the_others(subject):
        return Reason.JOINED_THE_OTHERS
    if subject.state is State.OPEN and actor.found_it:
        return Reason.OWN_FINDING
    return _own_fix(subject, actor)


@dataclass(frozen=True, slots=True)
class Transition:
    """One row of the table; target None leaves the state as it is.

    `only_when` narrows the sources, `barred_by` names what keeps one of the roles from it.
    """

    kind: StepKind
    roles: frozenset[Role]
    sources: Collection[State | None]
    target: State | None = None
    by_rule: bool = False
    by_public: bool = False
    drafted_by: frozenset[Role] = frozenset()
    only_when: Callable[[Subject], bool] = _always
    barred_by: Callable[[Subject, Actor], Reason | None] = _nothing

    def starts_from(self, subject: Subject) -> bool:
        return subject.state in self.sources and self.only_when(subject)

    def lands_on(self, state: State | None) -> State:
        landed = self.target or state
        assert landed  # only `found` starts from nothing, and it says where it leads
        return landed

    def refusal(self, subject: Subject, actor: Actor) -> Reason | None:
        stands_in = (self.by_rule and actor.is_rule) or (self.by_public and actor.is_public)
        if not (stands_in or self.roles & actor.roles):
            return Reason.NOT_YOUR_STEP
        return self.barred_by(subject, actor)


INSPECTORS = frozenset({Role.OFFICER, Role.SUPERVISOR})
SUPERVISORS = frozenset({Role.SUPERVISOR})
LIAISONS = frozenset({Role.LIAISON})
ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
NO_ROLE: frozenset[Role] = frozenset()

NEW = (None,)
UNCONFIRMED = (State.UNCONFIRMED,)
OPEN = (State.OPEN,)
AWAITING = (State.AWAITING_RECHECK,)
CLOSED = (State.CLOSED,)
OPEN_OR_CLOSED = (*OPEN_STATES, State.CLOSED)

_K = StepKind
TRANSITIONS: tuple[Transition, ...] = (
    Transition(_K.FOUND, INSPECTORS | LIAISONS, NEW, State.OPEN),
    Transition(_K.FOUND, NO_ROLE, NEW, State.UNCONFIRMED, by_public=True),
    # Seen before the fix, told after it: no recheck of that fix.
    Transition(_K.SEEN_AGAIN, INSPECTORS | LIAISONS, AWAITING, only_when=_made_before_fix),
    Transition(_K.SEEN_AGAIN, INSPECTORS | LIAISONS, OPEN_STATES, State.OPEN),
    Transition(_K.CONFIRM, INSPECTORS, UNCONFIRMED, State.OPEN),
    Transition(_K.ORDER, SUPERVISORS, OPEN_STATES, drafted_by=INSPECTORS),
    Transition(_K.REFER, INSPECTORS, OPEN_STATES),
    # A department answers, and a listing is taken down, also when the hazard is already gone.
    Transition(_K.REPLY, INSPECTORS, OPEN_OR_CLOSED),
    Transition(_K.ASK_MORE_TIME, LIAISONS, OPEN_STATES),
    Transition(_K.DECIDE_EXTENSION, SUPERVISORS, OPEN_STATES),
    Transition(_K.ASSIGN, SUPERVISORS, OPEN_STATES),
    Transition(_K.LIST, SUPERVISORS, OPEN_STATES),
    Transition(_K.LIFT, SUPERVISORS, OPEN_OR_CLOSED),
    Transition(_K.FIX, INSPECTORS | LIAISONS, OPEN, State.AWAITING_RECHECK),
    Transition(_K.RECHECK_PASS, INSPECTORS, OPEN_STATES, State.CLOSED, barred_by=_own_fix),
    Transition(_K.RECHECK_PASS, LIAISONS, OPEN_STATES, State.CLOSED, barred_by=_not_the_schools_second_person),
    Transition(_K.RECHECK_FAIL, INSPECTORS, AWAITING, State.OPEN, barred_by=_own_fix),
    Transition(_K.RECHECK_FAIL, LIAISONS, AWAITING, State.OPEN, barred_by=_not_the_schools_second_person),
    Transition(_K.FIXED_ON_SPOT, INSPECTORS, OPEN, State.CLOSED, only_when=_in_its_inspection),
    Transition(_K.RAISE_ATTENTION, SUPERVISORS, OPEN_STATES, by_rule=True),
    Transition(_K.REGRADE, INSPECTORS, OPEN_STATES),
    Transition(_K.VOID, SUPERVISORS, (*OPEN_OR_CLOSED, State.UNCONFIRMED), State.VOID),
    Transition(_K.REOPEN, SUPERVISORS, (State.CLOSED, State.VOID), State.OPEN),
    Transition(_K.COMMENT, INSPECTORS | LIAISONS, tuple(State)),
    # Evidence that a phone without a net brings after the closing is kept and opens nothing.
    Transition(_K.SEEN_AGAIN, INSPECTORS | LIAISONS, CLOSED, only_when=_made_before_closing),
    Transition(_K.FIX, INSPECTORS | LIAISONS, CLOSED, only_when=_made_before_closing),
    # When two schools become one; by rule what arrives after it. What stands at both on an item is one from then on.
    Transition(_K.VOID, ADMINISTRATORS, OPEN_STATES, State.VOID, by_rule=True, only_when=_merging),
    Transition(
        _K.MOVE, ADMINISTRATORS, (*OPEN_STATES, State.UNCONFIRMED, State.VOID), by_rule=True, only_when=_merging
    ),
)
