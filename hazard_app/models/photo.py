"""A photo: a row that belongs to its uploader and names the clean bytes in the store."""

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.models.told import Positioned
from hazard_app.models.uploaded import Uploaded

if TYPE_CHECKING:
    from hazard_app.models.attachment import Attachment


class Photo(Positioned, Uploaded):
    __tablename__ = "photos"

    original_sha256: Mapped[str | None] = mapped_column(String(64), index=True)  # the camera's file
    width: Mapped[int]
    height: Mapped[int]
    taken_at: Mapped[datetime | None]

    attachments: Mapped[list["Attachment"]] = relationship(viewonly=True)
