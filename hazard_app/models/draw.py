"""A look back (回头看): closed hazards of a campaign, drawn at random, and what whoever went back found there."""

import uuid
from datetime import datetime

from sqlalchemy import JSON, Boolean, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.campaign import Campaign
from hazard_app.models.hazard import Hazard
from hazard_app.models.person import Person


class Draw(Base):
    __tablename__ = "draws"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Named by the page: two touches are one draw.
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaigns.id"), index=True)
    seed: Mapped[str] = mapped_column(String(32))
    share: Mapped[int]  # percent
    # The uids of all that could be drawn, sorted: with seed and share the same ones can be drawn again (`rules.draw`).
    pool: Mapped[list[str]] = mapped_column(JSON)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]

    campaign: Mapped["Campaign"] = relationship()
    person: Mapped["Person"] = relationship()
    drawn: Mapped[list["DrawnHazard"]] = relationship(back_populates="draw", order_by="DrawnHazard.position")


class DrawnHazard(Base):
    __tablename__ = "drawn_hazards"
    __table_args__ = (UniqueConstraint("draw_id", "hazard_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    draw_id: Mapped[int] = mapped_column(ForeignKey("draws.id"))
    hazard_id: Mapped[int] = mapped_column(ForeignKey("hazards.id"), index=True)
    position: Mapped[int]

    draw: Mapped["Draw"] = relationship(back_populates="drawn")
    hazard: Mapped["Hazard"] = relationship()
    looks: Mapped[list["Look"]] = relationship(back_populates="drawn", order_by="Look.at, Look.id")


class Look(Base):
    """What somebody saw there: it is still gone, or it has come back. The newest one says how it stands."""

    __tablename__ = "looks"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    drawn_id: Mapped[int] = mapped_column(ForeignKey("drawn_hazards.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
    gone: Mapped[bool] = mapped_column(Boolean)
    note: Mapped[str] = mapped_column(String(200), default="")

    drawn: Mapped["DrawnHazard"] = relationship(back_populates="looks")
    person: Mapped["Person"] = relationship()
