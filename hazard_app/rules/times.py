"""When something happened, as far as a phone's clock and ours can tell together."""

from datetime import UTC, datetime, timedelta

CLOCKS_MAY_DIFFER = timedelta(minutes=5)
# What a clock may say, however wrong it is. Beyond, sums of two moments and local times of one could not be written.
YEARS = range(1900, 2200)


def read_moment(text: str) -> datetime:
    """A moment in ISO 8601. ValueError for one without a time zone, or of a year that no clock says."""
    moment = datetime.fromisoformat(text)
    require_aware(moment)
    if moment.year not in YEARS:
        raise ValueError(text)
    return moment


def happened_at(made_at: datetime, sent_at: datetime, received_at: datetime) -> datetime:
    """In UTC: made_at by our clock, never after we received it. ValueError for a naive time.

    A phone's clock is wrong by the same amount when it makes and when it sends, so its error cancels out.
    """
    require_aware(made_at, sent_at, received_at)
    return min(made_at + (received_at - sent_at), received_at).astimezone(UTC)


def clocks_differ(sent_at: datetime, received_at: datetime) -> bool:
    """By more than five minutes, either way. ValueError for a naive time."""
    require_aware(sent_at, received_at)
    return abs(received_at - sent_at) > CLOCKS_MAY_DIFFER


def require_aware(*moments: datetime) -> None:
    """ValueError for a time without a zone."""
    for moment in moments:
        if moment.utcoffset() is None:
            raise ValueError("a time without a time zone")
