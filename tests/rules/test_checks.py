import pytest

from hazard_app.rules.checks import may_fill
from hazard_app.rules.terms import DoneBy, Role

# Police also sample the schools' self-checks; a liaison officer does nothing but these; the others fill nothing.
WHO = {
    DoneBy.FORMAL: {Role.OFFICER, Role.SUPERVISOR},
    DoneBy.PATROL: {Role.OFFICER, Role.SUPERVISOR},
    DoneBy.POST: {Role.OFFICER, Role.SUPERVISOR},
    DoneBy.JOINT: {Role.OFFICER, Role.SUPERVISOR},
    DoneBy.SELF: {Role.OFFICER, Role.SUPERVISOR, Role.LIAISON},
}


@pytest.mark.parametrize("done_by", DoneBy)
@pytest.mark.parametrize("role", Role)
def test_each_kind_of_checklist_is_filled_by_whom_it_is_for(done_by: DoneBy, role: Role) -> None:
    assert may_fill(done_by, frozenset({role})) is (role in WHO[done_by])


def test_without_a_role_nothing_is_filled() -> None:
    assert not any(may_fill(done_by, frozenset()) for done_by in DoneBy)


def test_of_several_roles_one_is_enough() -> None:
    assert may_fill(DoneBy.FORMAL, frozenset({Role.AUDITOR, Role.OFFICER}))
