"""Where memos lie: inside the photo store, and apart from it."""

from pathlib import Path

import pytest

from hazard_app.storage import memo_store, photo_store

KEY = "ab" * 32


def test_memos_lie_inside_the_photo_store_and_neither_sees_the_other(tmp_path: Path) -> None:
    photos, memos = photo_store("kept", tmp_path), memo_store("kept", tmp_path)
    photos.put(KEY, b"shown")
    memos.put(KEY, b"said")
    found = sorted(path for path in tmp_path.rglob("*") if path.is_file())
    assert found == [tmp_path / f"kept/ab/{KEY}.jpg", tmp_path / f"kept/memos/ab/{KEY}.audio"]
    assert (photos.get(KEY), memos.get(KEY)) == (b"shown", b"said")
    assert [list(store.keys("ab")) for store in (photos, memos)] == [[KEY]] * 2


def test_the_first_memo_of_all_syncs_every_folder_that_may_be_new(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []
    monkeypatch.setattr("hazard_app.storage.sync", synced.append)
    memo_store("kept", tmp_path).put(KEY, b"said")
    assert synced == [tmp_path / "kept/memos", tmp_path / "kept", tmp_path, tmp_path / "kept/memos/ab"]
