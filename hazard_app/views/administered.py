"""What the pages of administration share: who may open them, and the person or place that they are about."""

from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from flask import abort, current_app, g
from sqlalchemy.orm import undefer

from hazard_app.acts.import_rows import Given, try_rows
from hazard_app.acts.keep_import import keep_import
from hazard_app.clock import now
from hazard_app.db import db, end_reading, write
from hazard_app.documents.import_files import read_file
from hazard_app.models.import_file import ImportFile
from hazard_app.models.person import Person
from hazard_app.models.school import School
from hazard_app.reports.people_rows import with_postings
from hazard_app.rules.imports import Datum, ImportKind
from hazard_app.security import local_day


def refuse_others() -> None:
    """Before each request: whoever administers nothing has no business here."""
    if g.person and not g.reach.administered_paths:
        abort(403)


def person_seen(uid: UUID) -> Person:
    person: Person | None = db.session.scalar(with_postings(Person.visible_to(g.reach).where(Person.uid == uid)))
    return person or abort(404)


def person_run(uid: UUID) -> Person:
    """Whose present and coming postings are all theirs to run."""
    person = person_seen(uid)
    return person if person.is_run_by(g.reach, local_day(now())) else abort(403)


def import_seen(uid: UUID) -> ImportFile:
    """One's own, with its bytes."""
    mine = ImportFile.visible_to(g.person.id).where(ImportFile.uid == uid).options(undefer(ImportFile.content))
    return db.session.scalar(mine) or abort(404)


def school_run(uid: UUID) -> School:
    """In reach only as something else: 403; not in reach: 404."""
    school: School | None = db.session.scalar(School.visible_to(g.reach).where(School.uid == uid))
    if school is None:
        abort(404)
    return school if g.reach.administers(school.zone.path) else abort(403)


def refuse_foreign(kind: ImportKind) -> None:
    """There is one calendar of working days, for all zones."""
    if kind is ImportKind.CALENDAR and not g.reach.administers_all:
        abort(403)


def read(kind: ImportKind, datum: Datum, name: str, content: bytes, zone: str = "") -> Given:
    """No transaction is open while a file is read. Raises FileUnreadable."""
    end_reading(db.session())
    table, beside = read_file(kind, content, clock(), datum, zone)
    return Given(kind, table, name, sha256(content).hexdigest(), beside)


def clock() -> ZoneInfo:
    """Of a calendar's moments that have none."""
    return ZoneInfo(current_app.config["DEFAULT_TIMEZONE"])


def dry_run(given: Given, datum: Datum, content: bytes) -> UUID:
    """What it would do, kept with its file for whoever is asking."""
    tally, person_id = try_rows(db.session(), g.reach, given, now()), g.person.id
    return write(lambda session: keep_import(session, person_id, given, datum, content, tally, now()))
