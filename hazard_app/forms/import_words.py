"""What columns are called, and why a row or a whole file cannot be taken, in sentences."""

from collections.abc import Mapping
from enum import Enum
from typing import Any

from flask_babel import LazyString, get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hazard_app.rules.imports import Fault, FileUnreadable, Unreadable, Wrong
from hazard_app.rules.terms import Role, SchoolKind, ZoneKind
from hazard_app.words import word

COLUMN_WORDS: Mapping[str, LazyString] = {
    "code": _l("Code"),
    "name": _l("Its name"),
    "kind": _l("Kind"),
    "zone": _l("Zone"),
    "latitude": _l("Latitude"),
    "longitude": _l("Longitude"),
    "radius": _l("Radius"),
    "address": _l("Address"),
    "boarding": _l("Boarding"),
    "username": _l("Username"),
    "mobile": _l("Mobile number"),
    "unit": _l("Unit"),
    "title": _l("Title"),
    "police": _l("Police"),
    "role": _l("Role"),
    "school": _l("School"),
    "starts_on": _l("From"),
    "ends_on": _l("Until"),
    "parent": _l("Zone above"),
    "day": _l("Day"),
    "working": _l("Worked"),
    "taught": _l("Taught"),
    "first_day": _l("First day"),
    "last_day": _l("Its last day"),
    "note": _l("Note"),
    "posting": _l("Posting"),
    "open_hazards": _l("Open hazards that went along"),
}
WHY: Mapping[Wrong, LazyString] = {
    Wrong.MISSING: _l("Nothing stands here, and a new row needs it."),
    Wrong.UNREADABLE: _l("This could not be read."),
    Wrong.NO_NUMBER: _l("This is no number."),
    Wrong.HALF_A_PLACE: _l("Latitude and longitude belong together: one of the two is missing."),
    Wrong.NO_DAY: _l("This is no day. Write 2026-09-01."),
    Wrong.ENDS_BEFORE: _l("The posting would end before it begins."),
    Wrong.TERM_ENDS_BEFORE: _l("The term would end before it begins."),
    Wrong.TERM_STANDS: _l(
        "It overlaps “%(name)s”, %(first)s to %(last)s, which stands already: change or delete that one on the page "
        "“Calendars” first."
    ),
    Wrong.TERM_OF_ROW: _l("It overlaps “%(name)s” in row %(row)s, %(first)s to %(last)s."),
    Wrong.REPEATS: _l("This entry repeats. Take a calendar in which each year stands by itself."),
    Wrong.PART_OF_DAY: _l("This entry is no whole day. Make it an all-day one."),
    Wrong.ENTRY_ENDS_BEFORE: _l("This entry ends before it begins."),
    Wrong.TOO_MANY_DAYS: _l("%(days)s days are too many for one entry: %(most)s at most."),
    Wrong.NEITHER_WORKED: _l("It says neither off nor worked. Write %(no)s or %(yes)s behind its name."),
    Wrong.NEITHER_TAUGHT: _l("It says neither lessons nor none. Write %(yes)s or %(no)s behind its name."),
    Wrong.NO_TERM: _l("This looks like no term: it is called holidays, or shorter than four weeks."),
    Wrong.NO_MOBILE: _l("This is no mobile number: 11 digits that begin with 13 to 19."),
    Wrong.DIGITS_LOST: _l(
        "The spreadsheet shortened this number and its last digits are lost. Set the column to text, type it again, "
        "or save the table as .xlsx."
    ),
    Wrong.TOO_LONG: _l("%(given)s characters are too many: %(longest)s at most."),
    Wrong.OUT_OF_RANGE: _l("It must lie between %(least)s and %(most)s."),
    Wrong.UNKNOWN_WORD: _l("Not on offer. Write one of: %(words)s."),
    Wrong.TWICE: _l("The same as in row %(row)s."),
    Wrong.TAKEN: _l("Somebody else has it: %(whose)s."),
    Wrong.NO_SUCH_PLACE: _l("No such place in the zones that you run."),
    Wrong.OWN_ANCESTOR: _l("The zone would lie inside itself: %(circle)s."),
    Wrong.NOT_YOURS: _l("This one stands already, but outside the zones that you run."),
    Wrong.TWO_PLACES: _l("A posting is in a zone or at a school, not both."),
    Wrong.WRONG_PLACE: _l("A liaison officer is posted to a school, everybody else to a zone."),
}
FIXED: dict[str, Enum] = {each.value: each for words in (SchoolKind, ZoneKind, Role) for each in words}
NEAR = _l("No such place in the zones that you run; close to it is “%(near)s”.")
FILE_WHY: Mapping[Unreadable, LazyString] = {
    Unreadable.EMPTY: _l("There is nothing in this file."),
    Unreadable.TOO_LARGE: _l("The file is too large: 20 MB at most. Split it in two."),
    Unreadable.TOO_MANY_ROWS: _l("More than 50,000 rows are too many. Split the file in two."),
    Unreadable.NO_TABLE: _l("This is no table. Take .xlsx, or CSV in UTF-8 or GB18030."),
    Unreadable.OLD_EXCEL: _l("This is an old Excel file (.xls), or one with a password. Save it as .xlsx."),
    Unreadable.IS_CALENDAR: _l("A calendar file brings in working days, terms and school days; this needs a table."),
    Unreadable.CALENDAR_TOO_LARGE: _l("The calendar file is too large: 2 MB at most."),
    Unreadable.TOO_MANY_EVENTS: _l("More than 5,000 entries in one calendar are too many."),
    Unreadable.NO_EVENTS: _l("There is no entry in this calendar."),
    Unreadable.BROKEN_CALENDAR: _l("The calendar file is damaged. Export it from the calendar once more."),
    Unreadable.BROKEN: _l("The file is damaged. Open it in the spreadsheet and save it again as .xlsx."),
}


