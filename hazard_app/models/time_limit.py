"""How many days a severity has to be put right. Local practice, so it is editable data (RULES §2)."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from sqlalchemy import String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hazard_app.db import Base
from hazard_app.models.calendar_day import working_days
from hazard_app.models.stamp import Subject, kept
from hazard_app.rules.calendars import WorkingDays
from hazard_app.rules.deadlines import deadline
from hazard_app.rules.terms import Severity


class TimeLimit(Base):
    __tablename__ = "time_limits"

    severity: Mapped[Severity] = mapped_column(primary_key=True)
    days: Mapped[int]
    control: Mapped[str] = mapped_column(String(16))
    zh: Mapped[str] = mapped_column(String(200), default="")
    en: Mapped[str] = mapped_column(String(300), default="")


@dataclass(frozen=True)
class TimeLimits:
    """All of them, and the calendar they are counted by."""

    days: dict[Severity, int]
    calendar: WorkingDays

    @classmethod
    def of(cls, session: Session) -> "TimeLimits":
        return kept(session, Subject.LIBRARY, "time limits", cls.read)

    @classmethod
    def read(cls, session: Session) -> "TimeLimits":
        rows = session.execute(select(TimeLimit.severity, TimeLimit.days))
        return cls({row.severity: row.days for row in rows}, working_days(session))

    def deadline(self, severity: Severity, happened_at: datetime, zone: ZoneInfo) -> datetime:
        """LookupError where the library was never imported."""
        return deadline(happened_at, self.days[severity], zone, self.calendar)
