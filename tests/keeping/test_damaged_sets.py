"""A set that is not what it was, or not for this release, is refused before anything is touched."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from hazard_app.db import db, write
from hazard_app.keeping.kept_set import ITS_HASH, MANIFEST, KeptSet
from hazard_app.keeping.make_set import Draft
from hazard_app.keeping.rows import kept_tables
from tests.places import Place, copied_set, place


def cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1])


def change(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("harm", [cut, change, Path.unlink])
@pytest.mark.parametrize(
    "part", ["tables/steps.jsonl.gz", "tables/flags.jsonl.gz", "photos/*/*.jpg", MANIFEST, ITS_HASH]
)
def test_a_damaged_set_is_refused_before_anything_is_touched(
    kept: KeptSet, there: Place, tmp_path: Path, part: str, harm: Callable[[Path], None]
) -> None:
    harmed = copied_set(kept, tmp_path / "harmed")
    if part == ITS_HASH and harm is cut:
        return  # its last byte is the end of the line
    harm(sorted(harmed.glob(part))[0])
    said = there.refused("restore", harmed)
    assert "Nothing was changed" in said or "nothing was changed" in said
    assert ("This backup is damaged" in said) or (harm is Path.unlink and "There is no complete backup here" in said)
    assert not (there.folder / "photos").exists()
    with there.app.app_context(), db.engine.connect() as connection:
        assert kept_tables(connection) == []


def test_a_folder_that_is_no_set_is_refused(there: Place, tmp_path: Path) -> None:
    assert "There is no complete backup here" in there.refused("restore", tmp_path)


def forged(kept: KeptSet, to: Path, **facts: Any) -> Path:
    """A manifest that says something else, with a hash that fits."""
    draft = Draft(copied_set(kept, to.with_name("draft")))
    draft.finish(type(kept.manifest)(**{**vars(kept.manifest), **facts}), to)
    return to


@pytest.mark.parametrize("newer", [{"revision": "9999"}, {"format": 3}])
def test_a_set_of_a_newer_release_is_refused(
    kept: KeptSet, there: Place, tmp_path: Path, newer: dict[str, Any]
) -> None:
    assert "A newer release made this backup" in there.refused("restore", forged(kept, tmp_path / "newer", **newer))


def test_a_database_of_a_newer_release_is_refused(kept: KeptSet, tmp_path: Path) -> None:
    with place(tmp_path / "there") as there:
        with there.session():
            write(lambda session: session.execute(text("UPDATE alembic_version SET version_num = '9999'")))
        assert "A newer release made this database" in there.refused("restore", kept.folder)
