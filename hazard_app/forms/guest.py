"""Somebody who took part and has no account: a name, a unit, and what they were there as."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field

from hazard_app.forms.validators import PERSONAL, too_long
from hazard_app.rules.personal_data import looks_personal
from hazard_app.rules.plain_text import plain_text
from hazard_app.rules.terms import Capacity

PARTS = ("name", "unit", "title", "capacity")
LONGEST = {"name": 40, "unit": 80, "title": 40}
CAPACITIES = (
    Capacity.SCHOOL_REPRESENTATIVE,
    Capacity.OTHER_DEPARTMENT,
    Capacity.LEADER,
    Capacity.RECORDER,
    Capacity.INSPECTOR,
)


@dataclass(frozen=True)
class Guest:
    name: str = ""
    unit: str = ""
    title: str = ""
    capacity: Capacity = Capacity.SCHOOL_REPRESENTATIVE


class GuestField(Field):  # type: ignore[misc]
    def __init__(self, number: int, **kwargs: Any) -> None:
        self.stem = f"guest-{number}"
        super().__init__(_l("Who else took part"), **kwargs)

    def process(self, formdata: MultiDict[str, str] | None, *_args: Any, **_kwargs: Any) -> None:
        self.process_errors: list[Any] = []
        self.data = Guest() if formdata is None else self.read(formdata)

    def read(self, given: MultiDict[str, str]) -> Guest:
        name, unit, title, capacity = (plain_text(given.get(f"{self.stem}-{part}", "")) for part in PARTS)
        known = Capacity(capacity) if capacity in list(Capacity) else Capacity.SCHOOL_REPRESENTATIVE
        return Guest(name, unit, title, known)

    def validate(self, form: Any, _extra: Sequence[Any] = ()) -> bool:
        guest: Guest = self.data
        self.errors = [
            too_long(len(text), LONGEST[part])
            for part, text in (("name", guest.name), ("unit", guest.unit), ("title", guest.title))
            if len(text) > LONGEST[part]
        ]
        asks = form["personal"].data != "ok"
        if asks and (kind := looks_personal(f"{guest.name} {guest.unit} {guest.title}")):
            self.errors.append(PERSONAL[kind])
        return not self.errors


def names_of(number: int) -> frozenset[str]:
    return frozenset(f"guest-{number}-{part}" for part in PARTS)
