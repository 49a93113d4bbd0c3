"""Somebody does another one's rounds for a while, until that is over or somebody ends it."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.refusals import OtherContent, Refused
from hazard_app.models.cover import Cover
from hazard_app.models.person import Person
from hazard_app.rules.covers import SpanWrong, span_wrong

DAY = timedelta(days=1)


class WrongSpan(Refused):
    def __init__(self, why: SpanWrong) -> None:
        super().__init__(why)
        self.why = why


class CannotStandIn(Refused):
    """They could make no check at any school of whoever is away."""


@dataclass(frozen=True, kw_only=True)
class NewCover:
    """`uid` is named by the page; both days are in it."""

    uid: UUID
    absent_id: int
    person_id: int
    starts_on: date
    ends_on: date
    reason: str = ""


def add_cover(session: Session, maker_id: int, new: NewCover, today: date, now: datetime) -> Cover:
    """The same thing twice is fine. Raises WrongSpan, CannotStandIn, OtherContent."""
    known = session.scalar(select(Cover).where(Cover.uid == new.uid))
    if known is not None:
        if (known.absent_id, known.person_id, known.made_by_id) != (new.absent_id, new.person_id, maker_id):
            raise OtherContent
        return known
    wrong = span_wrong(new.starts_on, new.ends_on, today)
    if wrong:
        raise WrongSpan(wrong)
    refuse_others(session, new, max(new.starts_on, today))
    cover = Cover(**vars(new), made_by_id=maker_id, made_at=now)
    session.add(cover)
    session.flush()
    return cover


def refuse_others(session: Session, new: NewCover, day: date) -> None:
    """By what both are on the first day that is not over."""
    absent, person = session.get_one(Person, new.absent_id), session.get_one(Person, new.person_id)
    may = person.active and absent.active and person.reach_on(day).stands_in_for(absent.reach_on(day))
    if absent is person or not may:
        raise CannotStandIn


def end_cover(session: Session, cover: Cover, today: date) -> None:
    """From today on it is over. One that was to begin later, or began today, never was."""
    if cover.starts_on >= today:
        session.delete(cover)
    elif cover.lasts(today):
        cover.ends_on = today - DAY
    session.flush()
