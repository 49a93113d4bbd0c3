"""Why an act was refused. Nothing was changed; each carries what a sentence for a person needs."""

from uuid import UUID


class Refused(Exception):  # noqa: N818 (an answer to a person, not a fault)
    """An act that was not done."""


class OtherContent(Refused):
    """Another thing has this name already: answered 409, and nothing of the other thing is told."""


class OutOfReach(Refused):
    """The school was not in the person's reach when this was made: answered 404."""


class NotForYou(Refused):
    """In reach, but not for this person's role: answered 403."""


class FilesRefused(Refused):
    """Some of the files that are named, by the SHA-256 of the bytes sent: answered 422, naming them."""

    def __init__(self, hashes: frozenset[str]) -> None:
        super().__init__(", ".join(sorted(hashes)))
        self.hashes = hashes


class MissingPhotos(FilesRefused):
    """Photos that this person has not uploaded."""


class MissingMemos(FilesRefused):
    """Memos that this person has not uploaded."""


class UsedPhotos(FilesRefused):
    """The very bytes were used before and prove nothing as an after-photo."""


class Overtaken(Refused):
    """Somebody else took a step since this person looked, and now this one cannot be taken: answered 409."""


class StandsOpen(Refused):
    """The same item of the school has another open hazard, by uid: answered 409."""

    def __init__(self, hazard: UUID) -> None:
        super().__init__(str(hazard))
        self.hazard = hazard
