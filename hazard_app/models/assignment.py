"""Who has a hazard in hand: a projection of its newest assignment, set where all of them are (`acts.take_step`)."""

from typing import TYPE_CHECKING

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person

if TYPE_CHECKING:
    from hazard_app.models.hazard import Hazard


class Assignment(Base):
    __tablename__ = "assignments"

    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazards.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)

    hazard: Mapped["Hazard"] = relationship(back_populates="assignment")
    person: Mapped["Person"] = relationship()
