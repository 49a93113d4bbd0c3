"""Why bytes that were sent as a memo are not kept; `reason` says it in one word for machines."""

from typing import ClassVar


class MemoRefused(ValueError):  # noqa: N818 (an answer)
    reason: ClassVar[str]


class NotARecording(MemoRefused):
    """No WebM, MP4 or Ogg with a sound that browsers play, whatever its name."""

    reason = "not_a_recording"


class BrokenRecording(MemoRefused):
    """It begins like a recording and is damaged, cut short or silent."""

    reason = "broken_recording"


class HasPicture(MemoRefused):
    """A video: who speaks of a thing need not film who stands beside it."""

    reason = "has_picture"


class TooLong(MemoRefused):
    """Longer than LONGEST."""

    reason = "too_long"
