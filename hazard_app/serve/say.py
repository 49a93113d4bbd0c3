"""Whoever starts the server has not chosen a language yet: every sentence comes in both."""

import gettext
from pathlib import Path

import click

CHINESE = gettext.translation(
    "messages", Path(__file__).parents[1] / "translations", languages=["zh_Hans_CN"], fallback=True
)


def N_(sentence: str) -> str:  # noqa: N802 - the name by which the extractor knows a sentence
    return sentence


def say(sentence: str, value: object = "") -> None:
    click.echo(" · ".join(in_both(sentence)) + (f": {value}" if value else ""))


def in_both(sentence: str) -> list[str]:
    return list(dict.fromkeys([CHINESE.gettext(sentence), sentence]))
