"""An access: somebody looked at a photo, listened to a memo, or took a list away. Rows are only ever added."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column

from hazard_app.db import Base
from hazard_app.rules.terms import AccessKind


class Access(Base):
    __tablename__ = "accesses"

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[AccessKind]
    about: Mapped[uuid.UUID | None] = mapped_column(index=True)  # the photo or memo
    reason: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)  # what of the list was asked for
