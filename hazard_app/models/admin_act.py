"""An administrative act: one immutable entry, and a link of the installation's one chain of them."""

import uuid
from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Select, String, Uuid, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.models.reach import LOG_READERS, Reach
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing


class AdminAct(Base):
    __tablename__ = "admin_acts"

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    # None for what was done at the server's own terminal.
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"), index=True)
    kind: Mapped[ActKind]
    thing: Mapped[Thing]
    about: Mapped[uuid.UUID | None] = mapped_column(Uuid, index=True)
    # Where it was done, for whoever may read it: a person's is that of a posting of theirs.
    zone_id: Mapped[int | None] = mapped_column(ForeignKey("zones.id"), index=True)
    # The name of the thing as it was then, and what changed: {"name": …, "changes": {"radius": [150, 200]}}.
    facts: Mapped[dict[str, Any]] = mapped_column(JSON)
    at: Mapped[datetime]
    previous_hash: Mapped[str] = mapped_column(String(64))
    hash: Mapped[str] = mapped_column(String(64))

    person: Mapped["Person | None"] = relationship()
    zone: Mapped["Zone | None"] = relationship()

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["AdminAct"]:
        """For administrators and auditors, of the zones that they hold as such."""
        return select(cls).where(cls.zone_id.in_(Zone.ids_inside(reach.paths_as(LOG_READERS))))
