"""Fields that name photos and memos by the SHA-256 of the bytes sent."""

from collections.abc import Sequence
from typing import Any, ClassVar

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict
from wtforms import Field, Form
from wtforms.validators import ValidationError

from hazard_app.forms.fields import ParsedField
from hazard_app.rules.content import SHA256
from hazard_app.rules.plain_text import plain_text

MOST_PHOTOS = 6
MOST_MEMOS = 3
NO_PHOTO = _l("A photo is named in a way that no photo is.")
NO_MEMO = _l("A memo is named in a way that no memo is.")
TOO_MANY_PHOTOS = _l("A hazard takes %(most)s photos at most.", most=MOST_PHOTOS)
TOO_MANY_MEMOS = _l("%(most)s memos at most. Take one out, or write it down.", most=MOST_MEMOS)


class Sha256Field(ParsedField):
    message = NO_PHOTO

    def parse(self, text: str) -> str:
        if not SHA256.fullmatch(text):
            raise ValueError(text)
        return text


class HashesField(Field):  # type: ignore[misc]
    """Some of one thing, each once, in the order they were given: `data` is a tuple."""

    most: ClassVar[int]
    no_such: ClassVar[LazyString]
    too_many: ClassVar[LazyString]

    def process_formdata(self, values: Sequence[str]) -> None:
        self.data = hashes_in(values)
        if has_others(values):
            raise ValueError(self.no_such)

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def pre_validate(self, _form: Form) -> None:
        if len(self.data) > self.most:
            raise ValidationError(self.too_many)


class PhotosField(HashesField):
    most, no_such, too_many = MOST_PHOTOS, NO_PHOTO, TOO_MANY_PHOTOS


class MemosField(HashesField):
    most, no_such, too_many = MOST_MEMOS, NO_MEMO, TOO_MANY_MEMOS


class CompoundField(Field):  # type: ignore[misc]
    """Several inputs, whose names begin with `stem`, as one value; `empty` where nothing was sent."""

    stem: str
    empty: ClassVar[Any]
    data: Any

    def process(self, formdata: MultiDict[str, str] | None, *_args: Any, **_kwargs: Any) -> None:
        self.process_errors: list[Any] = []
        self.data = self.empty if formdata is None else self.read(formdata)

    def read(self, given: MultiDict[str, str]) -> Any:
        raise NotImplementedError

    def text(self, given: MultiDict[str, str], part: str) -> str:
        return plain_text(given.get(f"{self.stem}-{part}", ""))

    def hashes(self, given: MultiDict[str, str], part: str) -> tuple[str, ...]:
        """What is no hash is told and not dropped in silence: somebody believes that it came along."""
        values = given.getlist(f"{self.stem}-{part}")
        if has_others(values):
            self.process_errors.append(NO_MEMO if part == "memos" else NO_PHOTO)
        return hashes_in(values)


def hashes_in(values: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if SHA256.fullmatch(value)))


def has_others(values: Sequence[str]) -> bool:
    return any(value and not SHA256.fullmatch(value) for value in values)
