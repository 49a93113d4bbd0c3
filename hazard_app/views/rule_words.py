"""How often a plan comes, in a reader's words: no rule of RFC 5545 is ever shown to whoever goes round."""

import re

from babel import Locale
from babel.dates import get_day_names
from flask_babel import get_locale
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hazard_app.rules.rounds import Rhythm
from hazard_app.words import word

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# One day of the week, the first or the last of its month, or another one.
NTH = re.compile(r"(-1|[1-5])(MO|TU|WE|TH|FR|SA|SU)")
ORDINALS = {
    "1": _l("first"),
    "2": _l("second"),
    "3": _l("third"),
    "4": _l("fourth"),
    "5": _l("fifth"),
    "-1": _l("last"),
}


def how_often(rhythm: Rhythm, rule: str = "") -> str:
    """What a rule says that is too rare for words of its own is said by its rhythm."""
    parts = dict(part.split("=", 1) for part in rule.split(";")) if rule else {}
    parts.pop("WKST", None)
    every = int(parts.pop("INTERVAL", "1"))
    frequency = parts.pop("FREQ", "")
    said = {"DAILY": by_day, "WEEKLY": by_week, "MONTHLY": by_month}.get(frequency)
    return (said(every, parts) if said else "") or word(rhythm)


def by_day(every: int, parts: dict[str, str]) -> str:
    if parts:
        return str(_("each %(days)s", days=named(parts["BYDAY"])))
    return str(_("each day") if every == 1 else _("every %(num)s days", num=every))


def by_week(every: int, parts: dict[str, str]) -> str:
    if "BYDAY" not in parts:
        return ""
    days = named(parts["BYDAY"])
    return str(
        _("each %(days)s", days=days) if every == 1 else _("every %(num)s weeks on %(days)s", num=every, days=days)
    )


def by_month(every: int, parts: dict[str, str]) -> str:
    if every != 1 or len(parts) != 1:
        return ""
    [(part, value)] = parts.items()
    if part == "BYMONTHDAY":
        return str(_("on the last day of each month")) if value == "-1" else on_days(value)
    nth = NTH.fullmatch(value)
    if not nth:
        return ""
    return str(_("on the %(nth)s %(day)s of each month", nth=ORDINALS[nth[1]], day=named(nth[2])))


def on_days(days: str) -> str:
    return "" if "-" in days else str(_("each month on day %(days)s", days=days.replace(",", _(", "))))


def named(days: str) -> str:
    """MO,WE,FR in the reader's language."""
    locale = get_locale() or Locale("zh")
    names = get_day_names("abbreviated" if locale.language == "zh" else "wide", locale=locale)
    known = [names[DAYS.index(day)] for day in days.split(",") if day in DAYS]
    return str(_(", ")).join(known)