def column_words(name: str) -> str:
    return str(COLUMN_WORDS.get(name, name))


def value_words(value: object) -> str:
    """As the log and the preview keep it: a fixed word by its value."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool):
        return str(_("yes") if value else _("no"))
    if isinstance(value, Mapping):
        return posting_words(value)
    fixed = FIXED.get(str(value))
    return word(fixed) if fixed else str(value)


def posting_words(posting: Mapping[str, Any]) -> str:
    days = [_("since %(day)s", day=posting["starts_on"])] if posting.get("starts_on") else []
    days += [_("until %(day)s", day=posting["ends_on"])] if posting.get("ends_on") else []
    return " · ".join((value_words(posting["role"]), posting["place"], *days))


def why(fault: Fault) -> str:
    near = fault.why is Wrong.NO_SUCH_PLACE and fault.facts.get("near")
    told = in_the_readers_language(fault.facts)
    facts = {name: _(", ").join(each) if isinstance(each, tuple | list) else each for name, each in told.items()}
    return str(NEAR if near else WHY[fault.why]) % facts


def in_the_readers_language(facts: Mapping[str, Any]) -> Mapping[str, Any]:
    """Words that a column takes are told in Chinese, and by our own names for them in English."""
    locale = get_locale()
    speaks_chinese = locale is None or locale.language == "zh"
    return facts if speaks_chinese or "english" not in facts else {**facts, "words": facts["english"]}


def fault_of(kept: Mapping[str, Any]) -> Fault:
    """As a report keeps it."""
    return Fault(kept["row"], kept["column"], kept["value"], Wrong(kept["why"]), kept["facts"])


def file_why(refused: FileUnreadable) -> str:
    match refused.why:
        case Unreadable.NO_HEADINGS:
            return str(_("The first row names no column “%(column)s”.", column=column_words(refused.about)))
        case Unreadable.TWICE:
            return str(_("Two columns are called “%(column)s”.", column=column_words(refused.about)))
    return str(FILE_WHY[refused.why])
