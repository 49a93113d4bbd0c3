"""`flask restore`: a set becomes the database and the photos of this installation, or nothing changes."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import sleep

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l
from sqlalchemy import Connection, text
from sqlalchemy.exc import SQLAlchemyError

from hazard_app.commands.audit import tell as tell_broken
from hazard_app.commands.backup import file_stores, progress
from hazard_app.commands.migrating import NOTHING, is_known, migrate_to, newest_revision, revision_of
from hazard_app.commands.sentences import N_, refuse, say, warn
from hazard_app.db import db
from hazard_app.keeping.fill import BrokenReferences, all_or_nothing, fill, has_rows, put_files, take_rows_away
from hazard_app.keeping.kept_set import Damaged, KeptSet, NewerSet, NoSet, content_of
from hazard_app.keeping.running import Running, alone
from hazard_app.reports.chain_audit import audit_chains
from hazard_app.storage import StoreBroken

# Ten a second.
TRIES = 20
OTHERS = text(
    "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
    "AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
)

WHY: dict[type[Exception], str] = {
    Damaged: N_("This backup is damaged: %(reason)s is not what it was. Nothing was changed; take another one."),
    NoSet: N_("There is no complete backup here; nothing was changed: %(reason)s"),
    NewerSet: N_("A newer release made this backup. Nothing was changed; install that release first."),
    SQLAlchemyError: N_("Nothing was restored: the database refused. %(reason)s"),
    BrokenReferences: N_("Nothing was restored: in the backup rows refer to others that are gone. %(reason)s"),
    StoreBroken: N_("Nothing was restored: the disk or the photo store does not answer, or is full. %(reason)s"),
    OSError: N_("Nothing was restored: the disk or the photo store does not answer, or is full. %(reason)s"),
}


@click.command("restore")
@click.argument("folder", metavar="SET", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help="Take away what is here now. 清除现有数据后恢复。")
@with_appcontext
def restore(folder: Path, replace: bool) -> None:
    """Bring a backup back, SET is its folder. Stop the server first. 恢复一份备份，请先停止服务。"""
    with told_why():
        kept = opened(folder)
        with nobody_else():
            refuse_unless_free(replace)
            verify(kept)
            bring_back(kept)
    tell(kept)


@contextmanager
def told_why() -> Iterator[None]:
    """Nothing has changed when any of these is raised."""
    try:
        yield
    except tuple(WHY) as error:
        sentence = next(sentence for kind, sentence in WHY.items() if isinstance(error, kind))
        raise refuse(_l(sentence, reason=error)) from error


def opened(folder: Path) -> KeptSet:
    """Raises NoSet, NewerSet, Damaged."""
    kept = KeptSet.at(folder)
    if not is_known(kept.manifest.revision):
        raise NewerSet(str(folder))
    return kept


def verify(kept: KeptSet) -> None:
    """Every part of it is read before anything is touched. Raises Damaged."""
    say(_l("Reading the whole backup before anything is touched …"))
    kept.verify_tables()
    with file_progress(kept) as told:
        for kind, store in kept.stores:
            for key in kept.keys(kind):
                content_of(kind, store, key)
                told()


def file_progress(kept: KeptSet) -> AbstractContextManager[Callable[[], object]]:
    return progress(sum(kept.manifest.tables[kind].rows for kind, _ in kept.stores))


@contextmanager
def nobody_else() -> Iterator[None]:
    """Neither on this machine nor, on PostgreSQL, on any other."""
    db.session.remove()
    db.engine.dispose()
    try:
        with alone(Path(current_app.instance_path)):
            if count := others():
                raise refuse(
                    _l(
                        "%(count)s other connections use this database. Nothing was changed; stop every server of "
                        "this installation and try again.",
                        count=count,
                    )
                )
            yield
    except Running as error:
        raise refuse(_l("A server is running here. Nothing was changed; stop it and try again.")) from error


def others() -> int:
    """How many connections others have. One that was closed just now is counted for a moment yet, so we ask again."""
    for _ in range(TRIES):
        if not (many := counted()):
            break
        sleep(0.1)
    return many


def counted() -> int:
    if db.engine.dialect.name != "postgresql":
        return 0
    with db.engine.connect() as connection:
        return int(connection.scalar(OTHERS) or 0)


def bring_back(kept: KeptSet) -> None:
    """Files first, as ever; then all rows in one transaction."""
    with file_progress(kept) as told:
        put_files(kept, file_stores(), told)
    with all_or_nothing(db.engine) as connection:
        bring_rows_back(connection, kept)


def refuse_unless_free(replace: bool) -> None:
    with db.engine.connect() as connection:
        if not is_known(revision_of(connection)):
            raise refuse(_l("A newer release made this database. Nothing was changed; install that release first."))
        if not replace and has_rows(connection):
            raise refuse(
                _l(
                    "There are data here already. Nothing was changed; with --replace they are taken away first. "
                    "Make a backup of them before."
                )
            )


def bring_rows_back(connection: Connection, kept: KeptSet) -> None:
    """Into tables of the set's own release; then up to this one."""
    if revision_of(connection) != NOTHING:
        take_rows_away(connection)
    migrate_to(connection, kept.manifest.revision)
    with progress(kept.manifest.rows // 500 + len(kept.manifest.tables)) as told:
        fill(connection, kept, told)
    migrate_to(connection, newest_revision())


def tell(kept: KeptSet) -> None:
    manifest = kept.manifest
    say(_l("Restored: %(rows)s rows of %(tables)s tables, as of %(at)s.", rows=manifest.rows,
           tables=len(manifest.tables), at=manifest.moment.isoformat(timespec="seconds")))  # fmt: skip
    if manifest.photos is None:
        warn(_l("This backup has no photos; flask doctor says which are missing."))
    else:
        say(_l("And %(count)s photos, each as it was.", count=manifest.photos.count))
    if manifest.memos and manifest.memos.count:
        say(_l("And %(count)s memos, each as it was.", count=manifest.memos.count))
    counted = tell_broken(audit_chains(db.session()))
    if counted.broken:
        raise refuse(
            _l("%(broken)s of %(hazards)s hazards were broken already when the backup was made.", **vars(counted))
        )
    say(_l("The record holds: %(hazards)s hazards, %(steps)s steps.", **vars(counted)))
