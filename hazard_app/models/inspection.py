"""An inspection: one filled checklist at one school. It is never edited."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, Select, String, bindparam, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.checklist import ChecklistVersion
from hazard_app.models.flag import Flag
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.told import Positioned, Timed
from hazard_app.models.voiding import Voiding
from hazard_app.models.zone import Zone
from hazard_app.rules.answers import Answer
from hazard_app.rules.terms import DoneBy


class Inspection(Timed, Positioned, Base):
    __tablename__ = "inspections"
    __table_args__ = (
        Index("ix_inspections_zone_recent", "zone_id", "happened_at", "id"),
        Index("ix_inspections_school_recent", "school_id", "happened_at", "id"),
        Index("ix_inspections_person_recent", "person_id", "happened_at", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    # Named by the phone; this one constraint decides what is the same submission.
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    school_id: Mapped[int] = mapped_column(ForeignKey("schools.id"))
    # A snapshot: a school that moves later leaves its past where it was made.
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"))
    version_id: Mapped[int] = mapped_column(ForeignKey("checklist_versions.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    started_at: Mapped[datetime]
    answers: Mapped[dict[str, dict[str, Any]]] = mapped_column(JSON)
    passed: Mapped[int]
    failed: Mapped[int]
    not_applicable: Mapped[int]
    unanswered: Mapped[int]
    # When the second police officer confirmed a formal inspection; until then it is a patrol record.
    formal_at: Mapped[datetime | None]

    school: Mapped["School"] = relationship()
    zone: Mapped["Zone"] = relationship()
    version: Mapped["ChecklistVersion"] = relationship()
    person: Mapped["Person"] = relationship()
    participants: Mapped[list["Participant"]] = relationship(
        back_populates="inspection", order_by="Participant.position"
    )
    flags: Mapped[list["Flag"]] = relationship(back_populates="inspection", order_by="Flag.id")
    voiding: Mapped["Voiding | None"] = relationship(back_populates="inspection")

    @property
    def record_kind(self) -> DoneBy:
        """What this record may call itself: a formal inspection takes two police (RULES §0.1)."""
        kind = self.version.done_by
        return DoneBy.PATROL if kind is DoneBy.FORMAL and self.formal_at is None else kind

    def answer(self, code: str) -> Answer:
        return Answer.from_json(self.answers.get(code, {}))

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Inspection"]:
        inside = cls.zone_id.in_(Zone.ids_inside(reach.reading_paths))
        return select(cls).where(or_(inside, cls.school_id.in_(reach.school_ids)))


# Whoever's it is: an id is looked up before anything is known of it. Every submission asks it twice.
COLUMNS = Inspection.__table__.c
NAMED = select(COLUMNS.id, COLUMNS.person_id, COLUMNS.content_hash).where(COLUMNS.uid == bindparam("uid"))


def participants_visible_to(reach: Reach) -> Select[Participant]:
    """Asked of each: SQLite would read a list of all inspections in sight whole before it looks at one participant."""
    theirs = Inspection.visible_to(reach).where(Inspection.id == Participant.inspection_id)
    return select(Participant).where(theirs.correlate(Participant).exists())
