"""Why a check could not be made (未能检查), by whom it was said: counted apart from what was missed."""

import uuid
from datetime import date

from sqlalchemy import Date, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.models.task import Task
from hazard_app.models.told import Timed
from hazard_app.rules.rounds import HindranceKind


class Hindrance(Timed, Base):
    __tablename__ = "hindrances"

    id: Mapped[int] = mapped_column(primary_key=True)
    # Named by the phone, as everything it sends.
    uid: Mapped[uuid.UUID] = mapped_column(unique=True)
    content_hash: Mapped[str] = mapped_column(String(64))
    task_id: Mapped[int] = mapped_column(ForeignKey("tasks.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    kind: Mapped[HindranceKind]
    note: Mapped[str] = mapped_column(String(200), default="")
    # When it is tried again; until the end of that day it can still be done.
    new_day: Mapped[date | None] = mapped_column(Date)

    task: Mapped["Task"] = relationship()
    person: Mapped["Person"] = relationship()
