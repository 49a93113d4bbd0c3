import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.steps import (
    Actor,
    NotAllowed,
    Reason,
    StepRefused,
    Subject,
    WrongStep,
    is_failed_recheck,
    joins_the_others,
    may_draft,
    may_regrade,
    next_state,
    possible,
)
from hazard_app.rules.terms import Role, Severity, State, StepKind
from tests.rules.doers import DOERS, LIAISON, OFFICER, SUPERVISOR, outcome


@pytest.mark.parametrize(
    ("kind", "state", "reason"),
    [
        (StepKind.FIX, None, Reason.NOT_FOUND_YET),
        (StepKind.FOUND, State.OPEN, Reason.ALREADY_FOUND),
        (StepKind.FIX, State.UNCONFIRMED, Reason.UNCONFIRMED),
        (StepKind.REOPEN, State.OPEN, Reason.STILL_OPEN),
        (StepKind.FIX, State.AWAITING_RECHECK, Reason.AWAITING_RECHECK),
        (StepKind.RECHECK_PASS, State.CLOSED, Reason.CLOSED),
        (StepKind.VOID, State.VOID, Reason.VOID),
        (StepKind.FIXED_ON_SPOT, State.OPEN, Reason.OTHER_INSPECTION),
        (StepKind.FIXED_ON_SPOT, State.CLOSED, Reason.CLOSED),
    ],
)
def test_a_wrong_step_says_why(kind: StepKind, state: State | None, reason: Reason) -> None:
    with pytest.raises(WrongStep) as refused:
        next_state(kind, Subject(state), SUPERVISOR)
    assert (refused.value.kind, refused.value.state, refused.value.reason) == (kind, state, reason)


subjects = st.builds(Subject, st.sampled_from([None, *State]))
actors = st.builds(Actor, st.frozensets(st.sampled_from(Role)))
rechecks = st.sampled_from([StepKind.RECHECK_PASS, StepKind.RECHECK_FAIL])


@given(rechecks, subjects, st.frozensets(st.sampled_from(Role)), st.booleans(), st.booleans())
def test_whoever_reported_the_fix_never_rechecks_it(
    kind: StepKind, subject: Subject, roles: frozenset[Role], found_it: bool, is_rule: bool
) -> None:
    with pytest.raises(StepRefused):
        next_state(kind, subject, Actor(roles, reported_this_fix=True, found_it=found_it, is_rule=is_rule))


@given(subjects, actors)
def test_what_is_possible_is_what_is_not_refused(subject: Subject, actor: Actor) -> None:
    taken = [kind for kind in StepKind if outcome(kind, subject, actor) not in ("–", "403")]
    assert list(possible(subject, actor)) == taken


@given(subjects, actors, actors)
def test_a_further_role_never_takes_a_step_away(subject: Subject, actor: Actor, other: Actor) -> None:
    both = Actor(actor.roles | other.roles)
    assert {*possible(subject, actor), *possible(subject, other)} == set(possible(subject, both))


def test_what_a_liaison_may_do_to_an_open_hazard() -> None:
    kinds = (StepKind.SEEN_AGAIN, StepKind.ASK_MORE_TIME, StepKind.FIX, StepKind.COMMENT)
    assert possible(Subject(State.OPEN), LIAISON) == kinds


def test_fixed_on_the_spot_belongs_to_the_inspection_that_found_it() -> None:
    subject = Subject(State.OPEN, in_its_inspection=True)
    assert next_state(StepKind.FIXED_ON_SPOT, subject, OFFICER) is State.CLOSED
    assert outcome(StepKind.FIXED_ON_SPOT, subject, LIAISON) == "403"


@pytest.mark.parametrize("kind", [StepKind.SEEN_AGAIN, StepKind.FIX])
def test_evidence_from_before_the_closing_is_kept_and_opens_nothing(kind: StepKind) -> None:
    late = Subject(State.CLOSED, made_before_closing=True)
    assert next_state(kind, late, LIAISON) is State.CLOSED
    assert outcome(kind, Subject(State.CLOSED), LIAISON) == "–"


