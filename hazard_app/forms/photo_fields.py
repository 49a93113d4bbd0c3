"""Fields that name photos by the SHA-256 of the bytes sent."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import Field, Form
from wtforms.validators import ValidationError

from hazard_app.forms.answer_field import MOST_PHOTOS, NO_PHOTO, SHA256
from hazard_app.forms.fields import ParsedField


class Sha256Field(ParsedField):
    message = NO_PHOTO

    def parse(self, text: str) -> str:
        if not SHA256.fullmatch(text):
            raise ValueError(text)
        return text


class PhotosField(Field):  # type: ignore[misc]
    """Some photos of one thing, each once, in the order they were given: `data` is a tuple."""

    def process_formdata(self, values: Sequence[str]) -> None:
        self.data = tuple(dict.fromkeys(value for value in values if SHA256.fullmatch(value)))
        if any(value and not SHA256.fullmatch(value) for value in values):
            raise ValueError(NO_PHOTO)

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def pre_validate(self, _form: Form) -> None:
        if len(self.data) > MOST_PHOTOS:
            raise ValidationError(_l("A hazard takes %(most)s photos at most.", most=MOST_PHOTOS))
