"""A flag (待核实): a neutral note on evidence. Its maker sees it first and may answer in a line."""

import uuid
from datetime import datetime
from typing import TYPE_CHECKING, Any, cast

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.rules.terms import FlagKind

if TYPE_CHECKING:
    from hazard_app.models.inspection import Inspection
    from hazard_app.models.school import School
    from hazard_app.models.step import Step


class Flag(Base):
    __tablename__ = "flags"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    step_id: Mapped[int | None] = mapped_column(ForeignKey("steps.id"), index=True)
    kind: Mapped[FlagKind]
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    answer: Mapped[str] = mapped_column(String(400), default="")
    answered_at: Mapped[datetime | None]

    inspection: Mapped["Inspection | None"] = relationship(back_populates="flags")
    step: Mapped["Step | None"] = relationship(back_populates="flags")

    @property
    def maker_id(self) -> int | None:
        """Whose it is to answer."""
        about = self.inspection or self.step
        return about.person_id if about else None

    @property
    def school(self) -> "School":
        return self.inspection.school if self.inspection else cast("Step", self.step).hazard.school
