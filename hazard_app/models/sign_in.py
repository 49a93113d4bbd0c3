"""A sign-in: one device that a person is signed in on, until it ends or is revoked; and the failed tries."""

import uuid
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Boolean, ForeignKey, Index, Select, String, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.person import Person
from hazard_app.models.stamp import STAMPS


class SignIn(Base):
    __tablename__ = "sign_ins"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), index=True)
    # SHA-256 of the random key in the cookie: a stolen database signs nobody in.
    key_hash: Mapped[str] = mapped_column(String(64), unique=True)
    # "android/wechat": system and browser as far as rules.devices tells them apart; nothing more is kept.
    device: Mapped[str] = mapped_column(String(40))
    is_phone: Mapped[bool] = mapped_column(Boolean)
    created_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    person: Mapped["Person"] = relationship()

    @classmethod
    def live(cls, now: datetime) -> Select["SignIn"]:
        return select(cls).where(cls.ended_at.is_(None), cls.expires_at > now)

    @classmethod
    def of(cls, person_id: int, now: datetime) -> Select["SignIn"]:
        return cls.live(now).where(cls.person_id == person_id).order_by(cls.seen_at.desc(), cls.id.desc())


class ThisSignIn(NamedTuple):
    """The one that a request comes with."""

    id: int
    uid: uuid.UUID
    person_id: int
    is_phone: bool
    seen_at: datetime


COLUMNS = SignIn.__table__.c
# Asked by every request, which then needs the stamps.
THIS = select(*(COLUMNS[name] for name in ThisSignIn._fields), *STAMPS).where(
    COLUMNS.ended_at.is_(None), COLUMNS.expires_at > bindparam("now"), COLUMNS.key_hash == bindparam("key_hash")
)


# Of a session that somebody else ended: it opens nothing, but tells whose phone this was and until when.
ENDED = select(COLUMNS.person_id, COLUMNS.ended_at).where(
    COLUMNS.ended_at.is_not(None), COLUMNS.expires_at > bindparam("now"), COLUMNS.key_hash == bindparam("key_hash")
)


class SignInFailure(Base):
    """A try to sign in that failed, or is under way: it stands here before the password is looked at.

    Counted per name and source, so that nobody can lock out somebody else.
    """

    __tablename__ = "sign_in_failures"
    __table_args__ = (
        Index("ix_sign_in_failures_name", "name_hash", "source", "at"),
        Index("ix_sign_in_failures_source", "source", "at"),
        Index("ix_sign_in_failures_at", "at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    name_hash: Mapped[str] = mapped_column(String(64))
    # A device known to be this person's, else the network address.
    source: Mapped[str] = mapped_column(String(64))
    at: Mapped[datetime]
