"""How a command speaks: once in each language, since a terminal does not tell who sits before it."""

import click
from flask_babel import LazyString, force_locale

from hazard_app.languages import LOCALES


def N_(sentence: str) -> str:  # noqa: N802 - the name by which the extractor knows a sentence
    return sentence


def say(sentence: LazyString) -> None:
    for line in in_every_language(sentence):
        click.echo(line)


def warn(sentence: LazyString) -> None:
    for line in in_every_language(sentence):
        click.echo(line, err=True)


def refuse(sentence: LazyString) -> SystemExit:
    warn(sentence)
    return SystemExit(1)


def in_every_language(sentence: LazyString) -> list[str]:
    said = []
    for locale in LOCALES:
        with force_locale(locale):
            said.append(str(sentence))
    return list(dict.fromkeys(said))
