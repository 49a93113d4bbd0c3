"""A link under which a calendar reads one person's rounds, until it is revoked. Whoever has the link may read."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Select, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person


class CalendarFeed(Base):
    __tablename__ = "calendar_feeds"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # SHA-256 of the secret in the link: a stolen database opens no calendar.
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    # No more than the day: when somebody's phone looks at a calendar is nobody's business.
    last_asked_on: Mapped[date | None] = mapped_column(Date)

    person: Mapped["Person"] = relationship()

    @classmethod
    def live(cls) -> Select["CalendarFeed"]:
        """Of people who are not deactivated."""
        return select(cls).join(cls.person).where(cls.revoked_at.is_(None), Person.deactivated_at.is_(None))

    @classmethod
    def of(cls, person_id: int) -> Select["CalendarFeed"]:
        return cls.live().where(cls.person_id == person_id)
