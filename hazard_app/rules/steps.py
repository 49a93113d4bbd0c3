"""Which steps a hazard takes: asked of the table of transitions, never decided anywhere else.

A pair of kind and state that is not in the table is a WrongStep (422); one that is there but not for this
person is NotAllowed (403).
"""

from hazard_app.rules.terms import Severity, State, StepKind
from hazard_app.rules.transitions import (
    INSPECTORS,
    SUPERVISORS,
    TRANSITIONS,
    Actor,
    Reason,
    Subject,
    joins_the_others,
    why_joined,
)

__all__ = [
    "Actor",
    "NotAllowed",
    "Reason",
    "StepRefused",
    "Subject",
    "WrongStep",
    "is_barred",
    "is_failed_recheck",
    "joins_the_others",
    "may_draft",
    "may_regrade",
    "next_state",
    "possible",
    "why_joined",
]

WHY_NOT_FROM: dict[State | None, Reason] = {
    None: Reason.NOT_FOUND_YET,
    State.UNCONFIRMED: Reason.UNCONFIRMED,
    State.OPEN: Reason.STILL_OPEN,
    State.AWAITING_RECHECK: Reason.AWAITING_RECHECK,
    State.CLOSED: Reason.CLOSED,
    State.VOID: Reason.VOID,
}


class StepRefused(Exception):  # noqa: N818 (its two kinds are answers, not errors)
    def __init__(self, kind: StepKind, state: State | None, reason: Reason) -> None:
        super().__init__(f"{kind} from {state}: {reason}")
        self.kind, self.state, self.reason = kind, state, reason


class WrongStep(StepRefused):
    """This kind of step does not exist from this state."""


class NotAllowed(StepRefused):
    """This kind of step exists from this state, but not for this actor."""


def next_state(kind: StepKind, subject: Subject, actor: Actor) -> State:
    """The state after this step. WrongStep if there is no such pair, NotAllowed if not for this actor."""
    rows = [row for row in TRANSITIONS if row.kind is kind and row.starts_from(subject)]
    if not rows:
        raise WrongStep(kind, subject.state, _why_not(kind, subject))
    refusals = [row.refusal(subject, actor) for row in rows]
    for row, refusal in zip(rows, refusals, strict=True):
        if refusal is None:
            return row.lands_on(subject.state)
    told = next((reason for reason in refusals if reason and reason is not Reason.NOT_YOUR_STEP), Reason.NOT_YOUR_STEP)
    raise NotAllowed(kind, subject.state, told)


def possible(subject: Subject, actor: Actor) -> tuple[StepKind, ...]:
    """What this actor may do to it now, in the order of StepKind."""
    return tuple(kind for kind in StepKind if _is_possible(kind, subject, actor))


def may_draft(kind: StepKind, actor: Actor) -> bool:
    """May the actor prepare this step for somebody else's approval?"""
    return any(row.drafted_by & actor.roles for row in TRANSITIONS if row.kind is kind)


def may_regrade(actor: Actor, old: Severity, new: Severity) -> bool:
    """Up an inspector, down only a supervisor; the same severity is no regrade."""
    ranks = list(Severity)
    if new is old:
        return False
    return bool(actor.roles & (INSPECTORS if ranks.index(new) > ranks.index(old) else SUPERVISORS))


def is_barred(kind: StepKind, actor: Actor) -> bool:
    """By hand: a liaison officer sees a hazard again only in a self-check (DESIGN §4)."""
    return kind is StepKind.SEEN_AGAIN and not actor.roles & INSPECTORS


def is_failed_recheck(kind: StepKind, state: State | None) -> bool:
    """Whoever sees it again after a fix was reported has, in effect, rechecked it."""
    return state is State.AWAITING_RECHECK and kind in (StepKind.RECHECK_FAIL, StepKind.SEEN_AGAIN)


def _is_possible(kind: StepKind, subject: Subject, actor: Actor) -> bool:
    try:
        next_state(kind, subject, actor)
    except StepRefused:
        return False
    return True


def _why_not(kind: StepKind, subject: Subject) -> Reason:
    if kind is StepKind.FOUND:
        return Reason.ALREADY_FOUND
    if kind is StepKind.FIXED_ON_SPOT and subject.state is State.OPEN:
        return Reason.OTHER_INSPECTION
    return WHY_NOT_FROM[subject.state]
