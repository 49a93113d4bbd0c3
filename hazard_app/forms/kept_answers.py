"""Answers whose sender is not signed in any more: carried through the sign-in page and sent again from there."""

import json
from dataclasses import dataclass
from typing import Self

from flask import Request

# Bytes of names and values; far more than a checklist can hold, far less than a form may be.
LARGEST = 1_000_000
MOST = 2_000  # values; no form has more


@dataclass(frozen=True)
class KeptAnswers:
    """`path` is our own; `fields` in their order, repeated names too. `photos` were sent and are lost."""

    path: str
    fields: tuple[tuple[str, str], ...]
    photos: bool

    @classmethod
    def of(cls, request: Request) -> Self | None:
        """Passwords are never carried; None when nothing is left, or more than we carry."""
        given = request.form.items(multi=True)
        fields = tuple((name, value) for name, value in given if "password" not in name)
        photos = any(file.filename for file in request.files.values())
        return cls(asked_path(request), fields, photos).if_usable()

    @classmethod
    def carried(cls, text: str) -> Self | None:
        """What `str` wrote, back from the page; None for anything else."""
        try:
            path, fields, photos = json.loads(text)
            kept = cls(str(path), tuple((str(name), str(value)) for name, value in fields), bool(photos))
            return kept.if_usable()
        except (TypeError, ValueError, RecursionError):
            return None

    @property
    def size(self) -> int:
        return sum(len(name.encode()) + len(value.encode()) for name, value in self.fields)

    def __str__(self) -> str:
        return json.dumps([self.path, self.fields, self.photos], ensure_ascii=False)

    def if_usable(self) -> Self | None:
        fits = 0 < len(self.fields) <= MOST and self.size <= LARGEST
        return self if fits and own_path(self.path) else None


def asked_path(request: Request) -> str:
    return request.script_root + request.full_path.rstrip("?")


def own_path(text: str | None) -> str | None:
    """A path on this site, or None. Browsers read `//host`, `\\` and hidden tabs as other sites."""
    if not text or not text.startswith("/") or text.startswith("//"):
        return None
    if "\\" in text or any(sign.isspace() or not sign.isprintable() for sign in text):
        return None
    return text
