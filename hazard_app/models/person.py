"""A person who signs in. What they may see and do follows from their postings."""

import uuid
from datetime import date, datetime
from functools import partial

from sqlalchemy import Boolean, Select, String, false, or_, select
from sqlalchemy.orm import Mapped, Session, joinedload, mapped_column, relationship

from hazard_app.db import Base
from hazard_app.models.posting import Posting
from hazard_app.models.reach import Reach
from hazard_app.models.school import School
from hazard_app.models.stamp import Subject, apart, kept

# No password has this hash: whoever has it signs in by a one-time code first.
NO_PASSWORD = "!"


class Person(Base):
    __tablename__ = "people"

    id: Mapped[int] = mapped_column(primary_key=True)
    uid: Mapped[uuid.UUID] = mapped_column(unique=True, default=uuid.uuid4)
    # Kept in lower case: people type their name with whatever the phone's keyboard made of it.
    username: Mapped[str] = mapped_column(String(40), unique=True)
    mobile: Mapped[str | None] = mapped_column(String(20), unique=True)
    name: Mapped[str] = mapped_column(String(40))
    unit: Mapped[str] = mapped_column(String(80), default="")
    title: Mapped[str] = mapped_column(String(40), default="")
    police: Mapped[bool] = mapped_column(Boolean, default=False)
    password_hash: Mapped[str] = mapped_column(String(120))
    must_change_password: Mapped[bool] = mapped_column(Boolean, default=True)
    created_at: Mapped[datetime]
    deactivated_at: Mapped[datetime | None]
    locale: Mapped[str] = mapped_column(String(12), default="")
    theme: Mapped[str] = mapped_column(String(8), default="")
    large_type: Mapped[bool] = mapped_column(Boolean, default=False)

    postings: Mapped[list["Posting"]] = relationship(back_populates="person", order_by="Posting.id")

    @property
    def active(self) -> bool:
        return self.deactivated_at is None

    def reach_on(self, day: date) -> Reach:
        """What this person sees and is on one local day, by the postings in force then."""
        return Reach(self.id, tuple(held for each in self.postings if each.in_force(day) for held in each.all_held))

    def is_run_by(self, reach: Reach, day: date) -> bool:
        """Whoever resets a password could act as that person: so every posting that lasts is theirs to run."""
        here = [reach.administers(posting.path) for posting in self.postings]
        lasting = [reach.administers(posting.path) for posting in self.postings if posting.lasts(day)]
        return all(lasting) and (any(here) or not here)

    @classmethod
    def visible_to(cls, reach: Reach) -> Select["Person"]:
        """Whoever has or had a posting where the person is administrator, and whoever never had any."""
        there = cls.postings.any(Posting.inside(reach.administered_paths))
        return select(cls).where(or_(there, ~cls.postings.any()) if reach.administered_paths else false())

    @classmethod
    def named(cls, name: str) -> Select["Person"]:
        """By username, else by mobile number, both as `rules.names` keeps them."""
        return select(cls).where(or_(cls.username == name, cls.mobile == name)).order_by(cls.username != name).limit(1)


def known_person(session: Session, person_id: int) -> Person | None:
    """With postings and their places, as this process has kept it: shared, of no session, to be read only."""
    return kept(session, Subject.PEOPLE, person_id, partial(read_person, person_id=person_id))


def read_person(session: Session, person_id: int) -> Person | None:
    postings = joinedload(Person.postings)
    school = postings.joinedload(Posting.school)
    whole = postings.joinedload(Posting.zone), school.joinedload(School.zone), school.selectinload(School.absorbed)
    with apart(session) as other:
        return other.get(Person, person_id, options=whole)
