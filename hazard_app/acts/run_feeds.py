"""Give a person a link for their calendar, and take it away again. There is one at a time."""

from datetime import date, datetime

from sqlalchemy import or_, update
from sqlalchemy.orm import Session

from hazard_app.models.calendar_feed import CalendarFeed


def make_feed(session: Session, person_id: int, key_hash: str, now: datetime) -> CalendarFeed:
    """The one before opens nothing any more."""
    revoke_feeds(session, person_id, now)
    feed = CalendarFeed(person_id=person_id, key_hash=key_hash, made_at=now)
    session.add(feed)
    session.flush()
    return feed


def revoke_feeds(session: Session, person_id: int, now: datetime) -> None:
    mine = CalendarFeed.person_id == person_id, CalendarFeed.revoked_at.is_(None)
    session.execute(update(CalendarFeed).where(*mine).values(revoked_at=now))


def note_asked(session: Session, feed_id: int, day: date) -> None:
    """Once a day; of many askers at once, one writes."""
    earlier = or_(CalendarFeed.last_asked_on.is_(None), CalendarFeed.last_asked_on < day)
    session.execute(update(CalendarFeed).where(CalendarFeed.id == feed_id, earlier).values(last_asked_on=day))
