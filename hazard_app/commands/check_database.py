"""The database: does it answer, take what is written, stand at this release's schema, and go by the right time?"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import Connection, func, or_, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from hazard_app.commands.finding import Finding, bad, good, note
from hazard_app.commands.migrating import NOTHING, is_known, newest_revision, revision_of
from hazard_app.db import db
from hazard_app.models.calendar_day import working_days
from hazard_app.models.inspection import Inspection
from hazard_app.models.memo import Memo
from hazard_app.models.photo import Photo
from hazard_app.models.plan import Plan
from hazard_app.models.step import Step
from hazard_app.rules.times import CLOCKS_MAY_DIFFER

ANSWERS = {"journal_mode": "wal", "foreign_keys": 1, "quick_check": "ok"}
# A night that was missed is no matter; a timer that never runs is.
NIGHTS = timedelta(days=2)


def check_database() -> Iterator[Finding]:
    """The last finding is bad when nothing more can be asked of it."""
    db.session.remove()
    try:
        with db.engine.connect() as connection:
            yield from check_sqlite(connection)
            yield check_schema(revision_of(connection))
    except SQLAlchemyError as error:
        yield bad(
            _l("The database does not answer: %(reason)s", reason=first_line(error)),
            _l("Start it, or mend HAZARD_SQLALCHEMY_DATABASE_URI; on SQLite look at the folder's owner and rights."),
        )


def check_sqlite(connection: Connection) -> Iterator[Finding]:
    if connection.dialect.name != "sqlite":
        return
    for pragma, right in ANSWERS.items():
        if (said := connection.exec_driver_sql(f"PRAGMA {pragma}").scalar()) != right:
            yield bad(
                _l("SQLite answers %(pragma)s with %(said)s.", pragma=pragma, said=said),
                _l("Keep a copy of the file as it is, then restore the newest backup (flask restore)."),
            )
    if broken := connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
        yield bad(
            _l("%(count)s rows refer to others that are gone; the first are in %(name)s.", count=len(broken),
               name=broken[0][0]),
            _l("Another program changed the database. Keep a copy of it, then restore the newest backup."),
        )  # fmt: skip


def check_schema(revision: str) -> Finding:
    if revision == newest_revision():
        return good(_l("The schema is that of this release: %(revision)s", revision=revision))
    if revision == NOTHING:
        return bad(_l("There is no schema yet."), _l("Run flask upgrade, then flask setup."))
    if is_known(revision):
        return bad(_l("The schema is of an older release: %(revision)s", revision=revision), _l("Run flask upgrade."))
    return bad(
        _l("The schema is of a newer release: %(revision)s", revision=revision),
        _l("Install that release again. Going back is by restoring a backup that this release made."),
    )


def check_writing() -> Finding:
    """A row that changes nothing is written and taken back."""
    try:
        with db.engine.connect() as connection:
            connection.execution_options(hazard_begin="IMMEDIATE")
            connection.execute(text("UPDATE alembic_version SET version_num = version_num"))
            connection.rollback()
    except SQLAlchemyError as error:
        return bad(
            _l("The database takes nothing: %(reason)s", reason=first_line(error)),
            _l("Look at the rights of its file and folder, at free disk space, and for a program that holds a lock."),
        )
    return good(_l("The database answers, and takes what is written."))


def check_clock(session: Session, now: datetime) -> Iterator[Finding]:
    """Against the database's own, where that may be another machine's, and against what was received already."""
    wrong = []
    if (newest := newest_receipt(session)) and newest - now > CLOCKS_MAY_DIFFER:
        wrong.append(wrong_clock(_l("the newest record"), newest - now))
    if session.get_bind().dialect.name == "postgresql":
        theirs: datetime = session.scalars(select(func.clock_timestamp())).one()
        if abs(theirs - now) > CLOCKS_MAY_DIFFER:
            wrong.append(wrong_clock(_l("the database's"), theirs - now))
    yield from wrong or [good(_l("This machine's clock says %(now)s.", now=f"{now:%Y-%m-%d %H:%M} UTC"))]


def newest_receipt(session: Session) -> datetime | None:
    last = (select(kind.received_at).order_by(kind.id.desc()).limit(1) for kind in (Photo, Memo, Inspection, Step))
    return max(filter(None, map(session.scalar, last)), default=None)


def wrong_clock(name: object, by: timedelta) -> Finding:
    return bad(
        _l("This machine's clock differs from %(name)s by %(minutes)s minutes.", name=name,
           minutes=round(abs(by).total_seconds() / 60)),
        _l("Set the clock (timedatectl, or a time server of your network): deadlines count by it."),
    )  # fmt: skip


def check_calendar(session: Session, now: datetime) -> Finding:
    if working_days(session).covers(now.date()):
        return good(_l("The working days of %(year)s are known.", year=now.year))
    return note(
        _l("The holidays of %(year)s are not known: Monday to Friday count as working days.", year=now.year),
        _l(
            "flask import built-in-calendar brings them in if they come with this release, else flask import calendar "
            "from a table or an .ics file. Until then deadlines that fall on a holiday are not moved."
        ),
    )


def check_tasks(session: Session, now: datetime) -> Finding:
    """Pages are right without it; but of what nobody opened, the plans of today say what was due."""
    behind = now.date() - NIGHTS
    waiting = or_(Plan.opened_until.is_(None), Plan.opened_until < behind)
    plans = session.scalar(select(func.count()).select_from(Plan).where(waiting)) or 0
    if not plans:
        return good(_l("What is due by the plans has been opened."))
    return note(
        _l("Plans whose tasks nobody has opened for days: %(plans)s.", plans=plans),
        _l("Run flask tasks open each night: what was due then stays due, however plans, schools and terms change."),
    )


def first_line(error: Exception) -> str:
    return str(getattr(error, "orig", None) or error).splitlines()[0]
