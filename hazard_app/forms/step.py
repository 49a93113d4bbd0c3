"""What a person adds to a hazard that stands: seen again with a photo, or a comment."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms.validators import AnyOf
from wtforms.widgets import TextArea

from hazard_app.acts.add_step import OFFERED
from hazard_app.forms.fields import TextLine, WordField
from hazard_app.forms.photo_fields import PhotosField
from hazard_app.forms.told import ToldForm
from hazard_app.forms.validators import PERSONAL, HoldsNoPersonalData, IsNotLongerThan
from hazard_app.rules.terms import StepKind


class StepForm(ToldForm):
    kind = WordField(words=StepKind, validators=[AnyOf(OFFERED, _l("Say what it is: seen again, or a comment."))])
    note = TextLine(
        _l("What you saw or know"), widget=TextArea(), validators=[IsNotLongerThan(), HoldsNoPersonalData()]
    )
    photos = PhotosField(_l("Photos of today"))

    def validate(self, extra_validators: Any = None) -> bool:
        valid = bool(super().validate(extra_validators))
        self.form_errors = [] if self.says_something else [self.what_is_missing]
        return valid and self.says_something

    @property
    def asks_about_personal_data(self) -> bool:
        return any(error in PERSONAL.values() for error in self.note.errors)

    @property
    def says_something(self) -> bool:
        """A comment is words or a photo; to have seen it again takes a photo."""
        return bool(self.photos.data or (self.note.data and self.kind.data is not StepKind.SEEN_AGAIN))

    @property
    def what_is_missing(self) -> Any:
        if self.kind.data is StepKind.SEEN_AGAIN:
            return _l("Add a photo of today: it shows that the hazard is still there.")
        return _l("Write a few words or add a photo.")
