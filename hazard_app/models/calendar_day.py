"""A day that is not what its weekday says: a holiday, or a Saturday that is worked."""

from datetime import date

from sqlalchemy import Boolean, Date, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from hazard_app.db import Base
from hazard_app.rules.calendars import WorkingDays


class CalendarDay(Base):
    __tablename__ = "calendar_days"

    day: Mapped[date] = mapped_column(Date, primary_key=True)
    working: Mapped[bool] = mapped_column(Boolean)


def working_days(session: Session) -> WorkingDays:
    days = session.execute(select(CalendarDay.day, CalendarDay.working)).all()
    return WorkingDays(
        holidays=frozenset(row.day for row in days if not row.working),
        make_up_days=frozenset(row.day for row in days if row.working),
        years=frozenset(row.day.year for row in days),
    )
