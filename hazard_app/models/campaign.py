"""A campaign (专项行动): some days, places and a checklist under one name; its figures follow from the checks."""

import uuid
from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import JSON, Column, ColumnElement, Date, ForeignKey, Select, String, Table, or_, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.checklist import Checklist, ChecklistVersion
from hazard_app.models.inspection import Inspection
from hazard_app.models.participant import Participant
from hazard_app.models.person import Person
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.zone import Zone
from hazard_app.rules.campaigns import CampaignKind, Phase, moments, phase_on
from hazard_app.rules.terms import DoneBy

campaign_schools = Table(
    "campaign_schools",
    Base.metadata,
    Column("campaign_id", ForeignKey("campaigns.id"), primary_key=True),
    Column("school_id", ForeignKey("schools.id"), primary_key=True, index=True),
)


class Campaign(Base):
    __tablename__ = "campaigns"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    kind: Mapped[CampaignKind]
    name: Mapped[str] = mapped_column(String(80))
    # As the paper has it: 泉公通〔2026〕12号. Its form is nobody's but the office's.
    document_number: Mapped[str] = mapped_column(String(60), default="")
    # Local days of the zone, both in it.
    starts_on: Mapped[date] = mapped_column(Date)
    ends_on: Mapped[date] = mapped_column(Date)
    zone_id: Mapped[int] = mapped_column(ForeignKey("zones.id"), index=True)
    # None counts checks by any checklist.
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklists.id"))
    # Kinds of schools; none means all.
    kinds: Mapped[list[str]] = mapped_column(JSON, default=list)
    leader_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    changed_at: Mapped[datetime | None]
    # A mistaken one; it is never deleted.
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    withdrawn_at: Mapped[datetime | None]

    zone: Mapped["Zone"] = relationship()
    checklist: Mapped["Checklist | None"] = relationship()
    leader: Mapped["Person | None"] = relationship(foreign_keys=leader_id)
    person: Mapped["Person"] = relationship(foreign_keys=person_id)
    changed_by: Mapped["Person | None"] = relationship(foreign_keys=changed_by_id)
    withdrawn_by: Mapped["Person | None"] = relationship(foreign_keys=withdrawn_by_id)
    # Picked ones; none means all in the zone.
    schools: Mapped[list["School"]] = relationship(secondary=campaign_schools, order_by="School.name, School.id")

    def phase(self, day: date) -> Phase:
        return phase_on(day, self.starts_on, self.ends_on, withdrawn=self.withdrawn_at is not None)

    def day_of(self, moment: datetime) -> date:
        return moment.astimezone(self.zone.clock).date()

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Campaign"]:
        """Those of the zones that the person reads, and of those above, which go to their schools too."""
        return select(cls).where(cls.zone_id.in_(Zone.ids_touching(reach.reading_paths)))

    def counted(self, reach: Reach) -> Select[Inspection]:
        """Its checks in sight: complete, not voided, made on its days at its places, where the place lay then.

        A school's self-check counts if police took part in it.
        """
        first, after = moments(self.starts_on, self.ends_on, self.zone.clock)
        police = Inspection.participants.any(Participant.police)
        return Inspection.visible_to(reach).where(
            Inspection.zone_id.in_(Zone.ids_inside((self.zone.path,))),
            Inspection.happened_at >= first,
            Inspection.happened_at < after,
            Inspection.unanswered == 0,
            ~Inspection.voiding.has(),
            or_(Inspection.version.has(ChecklistVersion.done_by != DoneBy.SELF), police),
            *self.narrowed(),
        )

    def narrowed(self) -> Sequence[ColumnElement[bool]]:
        parts: list[ColumnElement[bool]] = []
        if self.checklist_id:
            parts.append(Inspection.version.has(ChecklistVersion.checklist_id == self.checklist_id))
        if self.kinds:
            parts.append(Inspection.school.has(School.kind.in_(self.kinds)))
        if self.schools:
            parts.append(Inspection.school_id.in_([school.id for school in self.schools]))
        return parts
