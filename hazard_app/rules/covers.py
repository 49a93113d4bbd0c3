"""How long one person's rounds may be another one's."""

from datetime import date, timedelta
from enum import StrEnum

# Whoever is away longer than a quarter has left: their posting ends, and somebody else is given one.
LONGEST = timedelta(days=92)
DAY = timedelta(days=1)


class SpanWrong(StrEnum):
    BACKWARDS = "backwards"
    PAST = "past"
    LONG = "long"


def span_wrong(starts_on: date, ends_on: date, today: date) -> SpanWrong | None:
    """Both days are in it. It may have begun: who fell ill this morning was away this morning."""
    if ends_on < starts_on:
        return SpanWrong.BACKWARDS
    if ends_on < today:
        return SpanWrong.PAST
    return SpanWrong.LONG if ends_on - starts_on + DAY > LONGEST else None
