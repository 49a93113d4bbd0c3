"""Commands of the terminal. Each says what it did in Chinese and in English."""

from pathlib import Path

import click
from flask import Flask
from flask.cli import AppGroup
from flask_babel import LazyString, force_locale
from flask_babel import lazy_gettext as _l

from hazard_app.acts.import_library import Imported, Outcome, import_library
from hazard_app.clock import now
from hazard_app.db import write
from hazard_app.languages import LOCALES
from hazard_app.library.reader import LibraryError, built_in, read

library = AppGroup("library", help="The checklists, categories, norms and time limits. 检查表和分类。")

OUTCOMES = {Outcome.NEW: _l("new"), Outcome.CHANGED: _l("new version"), Outcome.SAME: _l("unchanged")}


def init_app(app: Flask) -> None:
    app.cli.add_command(library)


def say(sentence: LazyString) -> None:
    """Once in each language: a terminal does not tell who sits before it."""
    for line in in_every_language(sentence):
        click.echo(line)


def in_every_language(sentence: LazyString) -> list[str]:
    said = []
    for locale in LOCALES:
        with force_locale(locale):
            said.append(str(sentence))
    return list(dict.fromkeys(said))


@library.command("import")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_files(files: tuple[Path, ...]) -> None:
    """Import FILES, or what the app ships. 导入检查表；不带文件名则导入内置检查表。"""
    try:
        content = read(files) if files else built_in()
        done = write(lambda session: import_library(session, content, now()))
    except LibraryError as error:
        say(_l("Nothing was imported: %(reason)s", reason=str(error)))
        raise SystemExit(1) from error
    for checklist in done:
        click.echo(line_of(checklist))
    changed = sum(checklist.outcome is not Outcome.SAME for checklist in done)
    say(_l("Library: %(all)s checklists, %(changed)s new or changed.", all=len(done), changed=changed))


def line_of(checklist: Imported) -> str:
    outcome = " · ".join(in_every_language(OUTCOMES[checklist.outcome]))
    return (
        f"{checklist.code:8} v{checklist.number:<3} {checklist.title.zh} · {checklist.title.en} · {outcome}"
    )
