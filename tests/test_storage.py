import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hazard_app.storage import FolderStore, Missing, StoreBroken, StoreFull, photo_store, thumbnail_store

PHOTO = b"a photo" * 1000


def key_of(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def all_is_whole(folder: Path) -> bool:
    return all(key_of(path.read_bytes()) == path.stem for path in files(folder) if path.suffix == ".jpg")


@pytest.fixture
def store(tmp_path: Path) -> FolderStore:
    return FolderStore(tmp_path / "photos")


def test_what_was_put_is_there_until_it_is_deleted(store: FolderStore) -> None:
    key = key_of(PHOTO)
    assert not store.has(key)
    store.put(key, PHOTO)
    assert store.has(key)
    assert store.get(key) == PHOTO
    store.delete(key)
    store.delete(key)
    assert not store.has(key)
    with pytest.raises(Missing):
        store.get(key)


def test_the_file_stands_under_its_hash(store: FolderStore) -> None:
    store.put(key_of(PHOTO), PHOTO)
    assert files(store.root) == [store.root / key_of(PHOTO)[:2] / f"{key_of(PHOTO)}.jpg"]


def test_the_same_key_twice_is_fine_and_the_first_bytes_stay(store: FolderStore) -> None:
    store.put(key_of(PHOTO), PHOTO)
    store.put(key_of(PHOTO), b"other bytes")
    assert store.get(key_of(PHOTO)) == PHOTO


def test_what_is_kept_is_listed_by_its_first_digits(store: FolderStore) -> None:
    store.put("ab" * 32, PHOTO)
    (store.root / "ab" / ".x.part").write_bytes(b"half")
    assert [list(store.keys(prefix)) for prefix in ("ab", "cd")] == [["ab" * 32], []]


def test_sixteen_at_once_make_one_file(store: FolderStore) -> None:
    with ThreadPoolExecutor(16) as many:
        list(many.map(lambda _: store.put(key_of(PHOTO), PHOTO), range(16)))
    assert [path.read_bytes() for path in files(store.root)] == [PHOTO]


@given(st.text() | st.sampled_from(["../" * 21 + "a", "A" * 64, "a" * 63, "a" * 65, "a" * 64 + "\n"]))
def test_only_a_hash_is_a_key(key: str) -> None:
    store = FolderStore(Path("/nowhere"))
    for act in (store.get, store.has, store.delete, lambda key: store.put(key, b"")):
        with pytest.raises(ValueError, match="SHA-256"):
            act(key)


def test_bytes_are_on_the_disk_before_the_name_and_the_name_before_the_answer(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.put("ab" * 32, PHOTO)  # its folder is there from now on
    happened: list[str] = []
    sync, link = os.fsync, os.link

    def told_sync(descriptor: int) -> None:
        path = Path(f"/proc/self/fd/{descriptor}").readlink()
        happened.append("sync folder" if path.is_dir() else "sync photo")
        sync(descriptor)

    def told_link(*names: Any) -> None:
        happened.append("link")
        link(*names)

    monkeypatch.setattr(os, "fsync", told_sync)
    monkeypatch.setattr(os, "link", told_link)
    store.put("ab" + "cd" * 31, PHOTO)
    assert happened == ["sync photo", "link", "sync folder"]


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, StoreFull), (errno.EDQUOT, StoreFull), (errno.EIO, StoreBroken)]
)
def test_a_disk_that_fails_leaves_nothing(
    store: FolderStore, monkeypatch: pytest.MonkeyPatch, number: int, told: type[StoreBroken]
) -> None:
    def fail(*_: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "link", fail)
    with pytest.raises(StoreBroken) as failure:
        store.put(key_of(PHOTO), PHOTO)
    assert failure.type is told
    assert files(store.root) == []


def test_a_store_that_is_no_folder_is_broken(tmp_path: Path) -> None:
    (tmp_path / "photos").write_text("a file")
    with pytest.raises(StoreBroken):
        FolderStore(tmp_path / "photos").put(key_of(PHOTO), PHOTO)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[tuple[Path, int]]:
    """A folder on a disk of 200 kB and no further limit; where none may be mounted, a limit of file size."""
    mount = ["mount", "-t", "tmpfs", "-o", "size=200k", "tmpfs", str(tmp_path)]
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True).returncode != 0:
        yield tmp_path, 200_000
        return
    try:
        yield tmp_path, -1
    finally:
        subprocess.run(["umount", str(tmp_path)], check=True)


