"""`flask import`: tables at the server's own terminal, as the pages bring them in."""

from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

import click
from flask import current_app
from flask.cli import AppGroup
from flask_babel import LazyString, force_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hazard_app.acts.import_rows import Given, import_rows, try_rows
from hazard_app.acts.import_tally import Tally
from hazard_app.acts.log_act import TERMINAL
from hazard_app.clock import now
from hazard_app.commands.sentences import refuse, say
from hazard_app.db import db, end_reading, write
from hazard_app.documents.import_files import read_file
from hazard_app.forms.import_words import column_words, file_why, why
from hazard_app.languages import LOCALES
from hazard_app.library.working_days import known_years, table_of
from hazard_app.models.reach import Held, Reach
from hazard_app.reports.calendars import years_to_bring
from hazard_app.rules.imports import Datum, FileUnreadable, ImportKind
from hazard_app.rules.terms import Role

tables = AppGroup("import", help="Schools, people, zones, calendars from a table. 从表格导入。")

# Whoever sits at the server runs all of it.
EVERYTHING = Reach(0, (Held(Role.ADMINISTRATOR, "/"),))
MAKE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
APPLY = click.option("--apply", "applies", is_flag=True, help="Write it. Without it nothing is. 写入。")
LEAVE_OUT = click.option("--leave-out", is_flag=True, help="Leave wrong rows out. 有问题的行不导入。")
DATUM = click.option(
    "--datum", type=click.Choice([datum.value for datum in Datum]), help="Of the coordinates. 坐标系。", required=True
)


@tables.command("schools")
@MAKE
@DATUM
@APPLY
@LEAVE_OUT
def schools(file: Path, datum: str, *, applies: bool, leave_out: bool) -> None:
    """Import schools from FILE. 导入学校。"""
    bring(ImportKind.SCHOOLS, file, Datum(datum), applies=applies, leave_out=leave_out)


def command_for(kind: ImportKind, about: str) -> None:
    @tables.command(kind.value, help=about)
    @MAKE
    @APPLY
    @LEAVE_OUT
    def run(file: Path, *, applies: bool, leave_out: bool) -> None:
        bring(kind, file, Datum.WGS84, applies=applies, leave_out=leave_out)


command_for(ImportKind.PEOPLE, "Import people and postings from FILE. 导入人员与任职。")
command_for(ImportKind.ZONES, "Import zones from FILE. 导入警务区。")
command_for(ImportKind.CALENDAR, "Import working days from FILE. 导入工作日。")


def command_in_zone(kind: ImportKind, about: str) -> None:
    @tables.command(kind.value.replace("_", "-"), help=about)
    @MAKE
    @click.option("--zone", default="", help="Of rows that name none: its name or code. 未写警务区的行归属。")
    @APPLY
    @LEAVE_OUT
    def run(file: Path, zone: str, *, applies: bool, leave_out: bool) -> None:
        bring(kind, file, Datum.WGS84, zone, applies=applies, leave_out=leave_out)


command_in_zone(ImportKind.TERMS, "Import school terms from FILE. 导入学期。")
command_in_zone(ImportKind.SCHOOL_DAYS, "Import single school days from FILE. 导入个别上学日。")


@tables.command("built-in-calendar")
@click.argument("years", type=int, nargs=-1)
@APPLY
def built_in_calendar(years: tuple[int, ...], *, applies: bool) -> None:
    """Import the working days of YEARS that come with the app; all that are not here, without any. 导入内置工作日。"""
    chosen = years or sorted(years_to_bring(db.session()))
    for year in chosen:
        if year not in known_years():
            raise refuse(_l("The working days of %(year)s do not come with this release.", year=year))
        name, content = table_of(year)
        click.echo(f"{year}: {name}")
        bring_content(ImportKind.CALENDAR, name, content, Datum.WGS84, "", applies=applies, leave_out=False)


def bring(kind: ImportKind, file: Path, datum: Datum, zone: str = "", *, applies: bool, leave_out: bool) -> None:
    bring_content(kind, file.name, file.read_bytes(), datum, zone, applies=applies, leave_out=leave_out)


def bring_content(
    kind: ImportKind, name: str, content: bytes, datum: Datum, zone: str, *, applies: bool, leave_out: bool
) -> None:
    clock = ZoneInfo(current_app.config["DEFAULT_TIMEZONE"])
    try:
        table, beside = read_file(kind, content, clock, datum, zone)
        given = Given(kind, table, name, sha256(content).hexdigest(), beside)
    except FileUnreadable as refused:
        raise refuse(LazyString(file_why, refused)) from refused
    tally = try_rows(db.session(), EVERYTHING, given, now())
    end_reading(db.session())
    tell_rows(tally)
    if tally.faults and not leave_out:
        raise SystemExit(1)
    if applies:
        seen = tally.fingerprint
        write(lambda session: import_rows(session, TERMINAL, EVERYTHING, given, seen, now(), leave_out=leave_out))
    tell_end(applied=applies)


def tell_rows(tally: Tally) -> None:
    counts = {"new": tally.counts["new"], "changed": tally.counts["changed"], "same": tally.counts["same"]}
    for locale in LOCALES:
        with force_locale(locale):
            for fault in tally.faults:
                row = _(
                    "Row %(row)s, %(column)s: %(why)s", row=fault.row, column=column_words(fault.column), why=why(fault)
                )
                click.echo(f"{row} {fault.value}".rstrip(), err=True)
            told = _(
                "%(new)s new, %(changed)s to change, %(same)s the same, %(wrong)s wrong.",
                wrong=tally.left_out,
                **counts,
            )
            click.echo(told)


def tell_end(*, applied: bool) -> None:
    say(_l("Written.") if applied else _l("Nothing was written; --apply writes it."))
