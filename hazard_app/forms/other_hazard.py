"""A hazard that stands on no list, found during an inspection: its inputs as one compound field."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from hazard_app.forms.file_fields import MOST_MEMOS, MOST_PHOTOS, TOO_MANY_MEMOS, TOO_MANY_PHOTOS, CompoundField
from hazard_app.forms.validators import LONGEST_NOTE, PERSONAL, too_long
from hazard_app.forms.whereabouts import wrongs_of
from hazard_app.rules.personal_data import looks_personal
from hazard_app.rules.terms import Severity
from hazard_app.rules.whereabouts import NOWHERE, Whereabouts

PARTS = ("note", "category", "severity", "building", "room", "place", "photos", "after_photos", "memos", "spot")


@dataclass(frozen=True)
class OtherHazard:
    """Photos and memos by the SHA-256 of the bytes sent; the category by its code."""

    note: str = ""
    category: str = ""
    severity: Severity | None = None
    whereabouts: Whereabouts = NOWHERE
    photos: tuple[str, ...] = ()
    after_photos: tuple[str, ...] = ()
    fixed_on_spot: bool = False
    memos: tuple[str, ...] = ()

    @property
    def is_blank(self) -> bool:
        return not (self.note or self.photos or self.memos)


class OtherHazardField(CompoundField):
    """`categories` are the codes on offer."""

    empty = OtherHazard()

    def __init__(self, number: int, categories: tuple[str, ...], **kwargs: Any) -> None:
        self.stem, self.categories = f"other-{number}", categories
        super().__init__(_l("Something not on the list"), **kwargs)

    def read(self, given: MultiDict[str, str]) -> OtherHazard:
        spot = self.text(given, "spot") == "yes"
        severity = self.text(given, "severity")
        return OtherHazard(
            note=self.text(given, "note"),
            category=self.text(given, "category"),
            severity=Severity(severity) if severity in list(Severity) else None,
            whereabouts=Whereabouts(*(self.text(given, part) for part in ("building", "room", "place"))),
            photos=self.hashes(given, "photos"),
            after_photos=self.hashes(given, "after_photos") if spot else (),
            fixed_on_spot=spot,
            memos=self.hashes(given, "memos"),
        )

    def validate(self, form: Any, _extra: Sequence[Any] = ()) -> bool:
        self.errors = [*self.process_errors, *([] if self.data.is_blank else self.wrongs(form))]
        return not self.errors

    def wrongs(self, form: Any) -> list[Any]:
        found: OtherHazard = self.data
        wrongs: list[Any] = []
        if not (found.note or found.memos):
            wrongs.append(_l("Say in a few words what is wrong."))
        asks = form["personal"].data != "ok"
        if len(found.note) > LONGEST_NOTE:
            wrongs.append(too_long(len(found.note), LONGEST_NOTE))
        elif asks and (kind := looks_personal(found.note)):
            wrongs.append(PERSONAL[kind])
        wrongs += wrongs_of(found.whereabouts, asks=asks)
        if found.category not in self.categories:
            wrongs.append(_l("Choose what kind of hazard it is."))
        if max(len(found.photos), len(found.after_photos)) > MOST_PHOTOS:
            wrongs.append(TOO_MANY_PHOTOS)
        if len(found.memos) > MOST_MEMOS:
            wrongs.append(TOO_MANY_MEMOS)
        if found.fixed_on_spot and not found.after_photos:
            wrongs.append(_l("It was fixed on the spot: add a photo after the fix."))
        return wrongs


def names_of(number: int) -> frozenset[str]:
    return frozenset(f"other-{number}-{part}" for part in PARTS)
