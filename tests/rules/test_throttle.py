from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from hazard_app.rules.throttle import AT_BUSY_ADDRESS, BUSY, KEPT, PER_NAME, Limit, limits, tries_left, wait

NOW = datetime(2026, 11, 23, 6, 2, tzinfo=UTC)
THREE_IN_A_MINUTE = (Limit(3, timedelta(minutes=1)),)

moments = st.lists(st.integers(0, 100_000).map(lambda seconds: NOW - timedelta(seconds=seconds)), max_size=40)


def ago(*seconds: int) -> list[datetime]:
    return [NOW - timedelta(seconds=each) for each in seconds]


def test_below_the_limit_nobody_waits() -> None:
    assert wait(ago(5, 1), THREE_IN_A_MINUTE, NOW) == timedelta()


def test_at_the_limit_one_waits_until_the_first_of_them_is_old_enough() -> None:
    assert wait(ago(50, 5, 1), THREE_IN_A_MINUTE, NOW) == timedelta(seconds=10)


def test_over_the_limit_the_last_ones_count() -> None:
    assert wait(ago(55, 50, 20, 5, 1), THREE_IN_A_MINUTE, NOW) == timedelta(seconds=40)


def test_old_failures_are_forgotten() -> None:
    assert wait(ago(61, 60, 5, 1), THREE_IN_A_MINUTE, NOW) == timedelta()


def test_the_longest_wait_counts() -> None:
    slow = Limit(2, timedelta(hours=1))
    assert wait(ago(50, 5, 1), (*THREE_IN_A_MINUTE, slow), NOW) == timedelta(minutes=59, seconds=55)


def test_the_tries_left_are_those_of_the_strictest_limit() -> None:
    assert tries_left(ago(5), (*THREE_IN_A_MINUTE, Limit(2, timedelta(hours=1))), NOW) == 1


def test_a_busy_address_is_stricter_and_a_known_device_never_is() -> None:
    assert limits(known_device=False, failures_at_address=BUSY.failures) == (*PER_NAME, AT_BUSY_ADDRESS)
    assert limits(known_device=False, failures_at_address=BUSY.failures - 1) == PER_NAME
    assert limits(known_device=True, failures_at_address=BUSY.failures) == PER_NAME


def test_a_name_that_has_not_failed_at_a_busy_address_is_let_in() -> None:
    assert wait([], limits(known_device=False, failures_at_address=100_000), NOW) == timedelta()


def test_failures_are_kept_as_long_as_any_limit_looks_back() -> None:
    assert max(limit.within for limit in (*PER_NAME, BUSY, AT_BUSY_ADDRESS)) <= KEPT


@given(moments)
def test_who_waits_as_long_as_told_is_let_in(failures: list[datetime]) -> None:
    later = NOW + wait(failures, PER_NAME, NOW)
    assert wait(failures, PER_NAME, later) == timedelta()


@given(moments)
def test_there_are_tries_left_exactly_when_nobody_waits(failures: list[datetime]) -> None:
    assert (tries_left(failures, PER_NAME, NOW) > 0) == (wait(failures, PER_NAME, NOW) == timedelta())


@given(moments, st.integers(0, 100))
def test_one_more_failure_never_shortens_a_wait(failures: list[datetime], seconds: int) -> None:
    more = [*failures, NOW - timedelta(seconds=seconds)]
    assert wait(more, PER_NAME, NOW) >= wait(failures, PER_NAME, NOW)
