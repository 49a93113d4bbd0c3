"""Fields that turn what a phone sends into domain types."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any, TypeVar
from uuid import UUID

from flask_babel import lazy_gettext as _l
from wtforms import Field
from wtforms.widgets import HiddenInput, TextInput

from hazard_app.rules.plain_text import plain_text
from hazard_app.rules.times import read_moment

E = TypeVar("E", bound=Enum)


class ParsedField(Field):  # type: ignore[misc]
    """One text value, parsed. What does not parse is told by `message`; empty is None."""

    data: Any

    widget = HiddenInput()
    message = _l("This could not be read.")

    def process_formdata(self, values: Sequence[str]) -> None:
        text = plain_text(values[0]) if values else ""
        self.raw_text = text
        self.data = None
        if not text:
            return
        try:
            self.data = self.parse(text)
        except ValueError as error:
            raise ValueError(self.message) from error

    def parse(self, text: str) -> Any:
        raise NotImplementedError

    def _value(self) -> str:
        return "" if self.data is None else str(self.data)


def uid_or_none(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def day_or_none(text: str) -> date | None:
    """As an address has it: 2026-11-23."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


class UuidField(ParsedField):
    message = _l("This link is damaged. Go back and open the page again.")

    def parse(self, text: str) -> UUID:
        return UUID(text)


class MomentField(ParsedField):
    """A moment in ISO 8601 with its time zone, as JavaScript writes it."""

    message = _l("The phone's time could not be read.")

    def parse(self, text: str) -> datetime:
        return read_moment(text)

    def _value(self) -> str:
        return self.data.isoformat() if isinstance(self.data, datetime) else ""


class NumberField(ParsedField):
    """A finite number between two bounds."""

    def __init__(self, label: Any = None, *, least: float, most: float, message: Any, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.least, self.most, self.message = least, most, message

    def parse(self, text: str) -> float:
        number = float(text)
        if not self.least <= number <= self.most:
            raise ValueError(text)
        return number


class WordField(ParsedField):
    """One word of an enumeration."""

    message = _l("This choice is not on offer.")

    def __init__(self, label: Any = None, *, words: type[Enum], **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.words = words

    def parse(self, text: str) -> Enum:
        return self.words(text)

    def _value(self) -> str:
        return self.data.value if isinstance(self.data, Enum) else ""


class TextLine(ParsedField):
    """One line or several, as `rules.plain_text` keeps them."""

    widget = TextInput()

    def parse(self, text: str) -> str:
        return text

    def process_formdata(self, values: Sequence[str]) -> None:
        super().process_formdata(values)
        self.data = self.data or ""
