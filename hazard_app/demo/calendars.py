"""The demo's calendars: the official working days of its months, and the school year of its zones."""

from datetime import date, datetime, timedelta
from hashlib import sha256

from sqlalchemy.orm import Session

from hazard_app.acts.import_rows import Given, import_rows, try_rows
from hazard_app.acts.log_act import TERMINAL
from hazard_app.acts.run_calendars import GivenTerm, create_term, put_school_day
from hazard_app.demo.rounds import CLOCK
from hazard_app.documents.import_files import read_file
from hazard_app.library.working_days import known_years, table_of
from hazard_app.models.reach import Held, Reach
from hazard_app.models.zone import Zone
from hazard_app.rules.imports import ImportKind
from hazard_app.rules.school_terms import SchoolTerm
from hazard_app.rules.terms import Role

EVERYTHING = Reach(0, (Held(Role.ADMINISTRATOR, "/"),))
FRIDAY, WEEK = 4, 7
AUGUST = 8


def make_calendars(session: Session, bureau: Zone, made_at: datetime, now: datetime) -> None:
    """As they would be brought in at a set-up; a year that does not come with the app stays unknown."""
    today = now.astimezone(CLOCK).date()
    for year in sorted({made_at.astimezone(CLOCK).year, today.year} & set(known_years())):
        bring_year(session, year, made_at)
    begins = today.year if today.month >= AUGUST else today.year - 1
    for given in terms_of(begins):
        create_term(session, TERMINAL, given, bureau, made_at)
    sports = friday_by(date(begins, 10, 31))
    put_school_day(session, TERMINAL, bureau, sports, taught=False, words="秋季运动会", now=made_at)


def bring_year(session: Session, year: int, at: datetime) -> None:
    name, content = table_of(year)
    table, beside = read_file(ImportKind.CALENDAR, content, CLOCK)
    given = Given(ImportKind.CALENDAR, table, name, sha256(content).hexdigest(), beside)
    seen = try_rows(session, EVERYTHING, given, at).fingerprint
    import_rows(session, TERMINAL, EVERYTHING, given, seen, at, leave_out=False)


def terms_of(begins: int) -> list[GivenTerm]:
    """From 1 September to the last Friday of January, and from the first Monday after 20 February into July."""
    year = f"{begins}—{begins + 1}学年"
    autumn = SchoolTerm(date(begins, 9, 1), friday_by(date(begins + 1, 1, 31)))
    spring = SchoolTerm(monday_after(date(begins + 1, 2, 20)), friday_by(date(begins + 1, 7, 10)))
    return [GivenTerm(f"{year}第一学期", autumn), GivenTerm(f"{year}第二学期", spring)]


def friday_by(day: date) -> date:
    """The day itself, or the last Friday before it."""
    return day - timedelta(days=(day.weekday() - FRIDAY) % WEEK)


def monday_after(day: date) -> date:
    return day + timedelta(days=WEEK - day.weekday())
