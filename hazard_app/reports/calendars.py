"""What is known of working days, terms and school days, for whoever keeps them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from hazard_app.library.working_days import holiday_of, known_years
from hazard_app.models.calendar_day import working_days
from hazard_app.models.reach import Reach
from hazard_app.models.school_calendar import SchoolDay, Term, ids_on
from hazard_app.models.zone import Zone
from hazard_app.rules.bilingual import Bilingual
from hazard_app.rules.calendars import WorkingDays

DAY = timedelta(days=1)
MOST_DAYS = 200  # single school days on the page, newest first


@dataclass(frozen=True, slots=True)
class Rest:
    """Days without work that follow each other. `names` are empty where only the days are known."""

    first: date
    last: date
    names: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Year:
    """`comes_along`: not here yet, and the app brings it."""

    year: int
    known: bool
    comes_along: bool
    rests: Sequence[Rest]
    made_up: Sequence[date]

    @property
    def days_off(self) -> int:
        return sum((rest.last - rest.first).days + 1 for rest in self.rests)


@dataclass(frozen=True, slots=True)
class ZoneTerms:
    """Newest first. `others` are names of zones in reach that have none of their own and go by these."""

    zone: Zone
    runs: bool
    terms: Sequence[Term]
    others: Sequence[str]


@dataclass(frozen=True, slots=True)
class Calendars:
    """`without`: names of zones for which no term is known at all."""

    years: Sequence[Year]
    zones: Sequence[ZoneTerms]
    without: Sequence[str]
    days: Sequence[SchoolDay]


def calendars(session: Session, reach: Reach, today: date) -> Calendars:
    zones, without = zone_terms(session, reach)
    days = SchoolDay.run_by(reach).options(joinedload(SchoolDay.zone))
    newest = days.order_by(SchoolDay.day.desc(), SchoolDay.zone_id).limit(MOST_DAYS)
    return Calendars(years(working_days(session), today), zones, without, session.scalars(newest).all())


def years_to_bring(session: Session) -> list[int]:
    """Those that the app brings along and that are not here yet, newest first."""
    here = working_days(session).years
    return [year for year in reversed(known_years()) if year not in here]


def years(known: WorkingDays, today: date) -> list[Year]:
    """From last year on, and always this one and the next."""
    shown = {year for year in known.years if year >= today.year - 1} | {today.year, today.year + 1}
    return [year_of(known, year) for year in sorted(shown)]


def year_of(known: WorkingDays, year: int) -> Year:
    off = sorted(day for day in known.holidays if day.year == year)
    made_up = sorted(day for day in known.make_up_days if day.year == year)
    is_known = year in known.years
    return Year(year, is_known, not is_known and year in known_years(), rests(off), made_up)


def rests(days: Iterable[date]) -> list[Rest]:
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == DAY:
            runs[-1].append(day)
        else:
            runs.append([day])
    return [Rest(run[0], run[-1], tuple(dict.fromkeys(filter(None, map(holiday_of, run))))) for run in runs]


def zone_terms(session: Session, reach: Reach) -> tuple[list[ZoneTerms], list[str]]:
    """Also of zones above that one does not run, where their terms count for one's own."""
    own = session.scalars(Zone.run_by(reach).order_by(Zone.path)).all()
    above = {key for path in reach.administered_paths for key in ids_on(path)} - {zone.id for zone in own}
    zones = {zone.id: zone for zone in [*session.scalars(select(Zone).where(Zone.id.in_(above))), *own]}
    terms: dict[int, list[Term]] = defaultdict(list)
    inside = Zone.inside(reach.administered_paths) | Zone.id.in_(above)
    for term in session.scalars(select(Term).join(Term.zone).where(inside).order_by(Term.starts_on.desc())):
        terms[term.zone_id].append(term)
    goes_by, without = defaultdict[int, list[str]](list), list[str]()
    for zone in own:
        nearest = next((key for key in reversed(ids_on(zone.path)) if key in terms), None)
        if nearest is None:
            without.append(zone.name)
        elif nearest != zone.id:
            goes_by[nearest].append(zone.name)
    mine = {zone.id for zone in own}
    # A zone above whose terms count for nobody here says nothing here.
    shown = sorted((key for key in terms if key in mine or key in goes_by), key=lambda key: zones[key].path)
    return [ZoneTerms(zones[key], key in mine, terms[key], goes_by[key]) for key in shown], without