def test_seeing_it_again_after_a_fix_is_a_failed_recheck() -> None:
    failed = {(kind, state) for kind in StepKind for state in [None, *State] if is_failed_recheck(kind, state)}
    assert failed == {
        (StepKind.SEEN_AGAIN, State.AWAITING_RECHECK),
        (StepKind.RECHECK_FAIL, State.AWAITING_RECHECK),
    }


def refusal(kind: StepKind, subject: Subject, actor: Actor) -> Reason | None:
    try:
        next_state(kind, subject, actor)
    except NotAllowed as refused:
        return refused.reason
    return None


def liaison(*, reported_this_fix: bool = False, found_it: bool = False) -> Actor:
    return Actor(frozenset({Role.LIAISON}), reported_this_fix=reported_this_fix, found_it=found_it)


@pytest.mark.parametrize(
    ("state", "actor", "reason"),
    [
        (State.OPEN, liaison(), None),
        (State.OPEN, liaison(found_it=True), Reason.OWN_FINDING),
        (State.AWAITING_RECHECK, liaison(), None),
        (State.AWAITING_RECHECK, liaison(found_it=True), None),
        (State.AWAITING_RECHECK, liaison(reported_this_fix=True), Reason.OWN_FIX),
        (State.AWAITING_RECHECK, OFFICER, None),
        (State.AWAITING_RECHECK, DOERS["auditor"], Reason.NOT_YOUR_STEP),
    ],
)
def test_a_second_person_of_the_school_closes_its_own_finding(
    state: State, actor: Actor, reason: Reason | None
) -> None:
    assert refusal(StepKind.RECHECK_PASS, Subject(state, self_found=True), actor) is reason


@pytest.mark.parametrize(
    "subject",
    [
        Subject(State.AWAITING_RECHECK, self_found=True, severity=Severity.CRITICAL),
        Subject(State.AWAITING_RECHECK, self_found=True, overdue=True),
        Subject(State.AWAITING_RECHECK, self_found=True, help_asked=True),
    ],
)
def test_a_critical_late_or_helped_finding_of_the_school_joins_the_others(subject: Subject) -> None:
    assert joins_the_others(subject)
    assert refusal(StepKind.RECHECK_PASS, subject, liaison()) is Reason.JOINED_THE_OTHERS
    assert refusal(StepKind.RECHECK_FAIL, subject, liaison()) is Reason.JOINED_THE_OTHERS
    assert refusal(StepKind.RECHECK_PASS, subject, SUPERVISOR) is None


def test_only_the_schools_own_ledger_stays_apart() -> None:
    assert not joins_the_others(Subject(State.OPEN, self_found=True, severity=Severity.MAJOR))
    assert joins_the_others(Subject(State.OPEN))


def test_an_inspector_is_told_when_it_was_their_own_fix() -> None:
    actor = Actor(frozenset({Role.SUPERVISOR}), reported_this_fix=True)
    assert refusal(StepKind.RECHECK_PASS, Subject(State.AWAITING_RECHECK), actor) is Reason.OWN_FIX


@pytest.mark.parametrize(
    ("old", "new", "allowed"),
    [
        (Severity.MINOR, Severity.CRITICAL, {"officer", "supervisor"}),
        (Severity.MAJOR, Severity.CRITICAL, {"officer", "supervisor"}),
        (Severity.CRITICAL, Severity.MAJOR, {"supervisor"}),
        (Severity.MAJOR, Severity.MINOR, {"supervisor"}),
        (Severity.MAJOR, Severity.MAJOR, set()),
    ],
)
def test_severity_goes_up_by_an_inspector_and_down_by_a_supervisor(
    old: Severity, new: Severity, allowed: set[str]
) -> None:
    assert {who for who, actor in DOERS.items() if may_regrade(actor, old, new)} == allowed


def test_an_inspector_drafts_an_order_and_nothing_else_is_drafted() -> None:
    drafts = {(kind, who) for kind in StepKind for who, actor in DOERS.items() if may_draft(kind, actor)}
    assert drafts == {(StepKind.ORDER, "officer"), (StepKind.ORDER, "supervisor")}
