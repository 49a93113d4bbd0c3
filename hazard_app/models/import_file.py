"""A table that somebody wants to bring in: what it would do, and the file until it is applied."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String, select
from sqlalchemy import Select as Selected
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.rules.imports import Datum, ImportKind


class ImportFile(Base):
    __tablename__ = "import_files"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[ImportKind]
    datum: Mapped[Datum]
    name: Mapped[str] = mapped_column(String(120))
    sha256: Mapped[str] = mapped_column(String(64))
    # Gone once all of it was applied, or when its maker tries another one.
    content: Mapped[bytes | None] = mapped_column(LargeBinary, deferred=True)
    # What the dry run found; `fingerprint` stands for all of it, so that a change in between shows.
    report: Mapped[dict[str, Any]] = mapped_column(JSON)
    fingerprint: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    applied_at: Mapped[datetime | None]

    person: Mapped["Person"] = relationship()

    @property
    def zone_beside(self) -> str:
        """Said beside the file, for rows that name none."""
        return str(self.report.get("beside", {}).get("zone", ""))

    @classmethod
    def visible_to(cls, person_id: int) -> Selected["ImportFile"]:
        """One's own."""
        return select(cls).where(cls.person_id == person_id)
