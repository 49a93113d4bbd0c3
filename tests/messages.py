"""Sentences and their Chinese. `python -m tests.messages` brings the catalogue in line with the code."""

import re
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from babel.messages.catalog import Catalog, Message
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po, write_po

from tests.source import ROOT

CHINESE = ROOT / "hazard_app/translations/zh_Hans_CN/LC_MESSAGES/messages.po"
# Besides babel's own `_`, `gettext`, `ngettext`, `N_` …
KEYWORDS = ["_l", "lazy_gettext", "lazy_ngettext:1,2", "lazy_pgettext:1c,2"]
PLACEHOLDER = re.compile(r"%\([a-z_]+\)[sd]|%%")


def in_the_code(folder: Path) -> Catalog:
    """Every sentence of code and templates; `folder` is where the extractor may write."""
    template = folder / "messages.pot"
    keywords = [f"--keywords={keyword}" for keyword in KEYWORDS]
    options = ["--mapping-file=pyproject.toml", "--no-location", f"--output-file={template}", *keywords]
    extract: Callable[[list[str]], None] = CommandLineInterface().run
    extract(["pybabel", "--quiet", "extract", *options, str(ROOT)])
    with template.open("rb") as file:
        return read_po(file)


def in_chinese() -> Catalog:
    with CHINESE.open("rb") as file:
        return read_po(file, locale="zh_Hans_CN")


def sentences(catalog: Catalog) -> dict[str, Message]:
    return {first(message.id): message for message in catalog if message.id}


def forms(text: str | Sequence[str] | None) -> tuple[str, ...]:
    """One sentence as it stands for one and for many, in a language that tells them apart."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def first(text: str | Sequence[str] | None) -> str:
    return forms(text)[0]


def is_untranslated(message: Message) -> bool:
    return message.fuzzy or not all(forms(message.string))


def placeholders(text: str) -> set[str]:
    return set(PLACEHOLDER.findall(text))


def update() -> list[str]:
    """Add what is new, drop what is gone; returns the sentences that lack Chinese."""
    catalog = in_chinese()
    with TemporaryDirectory() as folder:
        catalog.update(in_the_code(Path(folder)), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    catalog.header_comment = (
        "# The sentences of the product in Chinese. `make translations` keeps it in line with the code."
    )
    text = BytesIO()
    write_po(text, catalog, no_location=True, sort_output=True, width=110)
    CHINESE.write_bytes(text.getvalue())
    return [name for name, message in sentences(catalog).items() if is_untranslated(message)]


if __name__ == "__main__":
    lacking = update()
    sys.stdout.writelines(f"缺译文 · no Chinese yet: {sentence}\n" for sentence in lacking)
    sys.exit(bool(lacking))
