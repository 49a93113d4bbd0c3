"""`flask backup`: everything of one moment, nothing twice, nothing half."""

import gzip
from itertools import cycle
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.db import db, write
from hazard_app.keeping.kept_set import MANIFEST, KeptSet
from hazard_app.keeping.make_set import Draft
from hazard_app.keeping.rows import plain
from hazard_app.models.person import Person
from hazard_app.models.photo import Photo
from hazard_app.models.school import School
from hazard_app.storage import StoreBroken
from tests.places import Place, files, place
from tests.visits import fail, visit


def test_every_table_is_kept_but_what_each_database_makes_itself(here: Place, kept: KeptSet) -> None:
    assert db.metadata.tables.keys() - kept.manifest.tables.keys() == {"stamps"}
    assert kept.manifest.tables.keys() <= db.metadata.tables.keys()


def test_photos_are_kept_once_and_hashes_name_them(here: Place, kept: KeptSet) -> None:
    with here.session() as session:
        named = set(session.scalars(select(Photo.stored_sha256)))
    assert {Path(name).stem for name in files(kept.folder / "photos")} == named
    assert kept.manifest.photos
    assert kept.manifest.photos.count == len(named)


def test_no_secret_is_in_it(here: Place, kept: KeptSet) -> None:
    secrets = [(here.folder / name).read_bytes() for name in ("secret_key", "demo_password")]
    unpacked = [gzip.decompress(kept.path_of(name).read_bytes()) for name in kept.manifest.tables]
    texts = [*unpacked, (kept.folder / MANIFEST).read_bytes()]
    assert not [secret for secret in secrets for text in texts if secret.strip() in text]


def test_only_whoever_made_it_can_read_it(kept: KeptSet) -> None:
    assert kept.folder.stat().st_mode & 0o077 == 0


def test_a_backup_overwrites_nothing_and_leaves_nothing_half(here: Place, kept: KeptSet) -> None:
    before = files(kept.folder.parent)
    assert "There is a backup with this name already" in here.refused("backup", kept.folder.parent)
    assert files(kept.folder.parent) == before


def test_without_a_database_there_is_nothing_to_keep(there: Place, tmp_path: Path) -> None:
    assert "There is no database here yet" in there.refused("backup", tmp_path / "copies")
    assert not list((tmp_path / "copies").iterdir())


class Away:
    def get(self, key: str) -> bytes:
        raise StoreBroken("no route")

    has = get


def test_a_photo_store_that_is_away_is_no_store_without_photos(
    here: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(here.app.extensions, "photo_store", Away())
    assert "does not answer" in here.refused("backup", tmp_path / "copies")
    assert not list((tmp_path / "copies").iterdir())


def test_photos_that_are_lost_are_told_and_keep_no_backup_from_being_made(
    kept: KeptSet, there: Place, tmp_path: Path
) -> None:
    there.done("restore", kept.folder)
    gone, damaged, *_ = sorted((there.folder / "photos").rglob("*.jpg"))
    gone.unlink()
    damaged.write_bytes(b"half")
    assert "2 photos are missing in the photo store or damaged" in there.done("backup", tmp_path / "copies")
    [again] = (tmp_path / "copies").iterdir()
    photos = KeptSet.at(again).manifest.photos
    assert photos
    assert photos.lost == sorted([gone.stem, damaged.stem])
    assert there.run("restore", "--replace", again).exit_code == 0


def test_the_database_alone_can_be_kept(here: Place, there: Place, tmp_path: Path) -> None:
    alone = here.backup(tmp_path / "copies", "--without-photos")
    assert not (alone.folder / "photos").exists()
    assert "This backup has no photos" in there.done("restore", alone.folder)
    assert there.count("hazards") == alone.manifest.tables["hazards"].rows


def test_it_is_all_of_one_moment_while_people_work(
    kept: KeptSet, there: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before each table is read, somebody records another visit."""
    there.done("restore", kept.folder)
    keep = Draft.keep
    items = cycle(range(1, 40))

    def work(session: Session) -> None:
        officer, school = session.scalars(select(Person)).first(), session.scalars(select(School)).first()
        assert officer
        assert school
        visit(session, officer, school, {f"SEC-M-{next(items):02}": fail("又一处")})

    def kept_late(self: Draft, name: str, lines: Any) -> Any:
        first = next(lines, b"")
        with there.app.app_context():
            write(work)
        return keep(self, name, (line for part in ([first] if first else [], lines) for line in part))

    monkeypatch.setattr(Draft, "keep", kept_late)
    meanwhile = there.backup(tmp_path / "copies")
    monkeypatch.undo()
    assert there.count("inspections") == kept.manifest.tables["inspections"].rows + len(kept.manifest.tables)
    assert meanwhile.manifest.tables == kept.manifest.tables


def test_a_type_that_is_not_kept_yet_is_an_error_at_once() -> None:
    class Strange:
        """No type of ours."""

    with pytest.raises(TypeError, match="are not kept"):
        plain(Strange())  # type: ignore[arg-type]


def test_a_database_that_does_not_answer_is_told(tmp_path: Path) -> None:
    with place(tmp_path / "there", "sqlite", migrated=False) as there:
        (there.folder / "hazards.sqlite3").write_bytes(b"no database" * 1000)
        assert "the database does not answer" in there.refused("backup", tmp_path / "copies")
