"""A backup takes the memos along, and the doctor misses the one that is gone."""

from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from sqlalchemy.orm import Session

from hazard_app.acts.import_library import import_library
from hazard_app.acts.keep_memo import keep_memo
from hazard_app.db import write
from hazard_app.keeping.kept_set import KeptSet
from hazard_app.library.reader import built_in
from hazard_app.sounds.memos import clean
from hazard_app.storage import SOUND, FolderStore
from tests.places import Place, copied_set, files, place
from tests.recordings import webm
from tests.reporting import reported
from tests.world import NOW, make_world, read_world

MEMO = clean(webm(42))
KEY = sha256(webm(42)).hexdigest()


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Place]:
    """The cast, and one hazard of which somebody spoke."""
    with place(tmp_path / "small") as small:
        with small.session():
            write(lambda session: import_library(session, built_in(), NOW))
            write(make_world)
            small.app.extensions["memo_store"].put(MEMO.stored_sha256, MEMO.content)
            write(spoken)
        small.clock = NOW
        yield small


def spoken(session: Session) -> None:
    world = read_world(session)
    keep_memo(session, world.officer, MEMO, NOW)
    reported(session, world.officer, world.school, memos=(MEMO.sent_sha256,))


@pytest.fixture
def kept(small: Place, tmp_path: Path) -> KeptSet:
    return small.backup(tmp_path / "copies")


def test_a_memo_comes_back_where_it_was_and_its_chain_holds(small: Place, kept: KeptSet, tmp_path: Path) -> None:
    assert kept.manifest.memos
    assert (kept.manifest.memos.count, kept.manifest.memos.bytes) == (1, len(MEMO.content))
    assert (kept.folder / f"memos/{KEY[:2]}/{KEY}.audio").read_bytes() == MEMO.content
    with place(tmp_path / "there", migrated=False) as there:
        said = there.done("restore", kept.folder)
        assert files(there.folder / "photos/memos") == files(kept.folder / "memos")
        assert "And 1 memos, each as it was." in said
        assert "All is as it was written: 1 hazards, 1 steps." in there.done("audit", "verify")


def test_a_set_with_a_damaged_memo_is_refused_and_nothing_changes(kept: KeptSet, tmp_path: Path) -> None:
    harmed = copied_set(kept, tmp_path / "harmed")
    (harmed / f"memos/{KEY[:2]}/{KEY}.audio").write_bytes(b"half")
    with place(tmp_path / "there") as there:
        assert f"memos/{KEY[:2]}/{KEY}.audio" in there.refused("restore", harmed)
        assert there.count("memos") == 0


def test_a_lost_memo_keeps_no_backup_from_being_made_and_the_doctor_names_it(small: Place, tmp_path: Path) -> None:
    FolderStore(small.folder / "photos/memos", SOUND).delete(KEY)
    lost = small.backup(tmp_path / "copies").manifest.memos
    assert lost
    assert (lost.count, lost.lost) == (0, [KEY])
    assert f"1 of 1 memos are not in the store: {KEY}" in small.refused("doctor")


def test_a_file_that_no_memo_names_does_no_harm(small: Place) -> None:
    FolderStore(small.folder / "photos/memos", SOUND).put("ab" * 32, b"said")
    assert "1 files in the store belong to no memo." in small.run("doctor").output
