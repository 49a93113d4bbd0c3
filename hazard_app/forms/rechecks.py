"""Rechecks of one school: one compound field a hazard, in one form."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from hazard_app.acts.record_rechecks import Recheck
from hazard_app.forms.file_fields import MOST_MEMOS, MOST_PHOTOS, TOO_MANY_MEMOS, TOO_MANY_PHOTOS, CompoundField
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import LONGEST_NOTE, PERSONAL, too_long
from hazard_app.rules.personal_data import looks_personal
from hazard_app.rules.terms import Verdict


@dataclass(frozen=True)
class Judged:
    """No verdict: this one was not rechecked."""

    verdict: Verdict | None = None
    note: str = ""
    photos: tuple[str, ...] = ()
    seen: int | None = None
    memos: tuple[str, ...] = ()


class RecheckField(CompoundField):
    empty = Judged()

    def __init__(self, *, hazard: UUID, number: str, needs_photo: bool, **kwargs: Any) -> None:
        super().__init__(number, **kwargs)
        self.stem = str(hazard)
        self.hazard, self.number, self.needs_photo = hazard, number, needs_photo

    def read(self, given: MultiDict[str, str]) -> Judged:
        said, seen = given.get(self.stem, ""), given.get(f"{self.stem}-seen", "")
        return Judged(
            verdict={"pass": Verdict.PASS, "fail": Verdict.FAIL}.get(said),
            note=self.text(given, "note"),
            photos=self.hashes(given, "photos"),
            # Rubbish saw nothing: it is told that somebody was faster, rather than believed.
            seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 7 else 0 if seen else None,
            memos=self.hashes(given, "memos") if said == "fail" else (),
        )

    def validate(self, form: Any, _extra: Sequence[Any] = ()) -> bool:
        self.errors = [*self.process_errors, *self.wrongs(form)]
        return not self.errors

    def wrongs(self, form: Any) -> Iterable[Any]:
        judged: Judged = self.data
        if judged.verdict is Verdict.FAIL and not (judged.note or judged.memos):
            yield _l("%(number)s: say what is not gone yet, in a few words.", number=self.number)
        if judged.verdict is Verdict.PASS and self.needs_photo and not judged.photos:
            yield _l("%(number)s: add a photo of today, this item asks for one.", number=self.number)
        if len(judged.note) > LONGEST_NOTE:
            yield too_long(len(judged.note), LONGEST_NOTE)
        elif form["personal"].data != "ok" and (kind := looks_personal(judged.note)):
            yield PERSONAL[kind]
        if len(judged.photos) > MOST_PHOTOS:
            yield TOO_MANY_PHOTOS
        if len(judged.memos) > MOST_MEMOS:
            yield TOO_MANY_MEMOS


class RechecksForm(ToldForm):
    """Without its hazards; `rechecks_form` adds them."""

    @property
    def judged(self) -> list[RecheckField]:
        return [field for field in self if isinstance(field, RecheckField) and field.data.verdict]

    @property
    def rechecks(self) -> list[Recheck]:
        """In an order that a resend repeats, whatever stands on the page by then."""
        return [
            Recheck(each.hazard, said.verdict is Verdict.PASS, said.note, said.photos, said.seen, said.memos)
            for each in sorted(self.judged, key=lambda each: str(each.hazard))
            for said in (each.data,)
        ]

    @property
    def photos(self) -> frozenset[str]:
        return frozenset(sha for field in self if isinstance(field, RecheckField) for sha in field.data.photos)

    @property
    def memos(self) -> frozenset[str]:
        return frozenset(sha for field in self if isinstance(field, RecheckField) for sha in field.data.memos)

    @property
    def asks_about_personal_data(self) -> bool:
        asked = set(PERSONAL.values())
        return any(error in asked for field in self for error in field.errors)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        self.form_errors = [] if self.judged else [_l("Nothing is judged yet: say of one at least whether it is gone.")]
        return valid and bool(self.judged)


def rechecks_form(fields: dict[str, RecheckField]) -> type[RechecksForm]:
    return type("ComposedRechecksForm", (RechecksForm,), fields)
