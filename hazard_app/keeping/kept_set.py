"""A set: one backup, as a folder. Its manifest names every part by its hash; its own hash is written last.

manifest.json  manifest.sha256  tables/<name>.jsonl.gz  photos/ab/<hash>.jpg  memos/ab/<hash>.audio
"""

import gzip
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Self

from hazard_app.storage import PICTURE, SOUND, FolderStore, Missing, PhotoStore, StoreBroken

FORMAT = 2
MANIFEST, ITS_HASH = "manifest.json", "manifest.sha256"


class NoSet(LookupError):  # noqa: N818 (each is an answer)
    """There is no set here, or not one that was finished."""


class NewerSet(Exception):  # noqa: N818
    """Made by a release that knows more than this one."""


class Damaged(Exception):  # noqa: N818
    """A part is not what it was when the set was made; the part's name is the argument."""


@dataclass(frozen=True)
class Part:
    rows: int
    sha256: str


@dataclass(frozen=True)
class Files:
    """Photos or memos. `lost` are keys whose bytes the store did not have, or not as they were, when it was made."""

    count: int
    bytes: int
    lost: list[str]


@dataclass(frozen=True)
class Manifest:
    """`photos` and `memos` are None for a set of the database alone; one of format 1 has no memos."""

    format: int
    version: str
    revision: str
    database: str
    made_at: str
    tables: dict[str, Part]
    photos: Files | None = None
    memos: Files | None = None

    @classmethod
    def of(cls, text: bytes) -> Self:
        said = json.loads(text)
        said["tables"] = {name: Part(**part) for name, part in said["tables"].items()}
        for kind in ("photos", "memos"):
            said[kind] = Files(**said[kind]) if said.get(kind) else None
        return cls(**said)

    def text(self) -> bytes:
        return json.dumps(asdict(self), ensure_ascii=False, indent=1).encode() + b"\n"

    @property
    def rows(self) -> int:
        return sum(part.rows for part in self.tables.values())

    @property
    def moment(self) -> datetime:
        return datetime.fromisoformat(self.made_at)


@dataclass(frozen=True)
class KeptSet:
    folder: Path
    manifest: Manifest

    @classmethod
    def at(cls, folder: Path) -> Self:
        """Raises NoSet, Damaged, NewerSet. Its parts are not looked at yet."""
        text, told = read_or_none(folder / MANIFEST), read_or_none(folder / ITS_HASH)
        if text is None or told is None:
            raise NoSet(str(folder))
        if told.split()[:1] != [sha256(text).hexdigest().encode()]:
            raise Damaged(MANIFEST)
        try:
            if json.loads(text)["format"] > FORMAT:
                raise NewerSet(str(folder))
            return cls(folder, Manifest.of(text))
        except (LookupError, TypeError, ValueError) as error:
            raise NoSet(str(folder)) from error

    def lines(self, table: str) -> Iterator[bytes]:
        with gzip.open(self.path_of(table)) as file:
            yield from file

    def path_of(self, table: str) -> Path:
        return self.folder / "tables" / f"{table}.jsonl.gz"

    @property
    def stores(self) -> Iterator[tuple[str, FolderStore]]:
        """Of the kinds of files that came along, by the table that names them."""
        if self.manifest.photos:
            yield "photos", folder_of("photos", self.folder)
        if self.manifest.memos:
            yield "memos", folder_of("memos", self.folder)

    def keys(self, kind: str) -> Iterator[str]:
        """Of every photo, or memo, that its rows name and that came along; a key comes as often as rows name it."""
        came: Files | None = getattr(self.manifest, kind)
        lost = set(came.lost) if came else set()
        for key in keys_named(self.lines(kind)):
            if key not in lost:
                yield key

    def verify_tables(self) -> None:
        """Raises Damaged."""
        for name, part in self.manifest.tables.items():
            path = self.path_of(name)
            if not path.is_file() or hash_of(path) != part.sha256:
                raise Damaged(str(path.relative_to(self.folder)))


def folder_of(kind: str, folder: Path) -> FolderStore:
    return FolderStore(folder / kind, {"photos": PICTURE, "memos": SOUND}[kind])


def content_of(kind: str, store: FolderStore, key: str) -> bytes:
    """Raises Damaged."""
    content = whole(store, key)
    if content is None:
        raise Damaged(f"{kind}/{key[:2]}/{key}{store.suffix}")
    return content


def keys_named(lines: Iterator[bytes]) -> Iterator[str]:
    for line in lines:
        yield json.loads(line)["stored_sha256"]


def whole(store: PhotoStore, key: str) -> bytes | None:
    """The bytes, if they are there and are what their name says. Raises StoreBroken when the store is away."""
    try:
        content = store.get(key)
    except Missing:
        return None
    except StoreBroken:
        if not store.has(key):
            raise
        return None  # it is there, and the disk cannot read it
    return content if sha256(content).hexdigest() == key else None


def hash_of(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def read_or_none(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None
