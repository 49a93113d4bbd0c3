"""How many days a severity has to be put right. Local practice, so it is editable data (RULES §2)."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hazard_app.db import Base
from hazard_app.rules.terms import Severity


class TimeLimit(Base):
    __tablename__ = "time_limits"

    severity: Mapped[Severity] = mapped_column(primary_key=True)
    days: Mapped[int]
    control: Mapped[str] = mapped_column(String(16))
    zh: Mapped[str] = mapped_column(String(200), default="")
    en: Mapped[str] = mapped_column(String(300), default="")
