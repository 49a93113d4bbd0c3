"""`flask inbox`: files that phones saved, handed in at the server's own terminal."""

from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import force_locale

from hazard_app.commands.sentences import in_every_language
from hazard_app.forms.inbox import FATES
from hazard_app.inbox import Handed, hand_in
from hazard_app.languages import LOCALES

inbox = AppGroup("inbox", help="What phones saved as files. 手机上另存的文件。")


FIRST, *OTHERS = LOCALES


@inbox.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_files(files: tuple[Path, ...]) -> None:
    """Hand in FILES under the names of their makers, also unsealed ones. 以填写人名义提交文件。"""
    refused = [file for file in files if not bring(file)]
    if refused:
        raise SystemExit(1)


def bring(file: Path) -> bool:
    """Whether it is here now."""
    content = file.read_bytes()
    with force_locale(FIRST):
        handed = hand_in(content, None)
    about = " · ".join(filter(None, (file.name, handed.title, handed.place, handed.maker)))
    click.echo(about, err=not handed.fate.is_well)
    for line in (*in_every_language(FATES[handed.fate]), *reasons(content, handed)):
        click.echo(f"  {line}", err=not handed.fate.is_well)
    return handed.fate.is_well


def reasons(content: bytes, handed: Handed) -> list[str]:
    """In both languages: what was refused changed nothing, so it can be asked for in the other one too."""
    said = list(handed.reasons)
    for locale in OTHERS if said else ():
        with force_locale(locale):
            said.extend(hand_in(content, None).reasons)
    return list(dict.fromkeys(said))
