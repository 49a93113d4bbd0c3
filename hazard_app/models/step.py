"""A step (处置记录): one immutable entry in a hazard's life, and a link of its chain."""

import uuid
from typing import TYPE_CHECKING, Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    ForeignKey,
    Index,
    LargeBinary,
    String,
    Text,
    UniqueConstraint,
    literal_column,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.attachment import Attachment
from hazard_app.models.flag import Flag
from hazard_app.models.memo import SpokenWord
from hazard_app.models.person import Person
from hazard_app.models.told import Positioned, Timed
from hazard_app.rules.chain import sealed
from hazard_app.rules.terms import PhotoUse, State, StepKind

if TYPE_CHECKING:
    from hazard_app.models.hazard import Hazard
    from hazard_app.models.inspection import Inspection


ASKING = text("kind = 'ask_more_time'")


class Step(Timed, Positioned, Base):
    __tablename__ = "steps"
    __table_args__ = (
        UniqueConstraint("hazard_id", "number"),
        # Supervisors see the newest of these, among millions of others.
        Index("ix_steps_asking", "id", sqlite_where=ASKING, postgresql_where=ASKING),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    content_hash: Mapped[str] = mapped_column(String(64), default="")
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazards.id"))
    number: Mapped[int]
    kind: Mapped[StepKind]
    state: Mapped[State]  # the hazard's state after this step
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    inspection_id: Mapped[int | None] = mapped_column(ForeignKey("inspections.id"), index=True)
    note: Mapped[str] = mapped_column(Text, default="")
    facts: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    # Erased together with note and position when retention takes them; the chain still holds.
    salt: Mapped[bytes] = mapped_column(LargeBinary(16))
    sealed_note: Mapped[str] = mapped_column(String(64))
    sealed_place: Mapped[str] = mapped_column(String(64))
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    hazard: Mapped["Hazard"] = relationship()
    person: Mapped["Person | None"] = relationship()
    inspection: Mapped["Inspection | None"] = relationship()
    attachments: Mapped[list["Attachment"]] = relationship(back_populates="step", order_by="Attachment.position")
    spoken: Mapped[list["SpokenWord"]] = relationship(back_populates="step", order_by="SpokenWord.position")
    flags: Mapped[list["Flag"]] = relationship(back_populates="step", order_by="Flag.id")

    @staticmethod
    def is_asking(step: "type[Step]") -> ColumnElement[bool]:
        # A literal, not a parameter: the planner must see that the partial index applies.
        return step.kind == literal_column("'ask_more_time'")

    def seal(self) -> None:
        """Fix what the chain keeps of the note and the place, so that both can be erased one day."""
        self.sealed_note, self.sealed_place = self.seals()

    def seals(self) -> tuple[str, str]:
        place = f"{self.latitude:.7f},{self.longitude:.7f}" if self.place else ""
        return sealed(self.salt, self.note), sealed(self.salt, place)

    @property
    def reads_as_sealed(self) -> bool:
        """Are note and place what was sealed? Nothing is left to compare once retention took the salt."""
        return not self.salt or self.seals() == (self.sealed_note, self.sealed_place)

    def record(self) -> dict[str, object]:
        """What the chain holds of this step (DESIGN §4, chain). Memos only where something was said."""
        said = [word.memo.stored_sha256 for word in self.spoken]
        return {
            "hazard": str(self.hazard.uid),
            "number": self.number,
            "uid": str(self.uid),
            "kind": self.kind.value,
            "state": self.state.value,
            "person": str(self.person.uid) if self.person else None,
            "made_at": self.made_at,
            "sent_at": self.sent_at,
            "received_at": self.received_at,
            "happened_at": self.happened_at,
            "note": self.sealed_note,
            "place": self.sealed_place,
            "facts": self.facts,
            "photos": [attachment.record() for attachment in self.attachments],
            **({"memos": said} if said else {}),
        }

    def photos(self, use: PhotoUse) -> list["Attachment"]:
        return [attachment for attachment in self.attachments if attachment.use is use]
