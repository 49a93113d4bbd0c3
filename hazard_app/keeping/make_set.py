"""Make a set while the server runs: first the rows, all of one moment; then the photos and memos that they name.

Both are on the disk before the rows that name them, and never change: in this order nothing can be torn.
"""

import gzip
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from sqlalchemy import Connection, Engine

from hazard_app.config import sync
from hazard_app.keeping.kept_set import (
    ITS_HASH,
    MANIFEST,
    Files,
    KeptSet,
    Manifest,
    Part,
    folder_of,
    hash_of,
    keys_named,
    whole,
)
from hazard_app.keeping.rows import kept_tables, lines_of
from hazard_app.storage import PhotoStore

Progress = Callable[[], object]


class Unreadable(Exception):  # noqa: N818
    """A row holds a value that is none of its kind; the table's name is the argument."""


@dataclass
class Draft:
    """A set on its way: under a name that nobody takes for one."""

    folder: Path

    def keep_tables(self, connection: Connection) -> dict[str, Part]:
        """Raises Unreadable."""
        (self.folder / "tables").mkdir()
        return {table.name: self.keep(table.name, lines_of(connection, table)) for table in kept_tables(connection)}

    def keep(self, name: str, lines: Iterator[bytes]) -> Part:
        path, rows = self.path_of(name), 0
        try:
            # Without a time in it, so that the same rows are the same bytes.
            with path.open("wb") as file, gzip.GzipFile("", "wb", 6, file, mtime=0) as packed:
                for line in lines:
                    packed.write(line)
                    rows += 1
        except (LookupError, TypeError, ValueError) as error:
            raise Unreadable(name) from error
        sync(path)
        return Part(rows, hash_of(path))

    def path_of(self, name: str) -> Path:
        return self.folder / "tables" / f"{name}.jsonl.gz"

    def keep_files(self, kind: str, store: PhotoStore, told: Progress) -> Files:
        """`kind`: the table that names them."""
        kept, count, size, lost = folder_of(kind, self.folder), 0, 0, set()
        with gzip.open(self.path_of(kind)) as lines:
            for key in keys_named(iter(lines)):
                told()
                if key in lost or kept.has(key):
                    continue
                content = whole(store, key)
                if content is None:
                    lost.add(key)
                    continue
                kept.put(key, content)
                count, size = count + 1, size + len(content)
        return Files(count, size, sorted(lost))

    def finish(self, manifest: Manifest, name: Path) -> KeptSet:
        """The manifest's hash is the last thing written, and the name the very last. Raises FileExistsError."""
        text = manifest.text()
        self.write(MANIFEST, text)
        self.write(ITS_HASH, f"{sha256(text).hexdigest()}  {MANIFEST}\n".encode())
        for folder in (self.folder / "tables", self.folder):
            sync(folder)
        if name.exists():
            raise FileExistsError(str(name))
        self.folder.rename(name)
        sync(name.parent)
        return KeptSet(name, manifest)

    def write(self, name: str, text: bytes) -> None:
        (self.folder / name).write_bytes(text)
        sync(self.folder / name)


@contextmanager
def draft(name: Path) -> Iterator[Draft]:
    """Readable for nobody else: it holds what people wrote and who they are. Gone if it is not finished."""
    name.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{name.name}.", suffix=".part", dir=name.parent))
    try:
        yield Draft(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def one_moment(engine: Engine) -> Iterator[Connection]:
    """All that is read is of the same moment, and nobody waits for it."""
    with engine.connect() as connection:
        if engine.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
        with connection.begin():
            yield connection
