"""Bring a table in: first as a dry run that changes nothing, then, if it would still do the same, for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from hazard_app.acts.import_calendar import CalendarImport
from hazard_app.acts.import_people import PeopleImport
from hazard_app.acts.import_school_days import SchoolDayImport
from hazard_app.acts.import_schools import SchoolImport
from hazard_app.acts.import_tally import MovedMeanwhile, RowsAreWrong, Tally
from hazard_app.acts.import_terms import TermImport
from hazard_app.acts.import_zones import ZoneImport
from hazard_app.acts.importer import Importer
from hazard_app.acts.log_act import Actor, Done, log_acts
from hazard_app.models.reach import Reach
from hazard_app.models.zone import Zone
from hazard_app.rules.administration import ActKind, Thing
from hazard_app.rules.imports import Beside, ImportKind, Table

IMPORTERS: Mapping[ImportKind, type[Importer]] = {
    ImportKind.ZONES: ZoneImport,
    ImportKind.SCHOOLS: SchoolImport,
    ImportKind.PEOPLE: PeopleImport,
    ImportKind.CALENDAR: CalendarImport,
    ImportKind.TERMS: TermImport,
    ImportKind.SCHOOL_DAYS: SchoolDayImport,
}
THINGS = {
    ImportKind.ZONES: Thing.ZONE,
    ImportKind.SCHOOLS: Thing.SCHOOL,
    ImportKind.PEOPLE: Thing.PERSON,
    ImportKind.CALENDAR: Thing.CALENDAR,
    ImportKind.TERMS: Thing.TERM,
    ImportKind.SCHOOL_DAYS: Thing.SCHOOL_DAY,
}

NOTHING_BESIDE = Beside()


@dataclass(frozen=True, slots=True)
class Given:
    """A table as it was read, whose it is, and the file it came from."""

    kind: ImportKind
    table: Table
    name: str
    sha256: str
    beside: Beside = NOTHING_BESIDE


def try_rows(session: Session, reach: Reach, given: Given, now: datetime) -> Tally:
    """The dry run. Nothing is written."""
    tally = Tally(list(given.table.faults))
    IMPORTERS[given.kind](session, reach, tally, False, now).run(given.table.lines)
    tally.faults.sort(key=lambda fault: fault.row)
    return tally


def import_rows(
    session: Session, actor: Actor, reach: Reach, given: Given, expected: str, now: datetime, *, leave_out: bool
) -> Tally:
    """Everything or nothing. `expected` is the fingerprint of the dry run that a person agreed to.

    Raises RowsAreWrong, MovedMeanwhile; whoever calls rolls back.
    """
    tally = Tally(list(given.table.faults))
    importer = IMPORTERS[given.kind](session, reach, tally, True, now)
    importer.run(given.table.lines)
    tally.faults.sort(key=lambda fault: fault.row)
    if tally.faults and not leave_out:
        raise RowsAreWrong
    if tally.fingerprint != expected:
        raise MovedMeanwhile
    log_acts(session, actor, [*importer.acts, whole(session, reach, given, tally)], now)
    session.flush()
    return tally


def whole(session: Session, reach: Reach, given: Given, tally: Tally) -> Done:
    """The entry of the file itself; it stands at the top of what the person administers."""
    top = session.scalar(select(Zone.id).where(Zone.inside(reach.administered_paths)).order_by(Zone.path).limit(1))
    counts = {"new": tally.counts["new"], "changed": tally.counts["changed"], "left_out": tally.left_out}
    facts = {"file": given.name, "sha256": given.sha256, "counts": counts}
    return Done(ActKind.IMPORTED, THINGS[given.kind], None, top, facts)
