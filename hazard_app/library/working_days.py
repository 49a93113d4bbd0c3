"""Which days are worked, year by year, as the package chinesecalendar has them from the State Council's notices."""

from collections.abc import Mapping
from datetime import date
from importlib.metadata import version

from chinese_calendar.constants import Holiday, holidays, workdays

from hazard_app.rules.bilingual import Bilingual

PACKAGE = "chinesecalendar"
HEADINGS = ("日期", "上班", "说明")
NAMES: Mapping[str, Bilingual] = {each.value: Bilingual(each.chinese, each.value) for each in Holiday}


def known_years() -> tuple[int, ...]:
    """Those whose notice the package has. A year is in it when its own New Year is."""
    return tuple(sorted({day.year for day in holidays if (day.month, day.day) == (1, 1)}))


def holiday_of(day: date) -> Bilingual | None:
    """What a day that is not worked is called; None for one that the package does not know."""
    return NAMES[holidays[day]] if day in holidays else None


def rows_of(year: int) -> list[tuple[str, str, str]]:
    """As the table that an import takes: the day, is it worked, what it is."""
    off = [(day, "否", f"{NAMES[name].zh}休") for day, name in holidays.items() if day.year == year]
    on = [(day, "是", f"{NAMES[name].zh}班") for day, name in workdays.items() if day.year == year]
    return [HEADINGS, *((day.isoformat(), worked, what) for day, worked, what in sorted(off + on))]


def table_of(year: int) -> tuple[str, bytes]:
    """A file's name, which says where it comes from, and its content as CSV in UTF-8."""
    content = "".join(",".join(cells) + "\r\n" for cells in rows_of(year)).encode()
    return f"{PACKAGE}-{version(PACKAGE)}-{year}.csv", content
