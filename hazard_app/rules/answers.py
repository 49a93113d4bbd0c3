"""One item's answer in a filled checklist, as it stands in the inspection's JSON column."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Self

from hazard_app.rules.terms import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Answer:
    """No verdict is 未检查. Photos and memos are named by the SHA-256 of the bytes sent, `after_photos` show the fix.

    `gone`: is the hazard that was still open on this item gone? `by_rest`: by one tap for a section's rest.
    """

    verdict: Verdict | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    after_photos: tuple[str, ...] = ()
    severity: Severity | None = None
    fixed_on_spot: bool = False
    gone: bool | None = None
    by_rest: bool = False
    building: str = ""
    room: str = ""
    memos: tuple[str, ...] = ()

    def as_json(self) -> dict[str, object]:
        """Only what is set."""
        if self is ONLY.get(self.verdict):
            return {} if self.verdict is None else {"verdict": self.verdict.value}
        said = {name: getattr(self, name) for name in UNSAID}
        return {name: _plain(value) for name, value in said.items() if value != UNSAID[name]}

    @classmethod
    def from_json(cls, data: Mapping[str, object]) -> Self:
        """What `as_json` wrote. ValueError for a name, a word or a kind of value that is none of ours."""
        if not data.keys() <= READERS.keys():
            raise ValueError("an answer has no such part")
        return cls(**{name: READERS[name](value) for name, value in data.items()})


@dataclass(frozen=True, slots=True)
class Tally:
    """How many of a checklist's items; `by_rest` is how many of all these came by one tap for a section."""

    passed: int
    failed: int
    not_applicable: int
    unanswered: int
    by_rest: int


def tally(answers: Mapping[str, Answer], codes: Iterable[str]) -> Tally:
    """Counts over the item codes of the checklist; an answer to any other code does not count."""
    given = [answers.get(code, UNANSWERED) for code in codes]
    verdicts = Counter(answer.verdict for answer in given)
    return Tally(
        passed=verdicts[Verdict.PASS],
        failed=verdicts[Verdict.FAIL],
        not_applicable=verdicts[Verdict.NA],
        unanswered=verdicts[None],
        by_rest=sum(answer.by_rest for answer in given),
    )


def _plain(value: object) -> object:
    if isinstance(value, StrEnum):
        return value.value
    return list(value) if isinstance(value, tuple) else value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("not a text")  # noqa: TRY004 (data from outside, not a programmer's slip)
    return value


def _yes_or_no(value: object) -> bool:
    if not isinstance(value, bool):
        raise ValueError("neither yes nor no")  # noqa: TRY004
    return value


def _names(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise ValueError("not a list of files")  # noqa: TRY004
    return tuple(_text(name) for name in value)


# Most of a checklist's answers say nothing more: one of each is enough.
ONLY: dict[Verdict | None, Answer] = {verdict: Answer(verdict) for verdict in (None, *Verdict)}
UNANSWERED = ONLY[None]
UNSAID: dict[str, object] = {field.name: field.default for field in fields(Answer)}
READERS: dict[str, Callable[[object], Any]] = {
    "verdict": lambda word: Verdict(_text(word)),
    "note": _text,
    "building": _text,
    "room": _text,
    "photos": _names,
    "after_photos": _names,
    "memos": _names,
    "severity": lambda word: Severity(_text(word)),
    "fixed_on_spot": _yes_or_no,
    "gone": _yes_or_no,
    "by_rest": _yes_or_no,
}