FILL = """
import resource, sys
from pathlib import Path
from hazard_app.storage import FolderStore, StoreFull
resource.setrlimit(resource.RLIMIT_FSIZE, (int(sys.argv[2]),) * 2)
store = FolderStore(Path(sys.argv[1]))
try:
    store.put("ab" * 32, bytes(500_000))
except StoreFull:
    print("full")
store.put("cd" * 32, bytes(50_000))
"""


def test_a_full_disk_says_so_keeps_nothing_half_and_takes_what_fits(small_disk: tuple[Path, int]) -> None:
    folder, limit = small_disk
    child = [sys.executable, "-c", FILL, str(folder), str(limit)]
    assert subprocess.run(child, check=True, capture_output=True, text=True).stdout == "full\n"
    assert [(path.stem, path.stat().st_size) for path in files(folder)] == [("cd" * 32, 50_000)]


PUT_ON_AND_ON = """
import hashlib, sys
from pathlib import Path
from hazard_app.storage import FolderStore
photos = [f"{number:08}".encode() * 200_000 for number in range(40)]
photos = [(hashlib.sha256(content).hexdigest(), content) for content in photos]
store = FolderStore(Path(sys.argv[1]))
for key, content in photos:
    store.put(key, content)
    print(key, flush=True)
"""


def test_kill_in_the_middle_loses_nothing_acknowledged_and_leaves_nothing_half(tmp_path: Path) -> None:
    for kill in range(10):
        root = tmp_path / str(kill)
        child = subprocess.Popen([sys.executable, "-c", PUT_ON_AND_ON, str(root)], stdout=subprocess.PIPE)
        assert child.stdout is not None
        acknowledged = [child.stdout.readline() for _ in range(1 + kill)]
        while len(files(root)) == len(acknowledged):
            pass  # until the next photo has begun
        child.send_signal(signal.SIGKILL)
        acknowledged += child.communicate()[0].splitlines()
        kept = FolderStore(root)
        assert all(kept.has(key.decode().strip()) for key in acknowledged)
        assert all_is_whole(root)
        kept.sweep(datetime.now(UTC) + timedelta(days=1), timedelta())
        assert {path.suffix for path in files(root)} == {".jpg"}


STOP_AT = """
import os, signal, sys, tempfile
from pathlib import Path
from hazard_app.storage import FolderStore
def stop(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)
module, name = sys.argv[2].split(".")
store = FolderStore(Path(sys.argv[1]))
store.put("ab" * 32, b"there before")
setattr({"os": os, "Path": Path}[module], name, stop)
store.put("abcd" * 16, b"half there")
"""


@pytest.mark.parametrize(("step", "parts", "photos"), [("os.fsync", 1, 1), ("os.link", 1, 1), ("Path.unlink", 1, 2)])
def test_killed_at_each_step_the_next_try_succeeds(tmp_path: Path, step: str, parts: int, photos: int) -> None:
    died = subprocess.run([sys.executable, "-c", STOP_AT, str(tmp_path), step], check=False).returncode
    assert died == -signal.SIGKILL
    suffixes = [path.suffix for path in files(tmp_path)]
    assert (suffixes.count(".part"), suffixes.count(".jpg")) == (parts, photos)
    store = FolderStore(tmp_path)
    store.put("abcd" * 16, b"half there")
    assert store.get("abcd" * 16) == b"half there"


def test_only_old_leftovers_are_swept(store: FolderStore) -> None:
    store.put("ab" * 32, PHOTO)
    leftover = store.root / "ab" / ".x.part"
    leftover.write_bytes(b"half")
    now = datetime.fromtimestamp(leftover.stat().st_mtime, UTC)
    assert store.sweep(now, timedelta(hours=1)) == 0
    assert store.sweep(now + timedelta(hours=2), timedelta(hours=1)) == 1
    assert [path.suffix for path in files(store.root)] == [".jpg"]


def test_a_setting_names_the_folder(tmp_path: Path) -> None:
    for setting, folder in [
        ("", "instance/photos"),
        ("kept", "instance/kept"),
        (str(tmp_path / "far"), "far"),
    ]:
        store = photo_store(setting, tmp_path / "instance")
        assert isinstance(store, FolderStore)
        assert store.root == tmp_path / folder


def test_thumbnails_may_be_wiped_while_the_server_runs(tmp_path: Path) -> None:
    store = thumbnail_store(tmp_path)
    store.put("ab" * 32, b"small")
    for path in files(tmp_path):
        path.unlink()
        path.parent.rmdir()
    store.put("ab" * 32, b"small")
    assert store.get("ab" * 32) == b"small"
