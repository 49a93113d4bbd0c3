"""Rows of photos or of memos and what lies in their store, held against each other. A 256th of both at a time."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.models.memo import Memo
from hazard_app.models.photo import Photo
from hazard_app.storage import PhotoStore

NAMED_AT_MOST = 10


@dataclass
class FileAudit:
    """`missing` are rows without bytes, the first ones by name; `without_row` are files that no row names."""

    rows: int = 0
    missing: int = 0
    without_row: int = 0
    names: list[str] = field(default_factory=list)


def audit_files(session: Session, kind: type[Photo] | type[Memo], store: PhotoStore) -> FileAudit:
    """Raises StoreBroken."""
    seen = FileAudit()
    for prefix in prefixes():
        rows = set(session.scalars(select(kind.stored_sha256).where(kind.stored_sha256.startswith(prefix))))
        kept = set(store.keys(prefix))
        missing = sorted(rows - kept)
        seen.rows += len(rows)
        seen.missing += len(missing)
        seen.without_row += len(kept - rows)
        seen.names += missing[: NAMED_AT_MOST - len(seen.names)]
    return seen


def prefixes() -> Iterator[str]:
    return (f"{number:02x}" for number in range(256))
