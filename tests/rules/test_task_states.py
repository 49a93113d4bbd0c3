"""A check of 1 September in Shanghai: open from 06:00, due by 08:00, missed after 10:00."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.rounds import TaskState
from hazard_app.rules.task_states import task_state
from hazard_app.rules.windows import Occurrence

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAY = date(2026, 9, 1)
INSTANT = timedelta(microseconds=1)


def at(clock: str) -> datetime:
    return datetime.fromisoformat(f"2026-09-01T{clock}").replace(tzinfo=SHANGHAI).astimezone(UTC)


CHECK = Occurrence(DAY, 1, at("06:00"), at("08:00"), at("10:00"))
STRICT = Occurrence(DAY, 1, at("06:00"), at("08:00"), at("08:00"))


@pytest.mark.parametrize(
    ("now", "state", "strictly"),
    [
        ("05:59:59.999999", "coming", "coming"),
        ("06:00", "due", "due"),
        ("06:00:00.000001", "due", "due"),
        ("07:59:59.999999", "due", "due"),
        ("08:00", "due", "due"),
        ("08:00:00.000001", "overdue", "missed"),
        ("09:59:59.999999", "overdue", "missed"),
        ("10:00", "overdue", "missed"),
        ("10:00:00.000001", "missed", "missed"),
    ],
)
def test_a_check_that_nobody_made(now: str, state: str, strictly: str) -> None:
    assert task_state(CHECK, None, hindered=False, now=at(now)) == state
    assert task_state(STRICT, None, hindered=False, now=at(now)) == strictly


@pytest.mark.parametrize("hindered", [False, True])
@pytest.mark.parametrize(
    ("done", "state"),
    [
        ("05:00", "done"),  # before it opened: whether that counts is decided where it is taken for this check
        ("06:00", "done"),
        ("07:59:59.999999", "done"),
        ("08:00", "done"),
        ("08:00:00.000001", "done_late"),
        ("10:00", "done_late"),
        ("10:00:00.000001", "done_late"),
        ("23:00", "done_late"),
    ],
)
@pytest.mark.parametrize("now", ["05:00", "08:00", "10:00", "23:30"])
def test_a_check_that_was_made_is_done_whatever_was_said_before_and_whenever_it_is_asked(
    done: str, state: str, now: str, hindered: bool
) -> None:
    assert task_state(CHECK, at(done), hindered, at(now)) == state


@pytest.mark.parametrize("now", ["05:00", "06:00", "08:00", "09:00", "10:00", "10:00:00.000001"])
def test_a_check_that_could_not_be_made_is_neither_overdue_nor_missed(now: str) -> None:
    assert task_state(CHECK, None, hindered=True, now=at(now)) == "could_not"


def test_of_two_checks_of_a_day_the_second_opens_in_the_moment_the_first_is_due() -> None:
    second = Occurrence(DAY, 2, at("08:00"), at("12:00"), at("12:00"))
    before, then = at("08:00") - INSTANT, at("08:00")
    assert [task_state(second, None, hindered=False, now=now) for now in (before, then)] == ["coming", "due"]
    assert task_state(CHECK, None, hindered=False, now=then) == "due"


moments = st.datetimes(datetime(2026, 8, 31, 21), datetime(2026, 9, 1, 3), timezones=st.just(UTC))  # noqa: DTZ001
CAN_BE_DONE = {TaskState.DUE, TaskState.OVERDUE}
NEXT = [TaskState.COMING, TaskState.DUE, TaskState.OVERDUE, TaskState.MISSED]


@given(moments)
def test_a_check_that_nobody_made_is_open_while_it_is_due_or_overdue(now: datetime) -> None:
    assert (task_state(CHECK, None, hindered=False, now=now) in CAN_BE_DONE) is CHECK.is_open(now)


@given(moments, moments)
def test_while_nothing_happens_a_state_only_goes_on(one: datetime, other: datetime) -> None:
    earlier, later = (task_state(CHECK, None, hindered=False, now=now) for now in sorted([one, other]))
    assert NEXT.index(earlier) <= NEXT.index(later)


def test_every_state_is_reached() -> None:
    asked = [
        (None, False, "05:00"),
        (None, False, "07:00"),
        (None, False, "09:00"),
        ("07:00", False, "09:00"),
        ("09:00", False, "09:00"),
        (None, False, "11:00"),
        (None, True, "11:00"),
    ]
    reached = [task_state(CHECK, at(done) if done else None, hindered, at(now)) for done, hindered, now in asked]
    assert reached == list(TaskState)
