"""How long somebody waits who keeps giving a wrong password. All thresholds stand here."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

NOW = timedelta()


@dataclass(frozen=True)
class Limit:
    """So many failures within a time; the next try waits until the first of them is that old."""

    failures: int
    within: timedelta


# One name from one source: a device known to be the person's, or a network address.
PER_NAME = (Limit(5, timedelta(minutes=5)), Limit(20, timedelta(hours=6)))
# An address where many names fail is guessing, or a whole school's: then names that fail again there
# wait sooner. A name that has not failed there is let through, whatever the others did.
BUSY = Limit(60, timedelta(hours=1))
AT_BUSY_ADDRESS = Limit(2, timedelta(hours=1))
# No limit looks further back.
KEPT = timedelta(days=1)


def limits(known_device: bool, failures_at_address: int) -> tuple[Limit, ...]:
    busy = not known_device and failures_at_address >= BUSY.failures
    return (*PER_NAME, AT_BUSY_ADDRESS) if busy else PER_NAME


def wait(failures: Iterable[datetime], limits: Iterable[Limit], now: datetime) -> timedelta:
    """How long until the next try may be made; nothing when it may be made now."""
    moments = sorted(failures)
    return max((_wait(moments, limit, now) for limit in limits), default=NOW)


def tries_left(failures: Iterable[datetime], limits: Iterable[Limit], now: datetime) -> int:
    moments = list(failures)
    return min(max(0, limit.failures - len(_recent(moments, limit, now))) for limit in limits)


def _wait(moments: list[datetime], limit: Limit, now: datetime) -> timedelta:
    recent = _recent(moments, limit, now)
    if len(recent) < limit.failures:
        return NOW
    return recent[-limit.failures] + limit.within - now


def _recent(moments: list[datetime], limit: Limit, now: datetime) -> list[datetime]:
    return [moment for moment in moments if moment > now - limit.within]
