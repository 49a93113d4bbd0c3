"""Who may fill which kind of checklist (RULES §0.1, §1.3)."""

from hazard_app.rules.terms import DoneBy, Role

INSPECTORS = frozenset({Role.OFFICER, Role.SUPERVISOR})

# Police also sample the self-checks; a liaison officer is never an inspector.
WHO_FILLS: dict[DoneBy, frozenset[Role]] = {
    DoneBy.FORMAL: INSPECTORS,
    DoneBy.PATROL: INSPECTORS,
    DoneBy.POST: INSPECTORS,
    DoneBy.JOINT: INSPECTORS,
    DoneBy.SELF: INSPECTORS | {Role.LIAISON},
}


def may_fill(done_by: DoneBy, roles: frozenset[Role]) -> bool:
    return bool(WHO_FILLS[done_by] & roles)
