"""`flask upgrade`: from an older release to this one, with a backup first and a look at everything after."""

from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError

from hazard_app.acts.import_library import Outcome, import_library
from hazard_app.clock import now
from hazard_app.commands.backup import make_backup
from hazard_app.commands.doctor import examine
from hazard_app.commands.migrating import NOTHING, is_known, migrate_to, newest_revision, revision_of
from hazard_app.commands.restore import nobody_else
from hazard_app.commands.sentences import refuse, say
from hazard_app.db import db, write
from hazard_app.keeping.fill import BrokenReferences, all_or_nothing
from hazard_app.library.reader import built_in


@click.command("upgrade")
@click.option(
    "--backup-to", type=click.Path(file_okay=False, path_type=Path),
    help="Where the backup goes; `backups` in the instance folder. 升级前的备份存放处。",
)  # fmt: skip
@with_appcontext
def upgrade(backup_to: Path | None) -> None:
    """Bring the database up to this release. Stop the server first. 升级数据库，请先停止服务。"""
    with nobody_else():
        bring_up_to_date(backup_to or Path(current_app.instance_path) / "backups")
        renew_library()
    examine(quick=True)


def bring_up_to_date(backups: Path) -> None:
    with db.engine.connect() as connection:
        before, after = revision_of(connection), newest_revision()
    if not is_known(before):
        raise refuse(_l("A newer release made this database. Nothing was changed; install that release first."))
    if before == after:
        return say(_l("The schema is that of this release: %(revision)s", revision=after))
    if before != NOTHING:
        kept = make_backup(backups, photos=False)
        say(_l("Before the upgrade the database was kept here: %(name)s", name=kept.folder))
    migrate(after)
    return say(_l("The schema was brought from %(before)s to %(after)s.", before=before, after=after))


def migrate(revision: str) -> None:
    try:
        with all_or_nothing(db.engine) as connection:
            migrate_to(connection, revision)
    except (SQLAlchemyError, BrokenReferences, RuntimeError) as error:
        raise refuse(
            _l("The upgrade failed and nothing was changed: %(reason)s Install the former release again.", reason=error)
        ) from error


def renew_library() -> None:
    done = write(lambda session: import_library(session, built_in(), now()))
    changed = sum(checklist.outcome is not Outcome.SAME for checklist in done)
    say(_l("Library: %(all)s checklists, %(changed)s new or changed.", all=len(done), changed=changed))
