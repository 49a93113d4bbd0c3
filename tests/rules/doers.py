"""One actor for each role, and what becomes of a step that somebody tries."""

from hazard_app.rules.steps import Actor, NotAllowed, Subject, WrongStep, next_state
from hazard_app.rules.terms import Role, StepKind

DOERS = {role.value: Actor(frozenset({role})) for role in Role} | {
    "rule": Actor(frozenset(), is_rule=True),
    "public": Actor(frozenset(), is_public=True),
}
OFFICER, LIAISON, SUPERVISOR = DOERS["officer"], DOERS["liaison"], DOERS["supervisor"]


def outcome(kind: StepKind, subject: Subject, actor: Actor) -> str:
    try:
        return next_state(kind, subject, actor).value
    except WrongStep:
        return "–"
    except NotAllowed:
        return "403"
