"""Memos of one thing, named by the SHA-256 of the bytes sent: as photos are, and fewer."""

from collections.abc import Sequence
from typing import Any

from wtforms import Field, Form
from wtforms.validators import ValidationError

from hazard_app.forms.answer_field import MOST_MEMOS, NO_MEMO, SHA256, TOO_MANY_MEMOS


def hashes_in(values: Sequence[str]) -> tuple[str, ...]:
    """Each once, in the order they were given; what is no hash is left out."""
    return tuple(dict.fromkeys(value for value in values if SHA256.fullmatch(value)))


class MemosField(Field):  # type: ignore[misc]
    """`data` is a tuple."""

    def process_formdata(self, values: Sequence[str]) -> None:
        self.data = hashes_in(values)
        if any(value and not SHA256.fullmatch(value) for value in values):
            raise ValueError(NO_MEMO)

    def process_data(self, value: Any) -> None:
        self.data = tuple(value or ())

    def pre_validate(self, _form: Form) -> None:
        if len(self.data) > MOST_MEMOS:
            raise ValidationError(TOO_MANY_MEMOS)
