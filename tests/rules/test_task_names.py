"""A task's name: the same for everybody who derives it, and never a reason to refuse a check."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.task_names import TaskName

PLAN, SCHOOL, PERSON = (UUID(int=number) for number in (1, 2, 3))
MONDAY = date(2026, 11, 23)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
names = st.builds(TaskName, st.uuids(), st.uuids(), days, st.integers(1, 6), st.none() | st.uuids())


@given(names)
def test_what_is_written_is_read(name: TaskName) -> None:
    assert TaskName.read(str(name), name.school) == name


@given(names, names)
def test_two_tasks_never_have_one_uid(one: TaskName, other: TaskName) -> None:
    assert (one == other) is (one.uid == other.uid)


def test_its_uid_stays_what_it_was() -> None:
    """Rows have it, and calendars outside of us."""
    assert TaskName(PLAN, SCHOOL, MONDAY, 1).uid == UUID("45ff8267-c478-5791-8ffa-6b3a3d7e68d0")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "PER-D",
        str(PLAN),
        f"{PLAN}.2026-11-23",
        f"{PLAN}.2026-13-23.1",
        f"{PLAN}.2026-11-23.first",
        f"{PLAN}.2026-11-23.1.nobody",
        f"{PLAN}.2026-11-23.1.{PERSON}.1",
        f"{PLAN}.9999-12-31.1",
        f"{PLAN}.0001-01-01.1",
        f"{PLAN}.2026-11-23.1" + "0" * 200,
    ],
)
def test_what_is_no_name_leads_to_a_check_without_a_task(text: str) -> None:
    assert TaskName.read(text, SCHOOL) is None
