"""How times, distances, figures and fixed words are written, as Jinja filters. Times are aware, UTC."""

from datetime import date, datetime
from typing import Protocol

from flask import Flask
from flask_babel import format_date, format_time, get_locale, get_timezone, gettext

from hazard_app.clock import now
from hazard_app.rules.terms import Severity
from hazard_app.words import word

PATTERNS = {
    "zh": {"this_year": "M月d日 EEE", "other_year": "y年M月d日"},
    "en": {"this_year": "EEE d MMM", "other_year": "d MMM y"},
}
KILOMETRE = 1000
HOUR, TEN = 60, 10


class InBothLanguages(Protocol):
    @property
    def zh(self) -> str: ...
    @property
    def en(self) -> str: ...


def local_date(value: date) -> str:
    """11月23日 周一, Mon 23 Nov; of another year: 2025年11月23日, 23 Nov 2025."""
    day = value.astimezone(get_timezone()).date() if isinstance(value, datetime) else value
    same_year = day.year == now().astimezone(get_timezone()).year
    return str(format_date(day, PATTERNS[_language()]["this_year" if same_year else "other_year"]))


def local_time(value: datetime) -> str:
    return str(format_time(value, "HH:mm"))


def moment(value: datetime) -> str:
    return f"{local_date(value)} · {local_time(value)}"


def taken_by(who: str, reason: str) -> str:
    """The last line of a file that is taken away."""
    return str(gettext("Taken by %(who)s, %(when)s: %(reason)s", who=who, when=moment(now()), reason=reason))


def days_since(value: datetime) -> int:
    """In local days: 0 is today."""
    clock = get_timezone()
    return (now().astimezone(clock).date() - value.astimezone(clock).date()).days


def metres(value: float) -> str:
    """Whole metres, or kilometres with one decimal."""
    if round(value) < KILOMETRE:
        return str(gettext("%(metres)s m", metres=round(value)))
    return str(gettext("%(kilometres)s km", kilometres=f"{value / KILOMETRE:,.1f}"))


def length_of_sound(seconds: int) -> str:
    """0:42, in both languages."""
    return f"{seconds // 60}:{seconds % 60:02d}"


def thousands(value: int) -> str:
    return f"{value:,}"


def figure(value: float) -> str:
    """Of a mean or a median: whole from ten on, else with one decimal."""
    return f"{value:,.0f}" if value >= TEN else f"{value:.1f}".removesuffix(".0")


def hours(minutes: float) -> str:
    """Of work that lies ahead, to the minute."""
    whole = max(round(minutes), 1)
    if whole < HOUR:
        return str(gettext("%(num)s min", num=whole))
    return str(gettext("%(hours)s h %(minutes)s min", hours=whole // HOUR, minutes=whole % HOUR))


def local(value: InBothLanguages | str) -> str:
    """Names and texts kept in both languages; what people typed stays as it is."""
    return value if isinstance(value, str) else str(getattr(value, _language()))


def init_app(app: Flask) -> None:
    plain = (days_since, metres, length_of_sound, thousands, figure, hours, local, word)
    for written in (local_date, local_time, moment, *plain):
        app.add_template_filter(written)
    app.jinja_env.globals["severities"] = tuple(reversed(Severity))


def _language() -> str:
    locale = get_locale()
    return "zh" if locale is None or locale.language == "zh" else "en"
