"""By when a hazard must be gone, and how long that still is."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hazard_app.rules.calendars import WorkingDays
from hazard_app.rules.times import require_aware


def deadline(happened_at: datetime, days: int, zone: ZoneInfo, calendar: WorkingDays) -> datetime:
    """The last microsecond, in UTC, of the local day that lies `days` calendar days after `happened_at`.

    A period starts the next day, and an end on a day off moves to the first working day after it
    (公安机关办理行政案件程序规定, art. 35). ValueError for a naive time or negative days.
    """
    require_aware(happened_at)
    if days < 0:
        raise ValueError("a deadline cannot lie before its hazard")
    counted_to = happened_at.astimezone(zone).date() + timedelta(days=days)
    return end_of_day(calendar.next_working_day(counted_to), zone)


def end_of_day(day: date, zone: ZoneInfo) -> datetime:
    """In UTC. Measured back from the next day: where clocks change at midnight a day may have no 23:59."""
    next_day = datetime.combine(day + timedelta(days=1), time.min, zone)
    return next_day.astimezone(UTC) - timedelta(microseconds=1)


def days_left(deadline: datetime, now: datetime, zone: ZoneInfo) -> int:
    """In local days: 0 is due today, 1 tomorrow, below 0 so many days overdue."""
    require_aware(deadline, now)
    return (deadline.astimezone(zone).date() - now.astimezone(zone).date()).days


def is_overdue(deadline: datetime, now: datetime) -> bool:
    require_aware(deadline, now)
    return now > deadline
