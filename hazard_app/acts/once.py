"""The same thing twice is fine, also when both come at once."""

from collections.abc import Callable
from typing import TypeVar

from hazard_app.acts.refusals import UsedPhotos

T = TypeVar("T")


def once(known: Callable[[], T | None], new: Callable[[], T]) -> tuple[T, bool]:
    """What is kept already, else what `new` makes of it; and whether it is new. Raises what either raises."""
    kept = known()
    if kept is not None:
        return kept, False
    try:
        return new(), True
    except UsedPhotos:
        # By this very submission, sent twice at once: it is kept by now.
        kept = known()
        if kept is None:
            raise
        return kept, False
