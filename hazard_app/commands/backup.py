"""`flask backup`: database, photos and memos as they are at one moment, in a folder of their own."""

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError

from hazard_app.clock import now
from hazard_app.commands.migrating import NOTHING, revision_of
from hazard_app.commands.sentences import refuse, say, warn
from hazard_app.config import VERSION
from hazard_app.db import db
from hazard_app.keeping.kept_set import FORMAT, Files, KeptSet, Manifest, Part
from hazard_app.keeping.make_set import Draft, Unreadable, draft, one_moment
from hazard_app.languages import chosen_timezone
from hazard_app.storage import PhotoStore, StoreBroken


@click.command("backup")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--without-photos", is_flag=True, help="The database alone. 只备份数据库，不含照片。")
@with_appcontext
def backup(folder: Path, without_photos: bool) -> None:
    """Make a new backup in FOLDER; the server may go on. 在指定文件夹中新建一份备份，不必停止服务。"""
    kept = make_backup(folder, photos=not without_photos)
    tell(kept)


def make_backup(folder: Path, *, photos: bool = True) -> KeptSet:
    """A new set in the folder, named by the local time. Raises SystemExit with a sentence."""
    try:
        return finished(folder / f"backup-{now().astimezone(ZoneInfo(chosen_timezone())):%Y%m%d-%H%M%S}", photos)
    except FileExistsError as error:
        raise refuse(
            _l("There is a backup with this name already; nothing was overwritten: %(name)s", name=error)
        ) from error
    except Unreadable as error:
        raise refuse(
            _l(
                "Nothing was kept: the table %(name)s holds a value that cannot be read. Run flask audit verify.",
                name=error,
            )
        ) from error
    except SQLAlchemyError as error:
        raise refuse(_l("Nothing was kept: the database does not answer. %(reason)s", reason=error)) from error
    except (OSError, StoreBroken) as error:
        raise refuse(
            _l("Nothing was kept: the disk or the photo store does not answer, or is full. %(reason)s", reason=error)
        ) from error


def finished(name: Path, with_photos: bool) -> KeptSet:
    made_at = now()
    db.session.remove()
    with draft(name) as making:
        with one_moment(db.engine) as connection:
            revision = revision_of(connection)
            if revision == NOTHING:
                raise refuse(_l("There is no database here yet: nothing was kept."))
            tables = making.keep_tables(connection)
        files = kept_files(making, tables) if with_photos else {}
        kind = db.engine.dialect.name
        manifest = Manifest(FORMAT, VERSION, revision, kind, made_at.isoformat(), tables, **files)
        return making.finish(manifest, name)


def kept_files(making: Draft, tables: Mapping[str, Part]) -> dict[str, Files | None]:
    """A database of an older release names no memos yet."""
    named = {kind: store for kind, store in file_stores().items() if kind in tables}
    with progress(sum(tables[kind].rows for kind in named)) as told:
        return {kind: making.keep_files(kind, store, told) for kind, store in named.items()}


def file_stores() -> dict[str, PhotoStore]:
    """By the table that names what they hold."""
    return {"photos": current_app.extensions["photo_store"], "memos": current_app.extensions["memo_store"]}


@contextmanager
def progress(steps: int) -> Iterator[Callable[[], object]]:
    """A bar where somebody watches."""
    if not sys.stderr.isatty():
        yield lambda: None
        return
    with click.progressbar(length=steps, file=sys.stderr) as bar:
        yield lambda: bar.update(1)


def tell(kept: KeptSet) -> None:
    manifest = kept.manifest
    say(_l("The backup is complete: %(name)s", name=kept.folder))
    say(_l("It holds %(rows)s rows of %(tables)s tables.", rows=manifest.rows, tables=len(manifest.tables)))
    if manifest.photos is None:
        say(_l("Without the photos: those have to be kept by other means."))
    else:
        say(_l("And %(count)s photos, %(size)s MB.", count=manifest.photos.count, size=manifest.photos.bytes // 10**6))
    if manifest.memos and manifest.memos.count:
        say(_l("And %(count)s memos, %(size)s MB.", count=manifest.memos.count, size=manifest.memos.bytes // 10**6))
    say(
        _l(
            "The secret key, the certificates and the settings are not in it. Keep them apart from it: with another "
            "key everybody signs in again, with another certificate authority every phone trusts it anew, and nothing "
            "else is lost."
        )
    )
    if manifest.photos and manifest.photos.lost:
        count = len(manifest.photos.lost)
        warn(_l("%(count)s photos are missing in the photo store or damaged; flask doctor names them.", count=count))
    if manifest.memos and manifest.memos.lost:
        count = len(manifest.memos.lost)
        warn(_l("%(count)s memos are missing in the photo store or damaged; flask doctor names them.", count=count))
