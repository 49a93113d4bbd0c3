"""`flask upgrade`: a backup, the migrations, the library, and a look at everything."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from hazard_app.commands.migrating import newest_revision, revision_of
from hazard_app.db import db, write
from hazard_app.keeping.kept_set import KeptSet
from hazard_app.keeping.running import serving
from tests.places import Place, place
from tests.unwatched import unwatched


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Place]:
    """An installation of a former release."""
    with place(tmp_path / "old") as old:
        old.done("library", "import")
        old.done("db", "downgrade", "0003")
        yield old


def revision(there: Place) -> str:
    with there.app.app_context(), db.engine.connect() as connection:
        return revision_of(connection)


def newest(there: Place) -> str:
    with there.app.app_context():
        return newest_revision()


def test_an_upgrade_keeps_the_database_first_and_looks_at_everything_last(old: Place) -> None:
    said = old.done("upgrade").splitlines()
    [kept] = (old.folder / "backups").iterdir()
    assert f"Before the upgrade the database was kept here: {kept}" in said
    assert f"The schema was brought from 0003 to {newest(old)}." in said
    assert "Library: 10 checklists, 0 new or changed." in said
    assert said[-1] == "Nothing has to be done."
    assert revision(old) == newest(old)
    assert KeptSet.at(kept).manifest.revision == "0003"


def test_an_upgrade_of_what_is_up_to_date_makes_no_backup(old: Place) -> None:
    old.done("upgrade", "--backup-to", old.folder / "first")
    old.done("upgrade", "--backup-to", old.folder / "second")
    assert (old.folder / "first").exists()
    assert not (old.folder / "second").exists()


def test_an_upgrade_begins_an_installation_too(tmp_path: Path) -> None:
    with place(tmp_path / "new", migrated=False) as new:
        new.done("upgrade")
        assert (new.count("checklists"), revision(new)) == (10, newest(new))


def test_an_upgrade_under_a_running_server_is_refused(old: Place) -> None:
    with serving(old.folder, on_wait=pytest.fail):
        assert "A server is running here. Nothing was changed" in old.refused("upgrade")
    assert revision(old) == "0003"


def test_a_database_of_a_newer_release_is_refused(old: Place) -> None:
    with old.session():
        write(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
    assert "A newer release made this database" in old.refused("upgrade")


def test_an_upgrade_that_fails_changes_nothing(old: Place) -> None:
    with old.app.app_context(), unwatched() as connection:
        connection.exec_driver_sql("CREATE TABLE stamps (name TEXT)")
    assert "The upgrade failed and nothing was changed" in old.refused("upgrade")
    assert (revision(old), old.count("checklists")) == ("0003", 10)
