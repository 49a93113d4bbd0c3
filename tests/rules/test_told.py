from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.told import Told

AT = datetime(2026, 11, 23, 6, 0, tzinfo=UTC)
TOLD = Told(UUID(int=1), "0" * 64, made_at=AT, sent_at=AT, received_at=AT + timedelta(hours=2))


def test_what_a_slow_clock_made_happened_by_our_clock() -> None:
    assert TOLD.happened_at == AT + timedelta(hours=2)


def test_each_submission_brings_its_own_salt() -> None:
    assert replace(TOLD, salt=b"a").salt != Told(TOLD.uid, "", AT, AT, AT).salt


@given(st.lists(st.uuids(), min_size=2, unique=True))
def test_no_two_steps_of_a_submission_share_a_salt(uids: list[UUID]) -> None:
    salts = {replace(TOLD, uid=uid).step_salt for uid in uids}
    assert len(salts) == len(uids)
    assert all(len(salt) == 16 for salt in salts)


def test_the_salt_of_a_step_is_the_same_when_the_work_is_run_again() -> None:
    step = replace(TOLD, uid=uuid4())
    assert step.step_salt == step.step_salt


def test_the_salt_is_not_shown_in_logs() -> None:
    assert "salt" not in repr(TOLD)
