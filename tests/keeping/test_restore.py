"""`flask restore`: what was kept comes back exactly, or nothing changes."""

from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from hazard_app.db import write
from hazard_app.keeping.kept_set import KeptSet, content_of
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.models.search import holding
from hazard_app.storage import FolderStore
from tests.places import Place, copied, files, place, rows_as_in, rows_of
from tests.unwatched import unwatched
from tests.visits import fail, visit


@pytest.mark.parametrize("database", ["sqlite", "postgresql"])
def test_the_demo_world_restored_elsewhere_is_the_same_by_hashes(kept: KeptSet, tmp_path: Path, database: str) -> None:
    with place(tmp_path / "there", database, migrated=False) as there:
        said = there.done("restore", kept.folder)
        again = there.backup(tmp_path / "copies")
        assert files(there.folder / "photos") == files(kept.folder / "photos")
    hazards, steps = (kept.manifest.tables[name].rows for name in ("hazards", "steps"))
    assert f"The record holds: {hazards} hazards, {steps} steps." in said
    assert (again.manifest.tables, again.manifest.photos) == (kept.manifest.tables, kept.manifest.photos)
    assert hazards > 100


def test_what_is_restored_can_be_worked_with(kept: KeptSet, there: Place) -> None:
    """New rows find ids of their own, and words are found, old ones and new ones."""
    there.done("restore", kept.folder)
    with there.session() as session:
        highest = session.scalars(select(Hazard.id).order_by(Hazard.id.desc())).first() or 0
        write(report)
        found = session.scalars(select(Hazard.id).where(holding("鲸鱼雕塑"))).all()
        old = session.scalars(select(Hazard)).first()
        assert found == [highest + 1]
        assert old
        assert old.id in session.scalars(select(Hazard.id).where(holding(old.words[:5]))).all()


def report(session: Session) -> None:
    officer = session.scalars(select(Person).where(Person.username == "officer")).one()
    posted = officer.postings[0].zone_id
    school = session.scalars(select(School).where(School.zone_id == posted)).first()
    assert school
    visit(session, officer, school, {"BUS-W-03": fail("鲸鱼雕塑松动")})


def test_data_that_are_there_stay_unless_they_shall_be_replaced(kept: KeptSet, tmp_path: Path) -> None:
    with place(tmp_path / "there") as there:
        there.done("library", "import")
        before = stamps(there)
        assert "There are data here already" in there.refused("restore", kept.folder)
        assert (there.count("departments"), there.count("people")) == (kept.manifest.tables["departments"].rows, 0)
        assert stamps(there) == before
        there.done("restore", "--replace", kept.folder)
        assert there.count("people") == kept.manifest.tables["people"].rows
        # A process that had read the library or the people reads them anew.
        assert not {*stamps(there)} & {*before}


def stamps(place: Place) -> list[str]:
    with place.session() as session:
        return list(session.scalars(text("SELECT value FROM stamps")))


def test_a_restore_that_fails_in_the_middle_changes_nothing(kept: KeptSet, tmp_path: Path) -> None:
    """An attachment whose photo is no row: it shows only when all the rest is in."""
    with place(tmp_path / "there") as there:
        there.done("restore", kept.folder)
        with there.app.app_context(), unwatched() as connection:
            connection.exec_driver_sql("DELETE FROM photos")
        broken = there.backup(tmp_path / "copies")
    with place(tmp_path / "elsewhere") as elsewhere:
        elsewhere.done("restore", kept.folder)
        before = elsewhere.backup(tmp_path / "before").manifest.tables
        assert "Nothing was restored" in elsewhere.refused("restore", "--replace", broken.folder)
        assert elsewhere.backup(tmp_path / "after").manifest.tables == before
        with elsewhere.session():
            write(report)  # and new rows still find their ids


def test_a_record_that_was_broken_when_it_was_kept_comes_back_and_is_told(kept: KeptSet, tmp_path: Path) -> None:
    with place(tmp_path / "there") as there:
        there.done("restore", kept.folder)
        with there.session():
            write(lambda session: session.execute(text("UPDATE steps SET note = '改' WHERE id = 1")))
        changed = there.backup(tmp_path / "copies")
        said = there.refused("restore", "--replace", changed.folder)
    assert "its note or its place was changed" in said
    assert f"1 of {kept.manifest.tables['hazards'].rows} hazards were broken already" in said


def test_a_photo_that_lies_damaged_in_the_store_is_mended(kept: KeptSet, there: Place) -> None:
    key = next(kept.keys("photos"))
    FolderStore(there.folder / "photos").put(key, b"half")
    there.done("restore", kept.folder)
    assert FolderStore(there.folder / "photos").get(key) == content_of("photos", dict(kept.stores)["photos"], key)


@pytest.mark.parametrize("revision", ["0001", "0002", "0003"])
def test_a_set_of_an_older_release_is_restored_and_brought_up_to_date(
    here: Place, kept: KeptSet, there: Place, tmp_path: Path, revision: str
) -> None:
    from_older = older(here, tmp_path, revision)
    there.done("restore", from_older.folder)
    again = there.backup(tmp_path / "again")
    assert from_older.manifest.revision == revision
    for table in from_older.manifest.tables:
        assert rows_as_in(again, from_older, table) == rows_of(from_older, table), table
    assert again.manifest.revision == kept.manifest.revision
    with there.session() as session:
        one = session.scalars(select(Hazard)).first()
        assert one
        assert one.id in session.scalars(select(Hazard.id).where(holding(one.words[:5]))).all()


def older(here: Place, tmp_path: Path, revision: str) -> KeptSet:
    with copied(here, tmp_path / "older") as then:
        then.done("db", "downgrade", revision)
        return then.backup(tmp_path / "copies")
