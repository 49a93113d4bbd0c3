"""A department that can put a hazard right, or must be told of it. Editable data, never code."""

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from hazard_app.db import Base
from hazard_app.rules.bilingual import Bilingual


class Department(Base):
    __tablename__ = "departments"

    code: Mapped[str] = mapped_column(String(32), primary_key=True)
    zh: Mapped[str] = mapped_column(String(80))
    en: Mapped[str] = mapped_column(String(120))

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.zh, self.en)
