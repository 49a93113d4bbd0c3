"""What somebody may still hand in whose account was deactivated: what their phone held, for some days."""

from datetime import datetime, timedelta

from hazard_app.rules.terms import StepKind
from hazard_app.rules.times import require_aware

# What people saw and did on the spot. What they decide counts while they hold the post, and no phone keeps it for days.
STEPS = frozenset(
    {
        StepKind.SEEN_AGAIN,
        StepKind.FIX,
        StepKind.RECHECK_PASS,
        StepKind.RECHECK_FAIL,
        StepKind.ASK_MORE_TIME,
        StepKind.COMMENT,
    }
)
# Photos, and as many memos, sent after the deactivation, each before the form that names it; a few full rounds.
MOST_PHOTOS = 200


def is_open(deactivated_at: datetime, now: datetime, span: timedelta) -> bool:
    """Is there still time? ValueError for a naive time."""
    require_aware(deactivated_at, now)
    return now <= deactivated_at + span


def was_made_in_time(happened_at: datetime, deactivated_at: datetime) -> bool:
    """By the phone's clock as ours corrects it. ValueError for a naive time."""
    require_aware(happened_at, deactivated_at)
    return happened_at < deactivated_at
