"""What a step has to bring besides itself: words, a photo, and what that photo shows."""

from dataclasses import dataclass, replace

from hazard_app.rules.terms import PhotoUse, StepKind


@dataclass(frozen=True, slots=True)
class Demand:
    """`shows`: what the photos of this step show, whether they are demanded or not.

    `may_be_said`: a memo is as good as written words. What decides about others stands where it can be read.
    """

    words: bool = False
    photo: bool = False
    shows: PhotoUse = PhotoUse.BEFORE
    may_be_said: bool = False


_K = StepKind
DEMANDS = {
    _K.COMMENT: Demand(),
    _K.SEEN_AGAIN: Demand(photo=True),
    _K.FIX: Demand(photo=True, shows=PhotoUse.AFTER),
    _K.RECHECK_PASS: Demand(shows=PhotoUse.AFTER),
    _K.RECHECK_FAIL: Demand(words=True, may_be_said=True),
    _K.ASK_MORE_TIME: Demand(words=True),
    _K.ASSIGN: Demand(),
    _K.RAISE_ATTENTION: Demand(words=True),
    _K.REGRADE: Demand(words=True),
    _K.VOID: Demand(words=True),
    _K.REOPEN: Demand(words=True),
}
"""Of every kind that a person may add by hand."""


def demand(kind: StepKind, *, item_shows_photo: bool) -> Demand:
    """Gone is shown by a photo where the item's failure was (DESIGN §4). KeyError for a kind that nobody adds."""
    usual = DEMANDS[kind]
    if kind is StepKind.RECHECK_PASS and item_shows_photo:
        return replace(usual, photo=True)
    return usual
