"""Where the bytes of photos and memos live, under the SHA-256 of what is stored. What `put` took survives anything."""

import errno
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from hazard_app.config import sync
from hazard_app.rules.content import SHA256

PICTURE, SOUND = ".jpg", ".audio"  # how the files are called
_PART = ".part"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}


class StoreBroken(Exception):  # noqa: N818 (the four are answers a caller tells apart)
    """The store did not do what was asked; nothing is half there, and the same may be tried again."""


class StoreFull(StoreBroken):
    """There is no room left."""


class Missing(LookupError):  # noqa: N818
    """Nothing is kept under this key."""


class PhotoStore(Protocol):
    """Keys are SHA-256 in lower-case hex, else ValueError. Every method may raise StoreBroken."""

    def put(self, key: str, content: bytes) -> None:
        """Keeps the bytes for good before it returns. The same key twice is fine; the first bytes stay."""

    def get(self, key: str) -> bytes:
        """Raises Missing."""

    def has(self, key: str) -> bool: ...

    def delete(self, key: str) -> None:
        """Nothing there is fine."""

    def keys(self, prefix: str) -> Iterator[str]:
        """Of all that is kept and begins with these two digits."""

    def sweep(self, now: datetime, older_than: timedelta) -> int:
        """Removes what killed processes left half written; how many files that were."""


def photo_store(setting: str, instance: Path) -> PhotoStore:
    """`s3://bucket/prefix` with the usual AWS_* variables, or a folder; empty: the instance's `photos`."""
    if setting.startswith("s3://"):
        return BucketStore(setting)
    return FolderStore(instance / (setting or "photos"))


def memo_store(setting: str, instance: Path) -> PhotoStore:
    """`memos` inside the photo store, so that one setting and one disk hold both; no photo's folder is called so."""
    if setting.startswith("s3://"):
        return BucketStore(f"{setting.rstrip('/')}/memos", SOUND)
    home = instance / (setting or "photos")
    return FolderStore(home / "memos", SOUND, home)


def thumbnail_store(instance: Path) -> PhotoStore:
    """Small pictures, made at first look, under the key of the large one. May be emptied at any time."""
    return FolderStore(instance / "thumbnails")


class FolderStore:
    """A file a photo, in 256 folders. A final name appears only once its bytes are on the disk."""

    def __init__(self, root: Path, suffix: str = PICTURE, home: Path | None = None) -> None:
        """`home`: the outermost folder that may be new with it."""
        self.root, self.suffix = root, suffix
        between = len((home or root).parts) - 1
        self._above = [root, *(folder for folder in root.parents if len(folder.parts) >= between)]
        self._synced_folders: set[Path] = set()

    def put(self, key: str, content: bytes) -> None:
        target = self._path(key)
        with _told_as_ours():
            self._make_folder(target.parent)
            if not target.exists():
                _write(target, content)
            # Also when it was there: whoever linked it may have been killed before this.
            sync(target.parent)

    def get(self, key: str) -> bytes:
        with _told_as_ours():
            try:
                return self._path(key).read_bytes()
            except FileNotFoundError as error:
                raise Missing(key) from error

    def has(self, key: str) -> bool:
        return self._path(key).is_file()

    def delete(self, key: str) -> None:
        with _told_as_ours():
            self._path(key).unlink(missing_ok=True)

    def keys(self, prefix: str) -> Iterator[str]:
        with _told_as_ours():
            for path in (self.root / prefix).glob(f"*{self.suffix}"):
                yield path.stem

    def sweep(self, now: datetime, older_than: timedelta) -> int:
        limit, swept = (now - older_than).timestamp(), 0
        with _told_as_ours():
            for part in self.root.glob(f"??/.*{_PART}"):
                with suppress(FileNotFoundError):  # its writer has just finished
                    if part.stat().st_mtime < limit:
                        part.unlink()
                        swept += 1
        return swept

    def _path(self, key: str) -> Path:
        return self.root / _name(key, self.suffix)

    def _make_folder(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        if folder not in self._synced_folders:
            for above in self._above:
                sync(above)
            self._synced_folders.add(folder)


class BucketStore:
    """An object a photo, in anything that speaks S3."""

    def __init__(self, url: str, suffix: str = PICTURE) -> None:
        self.suffix = suffix
        # Plain http is used only when AWS_ENDPOINT_URL says so. A phone waits for the answer: few retries.
        self._bucket = S3Store.from_url(
            url,
            client_options={"allow_http": True, "connect_timeout": "5s", "timeout": "30s"},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=15)},
        )

    def put(self, key: str, content: bytes) -> None:
        with _told_as_ours(), suppress(AlreadyExistsError):
            obstore.put(self._bucket, self._name(key), content, mode="create", use_multipart=False)

    def get(self, key: str) -> bytes:
        with _told_as_ours():
            try:
                return bytes(obstore.get(self._bucket, self._name(key)).bytes())
            except FileNotFoundError as error:
                raise Missing(key) from error

    def has(self, key: str) -> bool:
        with _told_as_ours():
            try:
                obstore.head(self._bucket, self._name(key))
            except FileNotFoundError:
                return False
        return True

    def delete(self, key: str) -> None:
        with _told_as_ours(), suppress(FileNotFoundError):
            obstore.delete(self._bucket, self._name(key))

    def keys(self, prefix: str) -> Iterator[str]:
        with _told_as_ours():
            for some in obstore.list(self._bucket, prefix):
                for found in some:
                    yield Path(found["path"]).stem

    def sweep(self, now: datetime, older_than: timedelta) -> int:
        """A bucket shows an object whole or not at all."""
        return 0

    def _name(self, key: str) -> str:
        return _name(key, self.suffix)


def _name(key: str, suffix: str) -> str:
    if not SHA256.fullmatch(key):
        raise ValueError(f"not a SHA-256: {key!r}")
    return f"{key[:2]}/{key}{suffix}"


def _write(target: Path, content: bytes) -> None:
    descriptor, part = tempfile.mkstemp(prefix=".", suffix=_PART, dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(descriptor)
        with suppress(FileExistsError):
            os.link(part, target)
    finally:
        Path(part).unlink(missing_ok=True)


@contextmanager
def _told_as_ours() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise (StoreFull if error.errno in _FULL else StoreBroken)(str(error)) from error
    except BaseError as error:
        raise StoreBroken(str(error)) from error
