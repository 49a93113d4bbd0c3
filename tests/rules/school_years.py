"""School years and clocks to try the rules of rounds with."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo, available_timezones

from hypothesis import strategies as st

from hazard_app.rules.calendars import WorkingDays
from hazard_app.rules.school_terms import SchoolDays, SchoolTerm

# The first week of October 2026 is off, the Saturday after it is worked.
OCTOBER = WorkingDays(
    frozenset(date(2026, 10, day) for day in range(1, 8)), frozenset({date(2026, 10, 10)}), frozenset({2026})
)
AUTUMN = SchoolTerm(date(2026, 8, 31), date(2027, 1, 20))
SPRING = SchoolTerm(date(2027, 2, 22), date(2027, 7, 7))
UNKNOWN = SchoolDays([], OCTOBER)
YEAR = SchoolDays([AUTUMN, SPRING], OCTOBER)
# Some change their clocks at midnight, one lost a whole day, one is half an hour off, one three quarters.
CLOCKS = [
    ZoneInfo(name)
    for name in (
        "Asia/Shanghai",
        "Asia/Urumqi",
        "Asia/Kathmandu",
        "Asia/Kolkata",
        "Asia/Beirut",
        "Asia/Gaza",
        "Africa/Cairo",
        "Africa/Casablanca",
        "America/Havana",
        "America/Santiago",
        "America/Sao_Paulo",
        "America/St_Johns",
        "America/New_York",
        "Antarctica/Troll",
        "Atlantic/Azores",
        "Australia/Lord_Howe",
        "Europe/London",
        "Pacific/Apia",
        "Pacific/Chatham",
        "Pacific/Kiritimati",
        "UTC",
    )
]
clocks = st.one_of(st.sampled_from(CLOCKS), st.sampled_from(sorted(available_timezones())).map(ZoneInfo))
days = st.dates(date(2023, 1, 1), date(2032, 1, 1))


@st.composite
def spans(draw: st.DrawFn, most: int = 500) -> tuple[date, date]:
    first = draw(days)
    return first, first + timedelta(days=draw(st.integers(0, most)))


@st.composite
def school_terms(draw: st.DrawFn) -> list[SchoolTerm]:
    """In order, of any length, with any time between them; often those of a real year."""
    if draw(st.booleans()):
        return draw(st.sampled_from([[], [AUTUMN], [SPRING], [AUTUMN, SPRING]]))
    terms: list[SchoolTerm] = []
    day = draw(days)
    for length, pause in draw(st.lists(st.tuples(st.integers(1, 400), st.integers(1, 400)), max_size=5)):
        terms.append(SchoolTerm(day, day + timedelta(days=length - 1)))
        day += timedelta(days=length - 1 + pause)
    return terms


@st.composite
def school_days(draw: st.DrawFn) -> SchoolDays:
    terms = draw(school_terms())
    return SchoolDays(terms, OCTOBER, draw(st.dictionaries(days, st.booleans(), max_size=20)))
