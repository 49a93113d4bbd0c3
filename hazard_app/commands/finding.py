"""What a look at one thing found, and what to do about it."""

from dataclasses import dataclass
from enum import Enum

import click
from flask_babel import LazyString, force_locale

from hazard_app.languages import LOCALES


class Grade(Enum):
    GOOD = "✓"
    NOTE = "·"  # good to know
    BAD = "✗"  # something must be done


@dataclass(frozen=True)
class Finding:
    grade: Grade
    sentence: LazyString
    then: LazyString | None = None

    def tell(self) -> None:
        for locale in LOCALES:
            with force_locale(locale):
                click.echo(f"{self.grade.value} {self.sentence}")
                if self.then is not None:
                    click.echo(f"  → {self.then}")


def good(sentence: LazyString) -> Finding:
    return Finding(Grade.GOOD, sentence)


def note(sentence: LazyString, then: LazyString | None = None) -> Finding:
    return Finding(Grade.NOTE, sentence, then)


def bad(sentence: LazyString, then: LazyString) -> Finding:
    return Finding(Grade.BAD, sentence, then)
