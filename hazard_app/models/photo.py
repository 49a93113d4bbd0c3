"""A photo: a row that belongs to its uploader and names the clean bytes in the store."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, Select, String, UniqueConstraint, bindparam, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.models.told import Positioned

if TYPE_CHECKING:
    from hazard_app.models.attachment import Attachment


class Photo(Positioned, Base):
    __tablename__ = "photos"
    __table_args__ = (UniqueConstraint("uploader_id", "sent_sha256"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    uploader_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    sent_sha256: Mapped[str] = mapped_column(String(64), index=True)  # the phone's bytes
    original_sha256: Mapped[str | None] = mapped_column(String(64), index=True)  # the camera's file
    stored_sha256: Mapped[str] = mapped_column(String(64), index=True)  # the clean bytes: their key
    size: Mapped[int]  # bytes
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[datetime | None]
    received_at: Mapped[datetime]

    uploader: Mapped["Person"] = relationship()
    attachments: Mapped[list["Attachment"]] = relationship(viewonly=True)

    @classmethod
    def kept_for(cls, person_id: int, hashes: frozenset[str]) -> Select["Photo"]:
        """The person's own uploads among the hashes of the bytes they sent."""
        return select(cls).where(cls.uploader_id == person_id, cls.sent_sha256.in_(hashes))


COLUMNS = Photo.__table__.c
SENT_SINCE = select(func.count()).where(
    COLUMNS.uploader_id == bindparam("uploader_id"), COLUMNS.received_at > bindparam("since")
)
# Asked before anything is done with a photo that comes in.
UPLOADED = select(COLUMNS.id, COLUMNS.stored_sha256).where(
    COLUMNS.uploader_id == bindparam("uploader_id"), COLUMNS.sent_sha256 == bindparam("sent_sha256")
)
