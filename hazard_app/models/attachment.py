"""A photo's use in a step: what it shows there, before or after."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.photo import Photo
from hazard_app.rules.terms import PhotoUse

if TYPE_CHECKING:
    from hazard_app.models.step import Step


class Attachment(Base):
    __tablename__ = "attachments"
    __table_args__ = (UniqueConstraint("step_id", "photo_id", "use"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    step_id: Mapped[int] = mapped_column(ForeignKey("steps.id"))
    photo_id: Mapped[int] = mapped_column(ForeignKey("photos.id"), index=True)
    use: Mapped[PhotoUse]
    position: Mapped[int]

    step: Mapped["Step"] = relationship(back_populates="attachments")
    photo: Mapped["Photo"] = relationship()

    def record(self) -> dict[str, str]:
        return {"stored": self.photo.stored_sha256, "use": self.use.value}
