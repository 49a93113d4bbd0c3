"""What an entry of a calendar says: of a working day, of a school day, of a term. None: nothing that we understand."""

import re
from collections.abc import Mapping

from hazard_app.rules.imports import ImportKind

# As a person may write it, so that it is understood: off or without lessons, worked or taught, with a whole name.
EXAMPLES: Mapping[ImportKind, Mapping[str, str]] = {
    ImportKind.CALENDAR: {"no": "休", "yes": "班", "said_no": "国庆节 休", "said_yes": "国庆节 班"},
    ImportKind.SCHOOL_DAYS: {"no": "停课", "yes": "上课", "said_no": "运动会 停课", "said_yes": "周六补课"},
}
# As a cell says it.
YES_NO: Mapping[bool | None, str] = {True: "是", False: "否", None: ""}
# On duty is no working day of everybody's, and 调休 alone may mean either.
UNCLEAR = re.compile("值班|调休")
WORKED = re.compile(r"班|work(?:ing)?[ -]?day|\bworked\b", re.IGNORECASE)
OFF = re.compile(r"休|假|holiday|\boff\b", re.IGNORECASE)
NO_LESSONS = re.compile(r"停课|不上课|不上学|\bno (?:lessons|school|classes)\b|\bclosed\b", re.IGNORECASE)
LESSONS = re.compile(r"上课|补课|上学|班|\blessons\b|school ?day|\btaught\b", re.IGNORECASE)
NO_TERM = re.compile(r"休|假|holiday|vacation|\bbreak\b", re.IGNORECASE)
FESTIVAL = re.compile("(?:元旦|除夕|春节|清明|劳动|五一|端午|中秋|国庆)节?")
# As Apple's calendars of holidays mark a day, beside its name.
MARKS: Mapping[str, bool] = {"WORK-HOLIDAY": False, "ALTERNATE-WORKDAY": True}


def is_worked(summary: str, mark: str = "") -> bool | None:
    """国庆节（休）, 国庆节 补班, 班｜国庆节, National Day holiday."""
    if mark in MARKS:
        return MARKS[mark]
    said = UNCLEAR.sub("", summary)
    return True if WORKED.search(said) else False if OFF.search(said) else None


def is_taught(summary: str) -> bool | None:
    """运动会 停课, 周六补课."""
    if NO_LESSONS.search(summary):
        return False
    said = UNCLEAR.sub("", summary)
    return True if LESSONS.search(said) else False if OFF.search(said) else None


def is_festival(summary: str) -> bool:
    """Its bare name, as calendars write it that have no made-up days."""
    return FESTIVAL.fullmatch(summary) is not None


def is_free(summary: str) -> bool:
    """寒假, winter break: what lies between two terms."""
    return NO_TERM.search(summary) is not None
