"""`flask doctor`: is all well, and if not, what to do next."""

from collections.abc import Iterator

import click
from flask.cli import with_appcontext
from flask_babel import lazy_gettext as _l

from hazard_app.clock import now
from hazard_app.commands.check_database import (
    check_calendar,
    check_clock,
    check_database,
    check_tasks,
    check_writing,
)
from hazard_app.commands.check_record import check_administration, check_chains, check_memos, check_photos, check_stores
from hazard_app.commands.check_settings import check_disk, check_settings
from hazard_app.commands.finding import Finding, Grade
from hazard_app.commands.sentences import refuse, say
from hazard_app.db import db


@click.command("doctor")
@click.option("--quick", is_flag=True, help="Without all photos and all steps. 不逐一核对照片和处置记录。")
@with_appcontext
def doctor(quick: bool) -> None:
    """Look at settings, disk, clock, database, photos and the record. 检查各项是否正常，并说明怎么办。"""
    examine(quick=quick)


def examine(*, quick: bool) -> None:
    """Each finding as soon as it is known. SystemExit when something must be done."""
    bad = 0
    for finding in findings(quick):
        finding.tell()
        bad += finding.grade is Grade.BAD
    if bad:
        raise refuse(_l("To be done, marked ✗: %(count)s.", count=bad))
    say(_l("Nothing has to be done."))


def findings(quick: bool) -> Iterator[Finding]:
    yield from check_settings()
    yield from check_disk()
    yield from check_stores()
    answers = True
    for finding in check_database():
        answers = finding.grade is not Grade.BAD
        yield finding
    if answers:
        yield from of_what_it_holds(quick)


def of_what_it_holds(quick: bool) -> Iterator[Finding]:
    yield check_writing()
    session = db.session()
    yield from check_clock(session, now())
    yield check_calendar(session, now())
    yield check_tasks(session, now())
    if not quick:
        yield from check_photos(session)
        yield from check_memos(session)
        yield check_chains(session)
        yield check_administration(session)
    db.session.remove()
