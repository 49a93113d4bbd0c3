"""What a person adds to a hazard that stands: a fix, a recheck, an order to somebody, a word."""

import re
from typing import Any
from uuid import uuid4

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField
from wtforms.validators import AnyOf
from wtforms.widgets import TextArea, TextInput

from hazard_app.acts.add_step import OFFERED, Addition
from hazard_app.acts.step_changes import Asked, HazardNumber
from hazard_app.forms.fields import NumberField, ParsedField, TextLine, UuidField, WordField
from hazard_app.forms.file_fields import MemosField, PhotosField
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import PERSONAL, HoldsNoPersonalData, IsNotLongerThan
from hazard_app.models.hazard import Hazard
from hazard_app.rules.demands import Demand, demand
from hazard_app.rules.steps import Reason
from hazard_app.rules.terms import Severity, StepKind
from hazard_app.rules.told import Told
from hazard_app.words import word

MISSING_WORDS = {
    StepKind.RECHECK_FAIL: _l("Say what is not gone yet, in a few words."),
    StepKind.ASK_MORE_TIME: _l("Say why, and by when it will be done."),
    StepKind.RAISE_ATTENTION: _l("Say why somebody higher should watch it."),
    StepKind.REGRADE: _l("Say on what ground: what you saw, or the norm."),
    StepKind.VOID: _l("Say why it counts nowhere: mistaken, or the same as another."),
    StepKind.REOPEN: _l("Say why it is open again."),
}
MISSING_PHOTO = {
    StepKind.SEEN_AGAIN: _l("Add a photo of today: it shows that the hazard is still there."),
    StepKind.FIX: _l("Add a photo of how it looks now, from where the first one was taken."),
    StepKind.RECHECK_PASS: _l("Add a photo of today: this item asks for one."),
}


class SerialField(ParsedField):
    """A hazard by what people call it: 2026-0042, or 42."""

    message = _l("A hazard's number looks like 2026-0042.")
    widget = TextInput()
    raw_text = ""
    written = re.compile(r"(?:(20[0-9]{2})-)?0*([1-9][0-9]{0,8})")

    def parse(self, text: str) -> HazardNumber:
        found = self.written.fullmatch(text)
        if not found:
            raise ValueError(text)
        return HazardNumber(int(found[1]) if found[1] else None, int(found[2]))


class StepForm(ToldForm):
    kind = WordField(words=StepKind, validators=[AnyOf(OFFERED, _l("Say what you want to do."))])
    # The kind of step that the page is about, where the kind itself is an answer on it and may be lacking.
    page = WordField(words=StepKind)
    note = TextLine(
        _l("What you saw or know"), widget=TextArea(), validators=[IsNotLongerThan(), HoldsNoPersonalData()]
    )
    photos = PhotosField(_l("Photos of today"))
    memos = MemosField(_l("Voice memo"))
    person = UuidField(_l("Who has it in hand"))
    severity = WordField(_l("Severity"), words=Severity)
    is_major = BooleanField(_l("It counts as a major accident hazard"))
    duplicate_of = SerialField(_l("The same as hazard number"))
    seen = NumberField(least=0, most=1_000_000, message=_l("This could not be read."))
    item_shows_photo = False

    @classmethod
    def about(
        cls, hazard: Hazard, kind: StepKind | None = None, given: MultiDict[str, str] | None = None
    ) -> "StepForm":
        """New, or filled with what was given."""
        form = cls(given)
        form.item_shows_photo = bool(hazard.item and hazard.item.photo_required)
        if given is None:
            form.id.data, form.kind.data, form.seen.data = uuid4(), kind, hazard.length
            form.severity.data, form.is_major.data = hazard.severity, hazard.is_major
        return form

    def addition(self, hazard: Hazard, told: Told) -> Addition:
        asked = Asked(self.person.data, self.severity.data, self.is_major.data, self.duplicate_of.data)
        seen = None if self.seen.data is None else int(self.seen.data)
        photos, memos = self.photos.data, self.memos.data
        return Addition(hazard.uid, self.kind.data, told, self.note.data, photos, asked, seen, memos)

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        if self.kind.data is None and self.page.data is StepKind.RECHECK_PASS:
            self.kind.errors = [_l("Say whether it is gone.")]
        missing = self.what_is_missing if self.kind.data in OFFERED else None
        if missing:
            name, sentence = missing
            self[name].errors = self[name].errors or [sentence]
        return valid and not missing

    @property
    def asks_about_personal_data(self) -> bool:
        return any(error in PERSONAL.values() for error in self.note.errors)

    @property
    def demand(self) -> Demand:
        return demand(self.kind.data or self.page.data, item_shows_photo=self.item_shows_photo)

    @property
    def what_is_missing(self) -> tuple[str, Any] | None:
        """The field, and the sentence. A comment is words or a photo; every other kind says what it demands."""
        kind, demanded = self.kind.data, self.demand
        has_words = self.note.data or (demanded.may_be_said and self.memos.data)
        if demanded.photo and not self.photos.data:
            return "photos", MISSING_PHOTO[kind]
        if demanded.words and not has_words:
            return "note", MISSING_WORDS[kind]
        if kind is StepKind.COMMENT and not (self.note.data or self.photos.data or self.memos.data):
            return "note", _l("Write a few words or add a photo.")
        if kind is StepKind.ASSIGN and not self.person.data:
            return "person", word(Reason.NOBODY_HERE)
        return None
