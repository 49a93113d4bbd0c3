"""A norm that items rest on, with how surely its text is known (A read, B, C, D not confirmed)."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hazard_app.db import Base


class Norm(Base):
    __tablename__ = "norms"

    code: Mapped[str] = mapped_column(String(16), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    confidence: Mapped[str] = mapped_column(String(120))
